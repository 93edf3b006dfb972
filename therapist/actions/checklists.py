"""Setting the checklist that stands beside letters. Every change is a new version."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from program.audit.record import record
from program.models import Program
from therapist.models import Checklist


@transaction.atomic
def set_checklist(
    *, program: Program, version: int, lines: Sequence[str], required: bool, by: UUID, today: date
) -> Checklist | None:
    """The next version; none is written where nothing differs. None where `version` is no longer the newest (0: none).

    The program's row is the lock: two changes come one after the other.
    """
    Program.objects.select_for_update().get(pk=program.pk)
    before = Checklist.objects.filter(program=program).order_by("-version").first()
    newest = before.version if before else 0
    if before is not None and (before.lines, before.required) == ([*lines], required):
        return before if version in {newest, newest - 1} else None
    if newest != version:
        return None
    row = Checklist(
        program=program, version=newest + 1, lines=[*lines], required=required, set_on=today, set_by=str(by)
    )
    row.save(force_insert=True)
    record(
        verb="checklist.set",
        by=by,
        on=today,
        subject=program.pk,
        detail={"version": row.version, "lines": len(row.lines)},
    )
    return row
