"""Whether somebody has stopped answering: a pure function of what was asked and what was answered."""

from collections.abc import Collection, Sequence
from datetime import date

from program.assessment import Asked, Occurrence


def silent_since(
    asked: Sequence[Asked], answered: Collection[Occurrence], *, instrument: str, weeks: int, today: date
) -> Asked | None:
    """The first of the latest occurrences in a row whose time ran out without an answer; None for fewer than `weeks`.

    `answered` were answered, not skipped. What can still be answered says nothing either way.
    """
    run: list[Asked] = []
    for each in sorted((each for each in asked if each.instrument == instrument), key=_opening):
        if each.occurrence in answered:
            run = []
        elif each.is_past(today):
            run.append(each)
    return run[0] if len(run) >= weeks else None


def _opening(asked: Asked) -> tuple[date, int]:
    """A baseline, which may be asked before the beginning, is the first of all."""
    return asked.opens_on or date.min, asked.week
