"""A week and its steps as pages show them, whether they come from an edition or from an editor's preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.safestring import SafeString

from program.models import WeekKind


@dataclass(frozen=True)
class StepText:
    """One step's frozen text; `html` holds marks for addresses, which `drawing.resolve` replaces."""

    number: int
    key: str
    title: str
    html: str
    has_worksheet: bool


@dataclass(frozen=True)
class WeekText:
    """What a week's own page says. Both texts are HTML of our own making."""

    number: int
    kind: WeekKind
    title: str
    aim: str
    minutes: int
    expect: SafeString
    between: SafeString
    language: str = ""

    @property
    def follow_up(self) -> bool:
        return self.kind == WeekKind.FOLLOW_UP


class Sheet(StrEnum):
    """How far the worksheet of a week has come."""

    OPEN = "open"
    BEGUN = "begun"
    SENT = "sent"
    ANSWERED = "answered"


@dataclass(frozen=True)
class WeekReading:
    """One week for one reader. `sheet` is empty for a week without worksheet; `due`: the day its letter is promised.

    `is_correcting`: a worksheet that was sent is being corrected, and the new version is not sent yet.
    """

    week: WeekText
    steps: Sequence[StepText]
    today: date
    furthest: int = 0
    sheet: Sheet | None = None
    due: date | None = None
    is_correcting: bool = False

    @property
    def here(self) -> StepText:
        """Where reading goes on: the furthest step that was opened, or the first."""
        return self.steps[min(max(self.furthest, 1), len(self.steps)) - 1]

    @property
    def is_read(self) -> bool:
        return self.furthest >= len(self.steps)

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < self.today


@dataclass(frozen=True)
class Reading:
    """One step with its place among the others."""

    week: int
    kind: WeekKind
    week_title: str
    steps: Sequence[StepText]
    number: int
    language: str = ""

    @property
    def step(self) -> StepText:
        return self.steps[self.number - 1]

    @property
    def count(self) -> int:
        return len(self.steps)

    @property
    def previous(self) -> StepText | None:
        return self.steps[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> StepText | None:
        return self.steps[self.number] if self.number < self.count else None
