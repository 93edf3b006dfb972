"""What becomes plain when somebody answers questions about how they are: a day and a total."""

from datetime import date
from uuid import UUID

from django.db import transaction

from program.assessment import Occurrence
from program.audit.record import record
from program.journey import assessment_points
from program.models import Enrolment, MeasureFact, Notice


@transaction.atomic
def settle(
    *,
    enrolment: Enrolment,
    occurrence: Occurrence,
    version: str,
    today: date,
    by: UUID,
    total: float | None = None,
    complete: bool = False,
    skipped: bool = False,
) -> MeasureFact | None:
    """Write that this was answered, or skipped. None where it was settled already: the first answer stands."""
    point, week, instrument = occurrence
    fact = MeasureFact(
        enrolment=enrolment,
        point=point,
        week=week,
        instrument=instrument,
        version=version,
        answered_on=today,
        total=total,
        complete=complete,
        skipped=skipped,
    )
    MeasureFact.objects.bulk_create([fact], ignore_conflicts=True)
    if not MeasureFact.objects.filter(pk=fact.pk).exists():
        return None
    record(
        verb="measure.skipped" if skipped else "measure.answered",
        by=by,
        on=today,
        case=enrolment.participant_id,
        subject=fact.pk,
        detail={"point": point, "week": week, "instrument": instrument},
    )
    _read_if_all_settled(enrolment, point, week)
    return fact


def questions_key(enrolment_id: UUID, point: str, week: int) -> str:
    """Names the notice that the questions of this point and week wait."""
    return f"questions:{enrolment_id}:{point}:{week}"


def _read_if_all_settled(enrolment: Enrolment, point: str, week: int) -> None:
    """With the last page of a point, what told about it is read."""
    instruments = {
        key for each in assessment_points(enrolment.edition_id) if each.key == point for key in each.instruments
    }
    done = MeasureFact.objects.filter(enrolment=enrolment, point=point, week=week).values_list("instrument", flat=True)
    if instruments <= set(done):
        Notice.objects.filter(key=questions_key(enrolment.pk, point, week), read=False).update(read=True)
