"""A week as one reader gets it: without the steps, and the parts of steps, that are not for them.

Steps keep their numbers, in addresses and in how far somebody has read; what a page counts is what its reader sees.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from modules.conditions import Condition, Facts
from modules.reading import StepText

# As `drawing` writes them around a part of a step. Text is escaped there, so nothing else looks like them.
PART = re.compile(r"<!--only (\d+)-->(.*?)<!--/only-->", re.DOTALL)


def conditions_of(steps: Sequence[StepText]) -> Iterator[Condition]:
    """All on which anything in these steps depends."""
    for step in steps:
        if step.only is not None:
            yield step.only
        yield from step.parts


def shown(steps: Sequence[StepText], reader: Facts, *, also: int = 0) -> tuple[StepText, ...]:
    """Those for this reader, each with what is for them; `also` is the number of one that is theirs in any case.

    The worksheet comes after the last of them.
    """
    found = [
        replace(step, html=_cut(step, reader), only=None, parts=())
        for step in steps
        if step.only is None or step.only.holds(reader) or step.number == also
    ]
    if found:
        found[-1] = replace(found[-1], has_worksheet=steps[-1].has_worksheet)
    return tuple(found)


def noted(step: StepText) -> SafeString:
    """All of a step, for editors and staff, where each condition stands as a sentence before what depends on it."""

    def sentence(part: re.Match[str]) -> str:
        return f'<div class="only-some">{_sentence(step.parts[int(part[1])])}{part[2]}</div>'

    html = PART.sub(sentence, step.html)
    return mark_safe(f"{_sentence(step.only)}{html}")  # noqa: S308 (HTML of `drawing`, and sentences escaped here)


def _cut(step: StepText, reader: Facts) -> str:
    return PART.sub(lambda part: part[2] if step.parts[int(part[1])].holds(reader) else "", step.html)


def _sentence(condition: Condition | None) -> str:
    return f'<p class="only-for">{escape(condition.said)}</p>' if condition else ""
