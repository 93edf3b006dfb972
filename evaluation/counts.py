"""Counts as the database makes them: values only. None is shown before `evaluation.figures` has looked at it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

Version = tuple[str, str]
"""Key and version of an instrument: totals of different versions are never put together."""


@dataclass(frozen=True)
class WeekCount:
    number: int
    opened: int
    sent: int


@dataclass(frozen=True)
class ScoreCount:
    """The totals of one instrument at one point of one week; `squares` is the mean of their squares."""

    version: Version
    point: str
    week: int
    n: int
    mean: float
    squares: float

    @property
    def spread(self) -> float:
        """The standard deviation of a sample; 0 of one."""
        return sqrt(max(self.squares - self.mean**2, 0) * self.n / (self.n - 1)) if self.n > 1 else 0.0


@dataclass(frozen=True)
class ChangeCount:
    """How many eased, stayed and got worse from the first total to the newest."""

    version: Version
    improved: int
    same: int
    worse: int


@dataclass(frozen=True)
class WaitCount:
    """So many answers of a kind that took so many days; no `days` where somebody still waits."""

    kind: str
    days: int | None
    in_time: bool
    n: int


@dataclass(frozen=True)
class AlertTime:
    """How soon somebody acted on one alert. Whole hours; no `acknowledged_at` while nobody has."""

    severity: str
    raised_at: datetime
    act_by: datetime
    acknowledged_at: datetime | None

    @property
    def took(self) -> timedelta | None:
        return self.acknowledged_at - self.raised_at if self.acknowledged_at else None

    @property
    def is_in_time(self) -> bool | None:
        """None while it is open."""
        return self.acknowledged_at <= self.act_by if self.acknowledged_at else None
