"""The arms of a programme are brought by a pack, and changed in the studio."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from program.arms import ArmWords
from program.audit.record import record
from program.models import Arm, Program


@transaction.atomic
def bring_arms(
    *, program: Program, arms: Sequence[ArmWords], by: UUID | str, today: date
) -> tuple[list[str], list[str]]:
    """Make those that are missing, and give the others these titles and weights. Returns the keys made and changed.

    None is ever taken away: people may have it. A weight of 0 gives it to nobody from then on.
    """
    found = {row.key: row for row in Arm.objects.select_for_update().filter(program=program)}
    made: list[str] = []
    changed: list[str] = []
    for arm in arms:
        row = found.get(arm.key)
        if row is not None and (row.title, row.weight) == (arm.title, arm.weight):
            continue
        (changed if row else made).append(arm.key)
        row = row or Arm(program=program, key=arm.key)
        row.title, row.weight = arm.title, arm.weight
        row.save()
    if made or changed:
        detail: dict[str, str | int] = {"made": len(made), "changed": len(changed)}
        record(verb="arms.changed", by=by, on=today, subject=program.pk, detail=detail)
    return made, changed
