"""A week and its steps as pages show them, whether they come from an edition or from an editor's preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.safestring import SafeString

from modules.conditions import Condition
from program.models import WeekKind


@dataclass(frozen=True)
class StepText:
    """One step's frozen text; `html` holds marks for addresses, which `drawing.resolve` replaces.

    `only`: whom the step is for, if not for everybody; `parts`: the same for its marked parts, which `showing` cuts.
    """

    number: int
    key: str
    title: str
    html: str
    has_worksheet: bool
    only: Condition | None = None
    parts: tuple[Condition, ...] = ()

    def conditions(self) -> dict[str, Any]:
        """As an edition keeps them; empty for a step that is for everybody."""
        step = {"step": self.only.stored()} if self.only else {}
        return {**step, **({"parts": [each.stored() for each in self.parts]} if self.parts else {})}


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
        """Where reading goes on: the furthest step that was opened, or the first that is there for them."""
        return next((step for step in reversed(self.steps) if step.number <= self.furthest), self.steps[0])

    @property
    def place(self) -> int:
        """The how many-th that is of those that are there: some may be for others only."""
        return list(self.steps).index(self.here) + 1

    @property
    def is_read(self) -> bool:
        return not self.steps or self.furthest >= self.steps[-1].number

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < self.today


@dataclass(frozen=True)
class Reading:
    """One step with its place among the others. `number` is its own, whatever a reader sees of the rest."""

    week: int
    kind: WeekKind
    week_title: str
    steps: Sequence[StepText]
    number: int
    language: str = ""

    @property
    def step(self) -> StepText:
        return self.steps[self.place - 1]

    @property
    def place(self) -> int:
        """The how many-th it is of those that are there."""
        return next(place for place, step in enumerate(self.steps, start=1) if step.number == self.number)

    @property
    def count(self) -> int:
        return len(self.steps)

    @property
    def previous(self) -> StepText | None:
        return self.steps[self.place - 2] if self.place > 1 else None

    @property
    def next(self) -> StepText | None:
        return self.steps[self.place] if self.place < self.count else None
