"""One person's totals over time, an instrument at a time. Pure: no clock, no database, no item answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from worksheets.measures.instrument import Instrument
from worksheets.measures.registry import REGISTRY
from worksheets.measures.scoring import Change, change
from worksheets.measures.stored import ENGLISH, NOTHING, Kept, answered_as


@dataclass(frozen=True)
class Answered:
    """One measure that was answered or skipped. `kind` is that of its point; `week` is 0 for a baseline."""

    id: UUID
    point: str
    kind: str
    week: int
    instrument: str
    version: str
    day: date
    total: float | None
    complete: bool
    skipped: bool

    @property
    def occurrence(self) -> tuple[str, int, str]:
        return self.point, self.week, self.instrument


@dataclass(frozen=True)
class History:
    """All of one instrument in one version, oldest first: totals of different versions are never compared.

    No `instrument` where the program does not know this version: then there are numbers and nothing to hold them to.
    """

    key: str
    version: str
    instrument: Instrument | None
    rows: Sequence[Answered]

    @property
    def has_no_total(self) -> bool:
        """Whether the instrument has subscales alone: its answers are kept, and no number of them."""
        return self.instrument is not None and self.instrument.total is None

    @property
    def scored(self) -> list[tuple[Answered, float]]:
        return [(row, row.total) for row in self.rows if row.total is not None]

    @property
    def change(self) -> Change | None:
        """From the first total to the newest; None where there are not two."""
        scored = self.scored
        if self.instrument is None or len(scored) < 2:
            return None
        return change(self.instrument, scored[0][1], scored[-1][1])

    @property
    def eased(self) -> float | None:
        """How far things got better, below 0 where they got worse; None without two totals."""
        moved = self.change
        if self.instrument is None or moved is None or moved.delta is None:
            return None
        return -moved.delta if self.instrument.direction == "higher is worse" else moved.delta


def histories(answered: Sequence[Answered], kept: Kept = NOTHING, language: str = ENGLISH) -> list[History]:
    """Grouped by instrument and version, in the order of the registry. `kept` is what is stored of these instruments;
    an older version keeps its own bands.
    """
    groups: dict[tuple[str, str], list[Answered]] = {}
    for row in sorted(answered, key=lambda row: (row.day, row.week)):
        groups.setdefault((row.instrument, row.version), []).append(row)
    places = {key: place for place, key in enumerate(REGISTRY)}
    ordered = sorted(groups, key=lambda group: (places.get(group[0], len(places)), group))
    return [
        History(key, version, answered_as(key, version, language, kept), groups[key, version])
        for key, version in ordered
    ]
