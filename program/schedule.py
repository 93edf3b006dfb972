"""When each week opens: pure functions of days. No clock, no database; today is an argument.

The next week opens once the week before it has had its days (days within a pause do not count) and its gate is met,
on a day that is not paused. A latched opening day stands for good: a week never closes once it has been open.
A gate that waits for a letter may open by itself, so many days (those of a pause do not count) after the worksheet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum


class Gate(StrEnum):
    TIME = "time"
    WORKSHEET = "worksheet"
    LETTER = "letter"


@dataclass(frozen=True)
class Week:
    """A week of an edition. `after_days` is a wait of its own before it opens (a follow-up four weeks later: 28)."""

    number: int
    length_days: int = 7
    after_days: int = 0
    gate: Gate = Gate.TIME


@dataclass(frozen=True)
class Pause:
    """Both ends belong to the pause; one without an end goes on."""

    first_day: date
    last_day: date | None = None

    def covers(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True)
class Fact:
    """What is known to have happened in one week."""

    opened_on: date | None = None
    submitted_on: date | None = None
    letter_on: date | None = None


@dataclass(frozen=True)
class Facts:
    """All that the schedule of one enrolment depends on."""

    weeks: Sequence[Week]
    started_on: date | None = None
    pauses: Sequence[Pause] = ()
    happened: Mapping[int, Fact] = field(default_factory=dict)
    # How long a gate waits for a letter; empty: until it comes.
    letter_gate_days: int | None = None


@dataclass(frozen=True)
class WeekState:
    """`opens_on` is empty while nobody can know it; `waits_for` names the gate that is still shut.

    `at_latest`: it opens on that day by itself, and sooner with the letter.
    """

    number: int
    is_open: bool
    opens_on: date | None
    waits_for: Gate | None = None
    at_latest: bool = False


@dataclass(frozen=True)
class _Opening:
    on: date | None
    waits_for: Gate | None = None
    at_latest: bool = False


def week_states(facts: Facts, today: date) -> list[WeekState]:
    """The state of every week, in order."""
    states: list[WeekState] = []
    opening = _first_opening(facts)
    for index, week in enumerate(facts.weeks):
        if index:
            opening = _next_opening(facts, facts.weeks[index - 1], week, opening.on)
        latched = facts.happened.get(week.number, Fact()).opened_on
        if latched is not None:
            opening = _Opening(latched)
        is_open = opening.on is not None and opening.on <= today
        states.append(WeekState(week.number, is_open, opening.on, opening.waits_for, opening.at_latest and not is_open))
    return states


def current_week(states: Sequence[WeekState]) -> WeekState | None:
    """The newest open week, or None before the beginning."""
    return next((state for state in reversed(states) if state.is_open), None)


def active_days_later(start: date, days: int, pauses: Sequence[Pause]) -> date | None:
    """The first day that is not paused and has `days` unpaused days between `start` (included) and itself.

    None where a pause without an end lies in the way.
    """
    day = start
    while True:
        pause = next((pause for pause in pauses if pause.covers(day)), None)
        if pause is not None:
            if pause.last_day is None:
                return None
            day = pause.last_day
        elif days == 0:
            return day
        else:
            days -= 1
        day += timedelta(days=1)


def active_days(start: date, today: date, pauses: Sequence[Pause]) -> int:
    """How many days from `start` on are over by `today`, without those of a pause."""
    days = (start + timedelta(days=ahead) for ahead in range((today - start).days))
    return sum(not any(pause.covers(day) for pause in pauses) for day in days)


def by_calendar(facts: Facts, today: date) -> list[WeekState]:
    """The state of every week as it would be if nothing but days had ever been waited for."""
    weeks = [replace(week, gate=Gate.TIME) for week in facts.weeks]
    return week_states(replace(facts, weeks=weeks, happened={}), today)


def _first_opening(facts: Facts) -> _Opening:
    if facts.started_on is None:
        return _Opening(None)
    return _Opening(active_days_later(facts.started_on, 0, facts.pauses))


def _next_opening(facts: Facts, before: Week, week: Week, opened: date | None) -> _Opening:
    met_on = _gate_day(facts, before)
    if opened is None:
        return _Opening(None, before.gate if met_on is None else None)
    by_time = active_days_later(opened, before.length_days + week.after_days, facts.pauses)
    if before.gate == Gate.TIME:
        return _Opening(by_time)
    if met_on is None:
        return _Opening(None, before.gate)
    if by_time is None:
        return _Opening(None)
    opens_on = active_days_later(max(by_time, met_on), 0, facts.pauses)
    return _Opening(opens_on, at_latest=_lacks_its_letter(facts, before) and met_on > by_time)


def _gate_day(facts: Facts, week: Week) -> date | None:
    fact = facts.happened.get(week.number, Fact())
    if week.gate == Gate.LETTER:
        return min(filter(None, (fact.letter_on, _by_itself(facts, fact))), default=None)
    return {Gate.TIME: date.min, Gate.WORKSHEET: fact.submitted_on}[week.gate]


def _by_itself(facts: Facts, fact: Fact) -> date | None:
    """The day on which a gate has waited long enough for its letter."""
    if fact.submitted_on is None or facts.letter_gate_days is None:
        return None
    return active_days_later(fact.submitted_on, facts.letter_gate_days, facts.pauses)


def _lacks_its_letter(facts: Facts, week: Week) -> bool:
    """Whether the gate of this week stands at a letter that has not come."""
    return week.gate == Gate.LETTER and facts.happened.get(week.number, Fact()).letter_on is None
