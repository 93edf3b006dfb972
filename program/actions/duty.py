"""Who looks at alerts, on which days and in which hours."""

from datetime import date, time

from django.db import transaction
from django.db.models import Q

from program import clock, watch
from program.audit.record import record
from program.duty import may_be_on_duty
from program.models import Account, DutyShift, Program


class ShiftRefused(ValueError):
    """`args[0]` is `overlap`, `order`, `same` or `person`: what is wrong with the shift."""


@transaction.atomic
def set_shift(
    *,
    program: Program,
    first_day: date,
    last_day: date,
    clinician: Account,
    deputy: Account | None,
    by: Account,
) -> DutyShift:
    """Name who is on duty from `first_day` to `last_day`, both included. Raises ShiftRefused and changes nothing."""
    Program.objects.select_for_update().get(pk=program.pk)  # two supervisors at once: one after the other
    if last_day < first_day:
        raise ShiftRefused("order")
    if deputy == clinician:
        raise ShiftRefused("same")
    people = {clinician.pk} | ({deputy.pk} if deputy else set())
    if may_be_on_duty().filter(pk__in=people).count() != len(people):
        raise ShiftRefused("person")
    if DutyShift.objects.filter(Q(first_day__lte=last_day, last_day__gte=first_day), program=program).exists():
        raise ShiftRefused("overlap")
    shift = DutyShift.objects.create(
        program=program, first_day=first_day, last_day=last_day, clinician=clinician, deputy=deputy
    )
    detail: dict[str, str | int] = {"from": first_day.isoformat(), "to": last_day.isoformat()}
    record(verb="duty.set", by=by.pk, on=clock.today(program.zone), subject=shift.pk, detail=detail)
    return shift


@transaction.atomic
def remove_shift(*, shift: DutyShift, by: Account) -> None:
    """Nobody is named for these days any more. Alerts that were raised keep whom they were to go to."""
    detail: dict[str, str | int] = {"from": shift.first_day.isoformat(), "to": shift.last_day.isoformat()}
    record(verb="duty.removed", by=by.pk, on=clock.today(shift.program.zone), subject=shift.pk, detail=detail)
    shift.delete()


@transaction.atomic
def set_hours(*, program: Program, days: int, start: time, end: time, by: Account) -> None:
    """On which days (a mask, bit 0 is Monday), in which hours somebody reads. Raises ValueError for no time at all."""
    watch.Hours(days, start, end)
    if not days & 0b1111111:
        raise ValueError("There must be at least one duty day.")
    program.duty_days, program.duty_from, program.duty_until = days, start, end
    program.save(update_fields=["duty_days", "duty_from", "duty_until"])
    record(verb="duty-hours.set", by=by.pk, on=clock.today(program.zone), subject=program.pk, detail={"days": days})
