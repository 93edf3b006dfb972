"""What somebody has typed for a conversation and not sent, opened for its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from program.access import Case
from therapist import access
from vault import sealing


@dataclass(frozen=True)
class KeptMessage:
    """Words that another window had saved."""

    id: UUID
    text: str


@dataclass(frozen=True)
class Begun:
    text: str
    base: int
    aside: Sequence[KeptMessage]


def begun(case: Case) -> Begun:
    """One statement; nobody else's words."""
    rows = access.message_drafts(case)
    opened = {row: sealing.open(case.key, row, "body") for row in rows}
    text, base = next(((opened[row], row.base) for row in rows if not row.is_aside), ("", 0))
    return Begun(text, base, [KeptMessage(row.pk, opened[row]) for row in rows if row.is_aside])
