"""A message that its participant has not sent, opened for its writer alone."""

from dataclasses import dataclass, field
from uuid import UUID

from therapist.models import UnsentMessage
from vault import sealing
from vault.sealing import CaseKey


@dataclass(frozen=True)
class ReadDraft:
    """As it goes back into the box. `base` names this save of it."""

    id: UUID
    text: str = field(repr=False)
    base: str
    about: int | None
    wants_answer: bool


def read_draft(key: CaseKey, row: UnsentMessage) -> ReadDraft:
    return ReadDraft(
        id=row.pk,
        text=sealing.open(key, row, "body"),
        base=f"{row.pk}:{row.base}",
        about=row.about,
        wants_answer=row.wants_answer,
    )
