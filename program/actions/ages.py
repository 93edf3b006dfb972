"""An age disclosed later: the weeks stand still until a supervisor has been through the checklist. No punishment."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from program.actions.leaving import leave
from program.actions.weeks import go_on, stand_still
from program.ages import STEPS
from program.audit.record import record
from program.journey import Journey, read_journey
from program.models import Account, AgeCheck, Enrolment, EnrolmentState, Participant


@transaction.atomic
def tell(*, journey: Journey, by: Account) -> None:
    """They said that they are under 18. No new week opens; messages stay open. Said twice, it is one checklist."""
    enrolment, today = journey.enrolment, journey.today
    Participant.objects.select_for_update().get(pk=enrolment.participant_id)
    _row, is_new = AgeCheck.objects.get_or_create(
        participant_id=enrolment.participant_id, closed_on=None, defaults={"told_on": today, "told_by": by}
    )
    if not is_new:
        return
    found = Enrolment.objects.filter(pk=enrolment.pk)
    if found.filter(state=EnrolmentState.ACTIVE).update(state=EnrolmentState.PAUSED):
        stand_still(journey=journey)
    found.update(held_on=today)
    record(verb="age.told", by=by.pk, on=today, case=enrolment.participant_id)


@transaction.atomic
def tick(*, check: AgeCheck, done: Collection[str], by: UUID, today: date) -> None:
    """Which steps are done now. Saying it twice changes nothing."""
    row = AgeCheck.objects.select_for_update().get(pk=check.pk)
    steps = [key for key in STEPS if key in done]
    if row.closed_on is None and row.done != steps:
        row.done = steps
        row.save(update_fields=["done"])
        record(verb="age.ticked", by=by, on=today, case=row.participant_id, detail={"done": len(steps)})


@transaction.atomic
def close(*, check: AgeCheck, adult: bool, by: UUID, today: date) -> bool:
    """What came of it. An adult goes on where they stopped; for somebody younger the programme ends, and the page with
    other help stays theirs. Nothing is erased. False, and nothing is done, while it would end before every step of the
    checklist is done: they have been written to by then, and know who helps them."""
    row = AgeCheck.objects.select_for_update().get(pk=check.pk)
    if row.closed_on is not None:
        return True
    if not adult and STEPS.keys() - set(row.done):
        return False
    row.closed_on, row.closed_by_id = today, by
    row.save(update_fields=["closed_on", "closed_by"])
    enrolment = Enrolment.objects.select_related("program", "participant").get(participant_id=row.participant_id)
    if adult:
        _go_on(enrolment, today)
    else:
        leave(journey=read_journey(enrolment, today), by=by)
    record(verb="age.adult" if adult else "age.young", by=by, on=today, case=row.participant_id)
    return True


def _go_on(enrolment: Enrolment, today: date) -> None:
    found = Enrolment.objects.filter(pk=enrolment.pk)
    found.update(held_on=None)
    if found.filter(state=EnrolmentState.PAUSED).update(state=EnrolmentState.ACTIVE):
        go_on(enrolment=enrolment, today=today)
