"""Letters that did not leave because their writer has gone, for supervisors. No text is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from program.models import Account, CaseGrant
from therapist.models import Held, Letter

SHOWN = 20


@dataclass(frozen=True)
class Stayed:
    """A letter that is a draft again. `may_read`: the link leads to it; without a grant a supervisor opens the case."""

    participant: UUID
    week: int
    alias: str
    may_read: bool


def stayed(staff: Account, today: date) -> Sequence[Stayed]:
    """In any case, for supervisors: one statement; none for others, who see it in the inbox of their own cases."""
    if not staff.is_supervisor:
        return []
    granted = CaseGrant.objects.in_force(today).filter(staff=staff, participant=OuterRef("participant"))
    rows = Letter.objects.filter(held=Held.WRITER).annotate(may_read=Exists(granted))
    columns = ("participant_id", "week", "participant__alias", "may_read")
    return [Stayed(*row) for row in rows.order_by("participant_id", "week").values_list(*columns)[:SHOWN]]
