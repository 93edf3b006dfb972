"""When somebody reads alerts: pure functions of the duty hours and the rota. No clock, no database."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

ONE_DAY = timedelta(days=1)
DAYS_AHEAD = 60


@dataclass(frozen=True)
class Hours:
    """The hours of a duty day, by the programme's clock; `days` is a mask whose bit 0 is Monday."""

    days: int
    start: time
    end: time

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("Duty ends after it begins.")


@dataclass(frozen=True)
class Span:
    """Days on which somebody is named on the rota, both ends included."""

    first_day: date
    last_day: date


@dataclass(frozen=True)
class Rota:
    """All that it depends on. `closed` are days on which nobody works, whatever the mask says."""

    hours: Hours
    spans: Sequence[Span]
    closed: Collection[date] = ()

    def has_duty(self, day: date) -> bool:
        """Whether somebody reads on this day at all."""
        return (
            bool(self.hours.days >> day.weekday() & 1)
            and day not in self.closed
            and any(span.first_day <= day <= span.last_day for span in self.spans)
        )


def is_watched(rota: Rota, at: datetime) -> bool:
    """`at` is in the programme's time zone. The first minute is watched, the last one is not."""
    return rota.has_duty(at.date()) and rota.hours.start <= at.time() < rota.hours.end


def next_read(rota: Rota, at: datetime) -> datetime | None:
    """When somebody reads next: `at` itself while somebody watches; None where the rota names no day in two months."""
    if is_watched(rota, at):
        return at
    return next((begins for begins in _beginnings(rota, at) if begins > at), None)


def _beginnings(rota: Rota, at: datetime) -> Iterator[datetime]:
    for ahead in range(DAYS_AHEAD + 1):
        day = at.date() + ahead * ONE_DAY
        if rota.has_duty(day):
            yield datetime.combine(day, rota.hours.start, at.tzinfo)
