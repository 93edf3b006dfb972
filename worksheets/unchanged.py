"""Whether what a window of the studio saves by itself says anything new. Wagtail's editor writes what it loads a little
otherwise (keys in rich text, no line breaks, the defaults of questions), and takes that for typed on a slow machine."""

import json
import re
from typing import Any

from wagtail.models import Revision, TaskState

KEY = re.compile(r' data-block-key="[^"]*"')
BETWEEN_BLOCKS = re.compile(r"(</(?:p|h\d|li|ul|ol|blockquote)>|<(?:ul|ol)>|<hr/>)\s+")


def changes_nothing(form: Any, draft: Revision | None) -> bool:
    """Whether the words that a form would save are those of this draft, and no comment is new."""
    if draft is None or any(each.has_changed() for each in getattr(form, "formsets", {}).values()):
        return False
    now, before = form.instance.serializable_data(), draft.as_object().serializable_data()
    return all(_words(now.get(name)) == _words(before.get(name)) for name in form.fields)


def was_answered(revision: str) -> bool:
    """Whether somebody has answered a review of this very draft: what they read stays as it was."""
    answered = TaskState.objects.exclude(status=TaskState.STATUS_IN_PROGRESS)
    return revision.isdecimal() and answered.filter(revision=revision).exists()


def _words(value: Any) -> Any:
    """What is not said at all is as good as nothing. A stream of blocks is kept as text."""
    if isinstance(value, str) and value.startswith("[{"):
        return _words(json.loads(value))
    if isinstance(value, str):
        return " ".join(BETWEEN_BLOCKS.sub(r"\1", KEY.sub("", value)).split()) or None
    if isinstance(value, dict):
        # A block's own id is no word of it.
        return {name: said for name, each in value.items() if name != "id" and (said := _words(each))}
    if isinstance(value, list):
        return [_words(each) for each in value]
    return value or None
