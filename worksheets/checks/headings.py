"""Headings of a text in their order: people who listen to a page find their way by them."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from worksheets.checks.finding import Finding, Level
from worksheets.checks.subject import Subject

HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^>]*>")
# The page's own title is the first; texts begin with the second.
FIRST = 2


def out_of_order(subject: Subject) -> Iterator[Finding]:
    """Within a step, and within what stands around the steps."""
    before: dict[str, int] = {}
    for part in subject.texts:
        for size, inner in HEADING.findall(part.value) if part.is_rich else []:
            level, title = int(size), TAG.sub("", inner).strip()
            if not title:
                yield subject.finding(
                    Level.WARNING, _("A heading is empty."), _("Write what follows it, or take it out."), part
                )
            elif level > before.get(part.step, FIRST - 1) + 1:
                yield subject.finding(
                    Level.WARNING,
                    _("The heading “%(title)s” is a size too small: no larger one stands before it.")
                    % {"title": title},
                    _("Make it a heading 2. Sizes show what belongs to what, not how large it looks."),
                    part,
                )
            before[part.step] = level
