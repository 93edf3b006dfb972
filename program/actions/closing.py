"""The end of a case: some days after the letter to the follow-up, unless something is still open.

Nothing is erased. The grants end, so nobody of the staff reads it any more but supervisors with a reason; its
participant reads on, for as long as they like.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from program import clock, notify
from program.actions.grants import end_grant
from program.actions.leaving import let_go
from program.actions.outbox import FIRST_ZONE
from program.actions.silence import is_held
from program.audit.record import SYSTEM, record
from program.models import CaseGrant, Enrolment, EnrolmentState, Participant

CHUNK = 500
# Whoever has left while something of theirs was open is looked at as well: the grants end, the state stays.
ENDING = (EnrolmentState.COMPLETED, EnrolmentState.WITHDRAWN)


def close_due() -> int:
    """Close every case whose day has come and of which nothing is open; how many that were. Two statements for those
    that stay open, more only for those that close."""
    return sum(_close(enrolment) for enrolment in _due())


def _due() -> Iterator[Enrolment]:
    """Keyset chunks: each starts where the one before ended."""
    rows = (
        Enrolment.objects.filter(state__in=ENDING, closes_on__lte=clock.today(FIRST_ZONE))
        .select_related("program")
        .order_by("pk")
    )
    last: UUID | None = None
    while chunk := list((rows if last is None else rows.filter(pk__gt=last))[:CHUNK]):
        yield from chunk
        last = chunk[-1].pk


@transaction.atomic
def _close(found: Enrolment) -> bool:
    """False where the day has not come there, where something is open, or where another sweep was quicker."""
    today = clock.today(found.program.zone)
    as_found = Enrolment.objects.filter(pk=found.pk, state=found.state, closes_on__lte=today)
    if not as_found.select_for_update().exists():
        return False
    Participant.objects.select_for_update().get(pk=found.participant_id)
    if is_held(found.participant_id):
        return False
    if found.state == EnrolmentState.WITHDRAWN:
        return let_go(enrolment=found, today=today)
    as_found.update(state=EnrolmentState.CLOSED, closes_on=today, seen_on=None)
    for grant in CaseGrant.objects.standing(today).filter(participant=found.participant_id):
        end_grant(grant=grant, by=SYSTEM, today=today)
    notify.forget(found.participant_id)
    record(verb="case.closed", by=SYSTEM, on=today, case=found.participant_id)
    return True
