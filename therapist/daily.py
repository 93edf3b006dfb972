"""For whom something waits on the desk: which colleagues, and nothing about what. A few statements for any number."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from program.models import Account, Alert, AlertState, CaseGrant, Program, Promise
from therapist.debriefs import wishes
from therapist.models import ReadingOutcome, SecondReading

OPEN = (AlertState.RAISED, AlertState.SEEN)


def who_is_waited_for(*, staff: Sequence[Account], program: Program, today: date) -> set[UUID]:
    """Those of these with an open promise or an open alert in a case that they may read, or who were asked to read a
    colleague's letter; supervisors also for any open alert and any late promise of the programme, and while a colleague
    would like to talk about a case."""
    ids = [each.pk for each in staff]
    promises = Promise.objects.filter(kept_on=None, participant__enrolment__program=program)
    alerts = Alert.objects.filter(state__in=OPEN, participant__enrolment__program=program)
    theirs = {"participant": OuterRef("participant")}
    grants = CaseGrant.objects.in_force(today).filter(
        Exists(promises.filter(**theirs)) | Exists(alerts.filter(**theirs)), staff__in=ids
    )
    asked = SecondReading.objects.filter(
        outcome=ReadingOutcome.OPEN, reader__in=ids, letter__participant__enrolment__program=program
    )
    # As rows of one kind, in one statement.
    waited = grants.order_by().values_list("staff_id").union(asked.order_by().values_list("reader_id"))
    found = {staff_id for (staff_id,) in waited}
    supervisors = {each.pk for each in staff if each.is_supervisor} - found
    if supervisors and (alerts.exists() or promises.filter(due_on__lt=today).exists() or wishes().exists()):
        found |= supervisors
    return found
