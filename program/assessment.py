"""Which questions are due, and which were missed: pure functions of days. No clock, no database.

A point comes due `after_days` unpaused days after its week opened and waits for `window_days` unpaused days. What was
answered or skipped is settled and never comes back; what nobody answered in its window is missed.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from program.schedule import Pause, WeekState, active_days_later

BASELINE_WEEK = 0

# A point's key, the week it was asked in, and the instrument.
Occurrence = tuple[str, int, str]


@dataclass(frozen=True)
class Point:
    """A point without `weeks` is a baseline: due from joining on, until `window_days` after the beginning."""

    key: str
    kind: str
    instruments: Sequence[str]
    weeks: Sequence[int] = ()
    after_days: int = 0
    window_days: int = 7
    mandatory: bool = False


@dataclass(frozen=True)
class Facts:
    """All that it depends on: the points of an edition in order, and where one enrolment stands."""

    points: Sequence[Point]
    states: Sequence[WeekState]
    started_on: date | None = None
    pauses: Sequence[Pause] = ()


@dataclass(frozen=True)
class Asked:
    """One instrument at one point. `opens_on` is empty for a baseline before the beginning; `closes_on` while nobody
    can know it: the day on which it is too late."""

    point: Point
    week: int
    instrument: str
    opens_on: date | None
    closes_on: date | None

    @property
    def occurrence(self) -> Occurrence:
        return self.point.key, self.week, self.instrument

    def is_due(self, today: date) -> bool:
        return (self.opens_on is None or self.opens_on <= today) and not self.is_past(today)

    def is_past(self, today: date) -> bool:
        return self.closes_on is not None and self.closes_on <= today


def due(facts: Facts, settled: Collection[Occurrence], today: date) -> list[Asked]:
    """What is to be asked today, oldest first, each once. Nothing within a pause."""
    if any(pause.covers(today) for pause in facts.pauses):
        return []
    return [asked for asked in asked_by(facts) if asked.is_due(today) and asked.occurrence not in settled]


def missed(facts: Facts, settled: Collection[Occurrence], today: date) -> list[Asked]:
    """What was to be answered and was not: mandatory points only, and only once their window is over."""
    return [
        asked
        for asked in asked_by(facts)
        if asked.point.mandatory and asked.is_past(today) and asked.occurrence not in settled
    ]


def asked_by(facts: Facts) -> list[Asked]:
    """Everything whose week has a day by now, in the order in which it is asked: by day, then as the points stand."""
    found = [asked for point in facts.points for asked in _of_point(facts, point)]
    return sorted(found, key=lambda asked: asked.opens_on or date.min)


def _of_point(facts: Facts, point: Point) -> Iterator[Asked]:
    for week, opens_on in _openings(facts, point):
        start = opens_on or facts.started_on
        closes_on = active_days_later(start, point.window_days, facts.pauses) if start else None
        for instrument in point.instruments:
            yield Asked(point, week, instrument, opens_on, closes_on)


def _openings(facts: Facts, point: Point) -> Iterator[tuple[int, date | None]]:
    if not point.weeks:
        yield BASELINE_WEEK, None
        return
    days = {state.number: state.opens_on for state in facts.states}
    for week in point.weeks:
        opened = days.get(week)
        opens_on = active_days_later(opened, point.after_days, facts.pauses) if opened else None
        if opens_on is not None:
            yield week, opens_on
