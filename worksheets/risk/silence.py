"""Whether somebody has stopped answering: a pure function of what was asked and what was answered."""

from collections.abc import Collection
from datetime import date

from program.assessment import Asked, Facts, Occurrence, asked_by
from program.schedule import active_days_later


def silent_since(
    facts: Facts, answered: Collection[Occurrence], *, instrument: str, weeks: int, today: date
) -> Asked | None:
    """The first of the latest ones in a row whose time ran out without an answer, where it was asked so many weeks ago
    or more; days of a break do not count.

    `answered` were answered, not skipped. What can still be answered says nothing either way. Whoever is stuck in a
    week is not asked anew; that is silence, too.
    """
    run: list[Asked] = []
    for each in (each for each in asked_by(facts) if each.instrument == instrument):
        if each.occurrence in answered:
            run = []
        elif each.is_past(today):
            run.append(each)
    since = (run[0].opens_on or facts.started_on) if run else None
    told_on = active_days_later(since, 7 * weeks, facts.pauses) if since else None
    return run[0] if told_on is not None and told_on <= today else None
