"""Counts as the database makes them: values only. None is shown before `evaluation.figures` has looked at it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

Version = tuple[str, str]
"""Key and version of an instrument: totals of different versions are never put together."""


@dataclass(frozen=True)
class WeekCount:
    number: int
    opened: int
    sent: int


@dataclass(frozen=True)
class ScoreCount:
    """The totals of one instrument at one point of one week. `spread` is the standard deviation."""

    version: Version
    point: str
    week: int
    n: int
    mean: float
    spread: float


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
