"""A case goes to a colleague, with a note: one action, whoever presses the button and however often."""

from datetime import date
from uuid import UUID

from django.db import transaction

from program.actions import grants
from program.audit.record import record
from program.models import Account, Participant
from therapist.models import HandOver
from vault import sealing
from vault.sealing import CaseKey


@transaction.atomic
def hand_over(
    *,
    participant: Participant,
    key: CaseKey,
    staff: Account,
    instead_of: UUID | None,
    note: str,
    form_key: UUID,
    by: Account,
    today: date,
    beyond_cap: bool = True,
) -> bool:
    """Whether `staff` has it now. False, and nothing changed, where somebody else was given it meanwhile. Raises
    BeyondCap."""
    given = grants.hand_over(
        participant=participant,
        staff=staff,
        key=key,
        instead_of=instead_of,
        by=by.pk,
        today=today,
        beyond_cap=beyond_cap,
    )
    # Whoever comes second has waited for the first one's transaction in there.
    if handed_over(participant_id=participant.pk, form_key=form_key, by=by.pk):
        return True
    if not given:
        return False
    row = HandOver(participant=participant, given_by=by, taken_by=staff, on_day=today, form_key=form_key)
    sealing.seal(key, row, "note", note)
    row.save(force_insert=True)
    record(
        verb="case.handed-over",
        by=by.pk,
        on=today,
        case=participant.pk,
        subject=row.pk,
        detail={"staff": str(staff.pk)},
    )
    return True


def handed_over(*, participant_id: UUID, form_key: UUID, by: UUID) -> bool:
    """Whether this very form has done it already."""
    return HandOver.objects.filter(participant=participant_id, form_key=form_key, given_by=by).exists()
