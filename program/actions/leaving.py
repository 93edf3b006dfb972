"""A participant leaves the programme, and may come back on any day. Nothing is erased by it.

What was sent before is still answered. When nothing is open any more, no member of staff reads the case, but
supervisors with a reason.
"""

from datetime import date
from uuid import UUID

from django.db import transaction

from program import notify
from program.actions.grants import assign_automatically, end_grant
from program.actions.silence import is_held
from program.actions.weeks import go_on, stand_still
from program.audit.record import SYSTEM, record
from program.journey import Journey
from program.models import CaseGrant, Enrolment, EnrolmentState, GrantKind, Participant
from vault.sealing import CaseKey

MAY_LEAVE = (EnrolmentState.INVITED, EnrolmentState.ACTIVE, EnrolmentState.PAUSED)


@transaction.atomic
def leave(*, journey: Journey, by: UUID) -> bool:
    """The weeks stand still and the place is free. False where there is nothing to leave; twice changes nothing."""
    enrolment, today = journey.enrolment, journey.today
    Participant.objects.select_for_update().get(pk=enrolment.participant_id)
    found = Enrolment.objects.filter(pk=enrolment.pk, state__in=MAY_LEAVE)
    before = found.values_list("state", flat=True).first()
    if before is None:
        return False
    if before == EnrolmentState.ACTIVE:
        stand_still(journey=journey)
    # The sweep looks again from today on, as long as something is open.
    found.update(state=EnrolmentState.WITHDRAWN, ended_on=today, closes_on=today)
    notify.forget(enrolment.participant_id)
    record(verb="programme.left", by=by, on=today, case=enrolment.participant_id)
    let_go(enrolment=enrolment, today=today)
    return True


def let_go(*, enrolment: Enrolment, today: date) -> bool:
    """End the grants of somebody who has left, once nothing of theirs is open. Part of a transaction."""
    if is_held(enrolment.participant_id):
        return False
    Enrolment.objects.filter(pk=enrolment.pk).update(closes_on=None, seen_on=None)
    for grant in CaseGrant.objects.standing(today).filter(participant=enrolment.participant_id):
        end_grant(grant=grant, by=SYSTEM, today=today)
    return True


@transaction.atomic
def take_part_again(*, journey: Journey, key: CaseKey, by: UUID) -> None:
    """From their own session: the weeks go on, and there is a therapist again. A place is never refused to them."""
    enrolment, today = journey.enrolment, journey.today
    state = EnrolmentState.ACTIVE if enrolment.started_on else EnrolmentState.INVITED
    left = Enrolment.objects.filter(pk=enrolment.pk, state=EnrolmentState.WITHDRAWN)
    if not left.update(state=state, ended_on=None, closes_on=None, seen_on=today):
        return
    go_on(enrolment=enrolment, today=today)
    participant = enrolment.participant
    if not CaseGrant.objects.standing(today).filter(participant=participant, kind=GrantKind.ASSIGNED).exists():
        assign_automatically(participant=participant, program=enrolment.program, key=key, today=today)
    record(verb="programme.come-back", by=by, on=today, case=participant.pk)
