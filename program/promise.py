"""By when an answer is promised: pure functions of a service calendar."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

RENEWED_BY = 2


@dataclass(frozen=True)
class Outlook:
    """One promise as a page speaks of it: the day that was promised, and the one that can be counted on now."""

    due_on: date
    by: date

    @property
    def is_late(self) -> bool:
        return self.by != self.due_on


def is_working_day(day: date, working_days: int, closed: Collection[date]) -> bool:
    """Whether somebody works on `day`. `working_days` is a mask: bit 0 is Monday."""
    return bool(working_days >> day.weekday() & 1) and day not in closed


def due_on(made_on: date, *, promise_days: int, working_days: int, closed: Collection[date]) -> date:
    """The last day of the promise: the `promise_days`-th working day after `made_on`.

    Raises ValueError for a calendar without any working day.
    """
    if not working_days & 0b1111111:
        raise ValueError("A service calendar needs at least one working day.")
    day, left = made_on, promise_days
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day, working_days, closed)
    return day


def new_day(due: date, today: date, *, working_days: int, closed: Collection[date]) -> date:
    """The day to name once `due` has passed; `due` itself until then.

    It is counted on from the promised day, RENEWED_BY working days at a time. So it stays where it is until it has
    passed as well: counted from today, it would move away by a day every day.
    """
    while due < today:
        due = due_on(due, promise_days=RENEWED_BY, working_days=working_days, closed=closed)
    return due
