"""By when an answer is promised: pure functions of a service calendar."""

from collections.abc import Collection
from datetime import date, timedelta


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
