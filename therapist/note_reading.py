"""Private notes of one case, opened for one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from program.models import Account
from therapist.models import CaseNote, NoteWording
from vault import sealing
from vault.sealing import CaseKey


@dataclass(frozen=True)
class ReadWording:
    """How a private note read from one day on."""

    number: int
    text: str
    by: str
    on_day: date


@dataclass(frozen=True)
class ReadNote:
    """A private note as it reads now, with what it said before it was corrected, the newest first."""

    id: UUID
    by: str
    on_day: date
    wordings: Sequence[ReadWording]
    may_change: bool

    @property
    def now(self) -> ReadWording:
        return self.wordings[0]

    @property
    def earlier(self) -> Sequence[ReadWording]:
        return self.wordings[1:]


def read_note(key: CaseKey, note: CaseNote, reader: Account) -> ReadNote:
    """`note` with its wordings and their authors."""
    return ReadNote(
        id=note.pk,
        by=note.author.work_name,
        on_day=note.on_day,
        wordings=[_read_wording(key, wording) for wording in reversed(note.wordings.all())],
        may_change=note.may_be_changed_by(reader),
    )


def _read_wording(key: CaseKey, wording: NoteWording) -> ReadWording:
    return ReadWording(
        number=wording.number,
        text=sealing.open(key, wording, "body"),
        by=wording.author.work_name,
        on_day=wording.on_day,
    )
