"""Who is on duty, and when somebody reads next: what the rota's rows say on a day."""

from datetime import date, timedelta

from django.db.models import F, QuerySet, Value

from program import clock, watch
from program.alerting import Facts
from program.choices import Duty
from program.models import Account, Alert, AlertState, ClosingDay, DutyShift, Program
from program.who_reads import Reader, who_reads
from vault.models import KeyPair

# An alert of a day that nobody was named for goes to whoever comes next, if that is soon.
SOON = timedelta(days=7)


def shifts_from(program: Program, day: date) -> QuerySet[DutyShift]:
    """The shifts that are not over on this day, in order, with their people."""
    return (
        DutyShift.objects.filter(program=program, last_day__gte=day)
        .select_related("clinician", "deputy")
        .order_by("first_day")
    )


def on_duty(program: Program, day: date) -> DutyShift | None:
    """The shift of this day, or the next one where it begins within a week. One query."""
    return shifts_from(program, day).filter(first_day__lte=day + SOON).first()


def rota(program: Program, day: date) -> watch.Rota:
    """From this day on. One query."""
    shifts = shifts_from(program, day).select_related(None).order_by().annotate(is_shift=Value(True))
    closed = ClosingDay.objects.filter(program=program, day__gte=day).annotate(last=F("day"), is_shift=Value(False))
    rows = shifts.values_list("first_day", "last_day", "is_shift").union(
        closed.order_by().values_list("day", "last", "is_shift"), all=True
    )
    found = list(rows)
    return watch.Rota(
        hours=watch.Hours(program.duty_days, program.duty_from, program.duty_until),
        spans=[watch.Span(first, last) for first, last, is_shift in found if is_shift],
        closed={first for first, _last, is_shift in found if not is_shift},
    )


def reader_of(alert: Alert, facts: Facts, program: Program) -> Reader:
    """Who reads this alert, and when, as its participant is told. Two queries."""
    first = alert.steps.order_by("number").values_list("who", flat=True).first()
    now = clock.now().astimezone(program.zone)
    return who_reads(
        severity=facts.severity,
        act_by=facts.act_by,
        who=Duty(first or Duty.SUPERVISOR),
        is_seen=alert.state != AlertState.RAISED,
        rota=rota(program, now.date()),
        now=now,
    )


def may_be_on_duty() -> QuerySet[Account]:
    """Active therapists and supervisors who have a key that a case can be sealed to."""
    clinical = Account.objects.filter(is_therapist=True) | Account.objects.filter(is_supervisor=True)
    return clinical.filter(
        is_active=True, pk__in=KeyPair.objects.filter(kind=KeyPair.Kind.STAFF).values("holder")
    ).order_by("pk")
