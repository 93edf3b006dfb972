"""Whether somebody has stopped answering: pure functions of what was asked and what was answered."""

from collections.abc import Collection, Sequence
from datetime import date

from program.assessment import Asked, Facts, Occurrence, asked_by
from program.schedule import Pause, WeekState, active_days_later


def silent_since(
    facts: Facts,
    answered: Collection[Occurrence],
    *,
    instrument: str,
    weeks: int,
    today: date,
    blank: Collection[Occurrence] = (),
) -> Asked | None:
    """The first of the latest ones in a row whose time ran out without an answer, where it was asked so many weeks ago
    or more; days of a break do not count.

    `answered` were answered, not skipped. What can still be answered says nothing either way; what was sent `blank`
    cannot be any more. Whoever is stuck in a week is not asked anew; that is silence, too.
    """
    run: list[Asked] = []
    for each in (each for each in asked_by(facts) if each.instrument == instrument):
        if each.occurrence in answered:
            run = []
        elif each.occurrence in blank or each.is_past(today):
            run.append(each)
    since = (run[0].opens_on or facts.started_on) if run else None
    told_on = active_days_later(since, 7 * weeks, facts.pauses) if since else None
    return run[0] if told_on is not None and told_on <= today else None


def unsent_since(
    states: Sequence[WeekState], pauses: Sequence[Pause], sent: Collection[int], *, weeks: int, today: date
) -> int | None:
    """The first of the latest open weeks in a row whose worksheet was not sent, where it opened so many weeks ago or
    more; days of a break do not count. `states` are those of weeks that have such a worksheet. The same for a question:
    `states` of the weeks that ask it, and for `sent` those that answered it."""
    run: list[WeekState] = []
    for state in (state for state in states if state.is_open):
        run = [] if state.number in sent else [*run, state]
    since = run[0].opens_on if run else None
    told_on = active_days_later(since, 7 * weeks, pauses) if since else None
    return run[0].number if told_on is not None and told_on <= today else None
