"""What a rule looks at, and when it finds something, in a sentence."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from worksheets.risk.rule import (
    MESSAGES,
    AtLeast,
    AtMost,
    BlanksAtLeast,
    Equals,
    Link,
    Phrases,
    RisesBy,
    Rule,
    Source,
    UnansweredWeeks,
    Unreadable,
    WorsensReliably,
)


def looks_at(rule: Rule) -> str:
    """'phq_9, item q9: at least 1'."""
    if isinstance(rule.condition, Unreadable):
        return _("This rule cannot be read. Every answer raises an alert until it is put right.")
    return _("%(source)s: %(condition)s") % {
        "source": _source(rule.source),
        "condition": CONDITIONS[rule.condition.kind](rule.condition),
    }


def _source(source: Source) -> str:
    if source.item:
        return _("%(measure)s, item %(item)s") % {"measure": source.measure, "item": source.item}
    if source.worksheet:
        return _("Question %(question)s of worksheet %(worksheet)s") % {
            "question": source.question,
            "worksheet": source.worksheet,
        }
    if source.question:
        return _("Question %(question)s of every worksheet") % {"question": source.question}
    if len(source.texts) == 1:
        return _("Messages") if MESSAGES in source.texts else _("All that is written in worksheets")
    return source.measure or _("All that is written, in worksheets and messages")


CONDITIONS: dict[str, Callable[[Any], str]] = {
    Equals.kind: lambda condition: _("is %(value)s") % {"value": condition.value},
    AtLeast.kind: lambda condition: _("at least %(value)g") % {"value": condition.value},
    AtMost.kind: lambda condition: _("at most %(value)g") % {"value": condition.value},
    RisesBy.kind: lambda condition: _("%(points)g points or more above the last time") % {"points": condition.points},
    WorsensReliably.kind: lambda _condition: _("reliably worse than the first time"),
    BlanksAtLeast.kind: lambda condition: _("%(count)d items or more left blank") % {"count": condition.count},
    Phrases.kind: lambda condition: (
        _("one of %(count)d phrases in %(languages)s")
        % {"count": sum(map(len, condition.phrases.values())), "languages": ", ".join(sorted(condition.phrases))}
    ),
    Link.kind: lambda _condition: _("an address that leads elsewhere"),
    UnansweredWeeks.kind: lambda condition: _("not answered %(weeks)d weeks in a row") % {"weeks": condition.weeks},
}
