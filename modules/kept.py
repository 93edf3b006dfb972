"""What somebody kept of the weeks they read, in order: steps, and notes beside exercises."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from modules.models import Bookmark, StepNote
from modules.notes import opened
from modules.reading import StepText
from program.models import WeekKind
from vault.holders import PrivateKey
from worksheets.reading import as_shown


@dataclass(frozen=True)
class KeptStep:
    """One step that is kept, or has a note, or both. Notes are as others' pages would show them: nothing is a link."""

    step: StepText
    is_marked: bool
    notes: Sequence[str] = field(default=(), repr=False)


@dataclass(frozen=True)
class KeptWeek:
    """One week with something kept."""

    number: int
    kind: WeekKind
    title: str
    language: str
    steps: Sequence[KeptStep]


def kept_steps(
    steps: Sequence[StepText], marks: Sequence[Bookmark], rows: Sequence[StepNote], private: PrivateKey | None
) -> list[KeptStep]:
    """The steps of one week with something kept, in their order. The key is needed only where something is written."""
    marked = {mark.step for mark in marks}
    found = []
    for step in steps:
        texts = [as_shown(opened(row, private)) for row in rows if private is not None and row.step == step.key]
        if texts or step.key in marked:
            found.append(KeptStep(step, step.key in marked, texts))
    return found
