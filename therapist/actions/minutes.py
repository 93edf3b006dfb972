"""Counting minutes of writing, and correcting them: by the one who wrote, and by nobody else."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F

from program.audit.record import record
from therapist.models import WritingTime


@transaction.atomic
def count(*, staff: UUID, participant: UUID, week_on: date, minutes: int) -> None:
    """Add so many. One statement; two more for the first of a week. No audit row: opening and saving leave theirs."""
    rows = WritingTime.objects.filter(staff=staff, participant=participant, week_on=week_on)
    added = {"minutes": F("minutes") + minutes, "corrected": F("corrected") + minutes}
    if not rows.update(**added):
        first = WritingTime(staff_id=staff, participant_id=participant, week_on=week_on)
        WritingTime.objects.bulk_create([first], ignore_conflicts=True)
        rows.update(**added)


@transaction.atomic
def correct(*, rows: Mapping[int, int | None], by: UUID, today: date) -> int:
    """What the writer says of each; None takes the correction back. How many that changed.

    Rows of anybody else are left alone, whatever is asked.
    """
    changed = 0
    for row in WritingTime.objects.select_for_update().filter(pk__in=rows, staff=by).order_by("pk"):
        said = rows[row.pk]
        said = None if said == row.minutes else said
        if said != row.corrected:
            row.corrected = said
            row.save(update_fields=["corrected"])
            record(verb="minutes.corrected", by=by, on=today, case=row.participant_id, subject=row.pk)
            changed += 1
    return changed
