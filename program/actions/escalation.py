"""An alert goes on, in clock hours, to the next person until somebody acknowledges it: each step exactly once.

The steps are rows with a due instant, made when the alert is raised. A sweep claims those that are due; the mail that
a step asks for stands in the outbox from the same transaction on. Mails say nothing but that something waits.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from program import clock
from program.alerting import DEFAULT_STEPS, Step
from program.audit.record import SYSTEM, record
from program.choices import Duty, Severity
from program.duty import may_be_on_duty, on_duty
from program.models import (
    Account,
    AccountKind,
    Alert,
    AlertState,
    AlertStep,
    CaseGrant,
    DutyShift,
    GrantKind,
    OutboxKind,
    OutboxRow,
    Program,
)

CHUNK = 200
OPEN = (AlertState.RAISED, AlertState.SEEN)


def plan(
    *, alert: Alert, program: Program, wanted: Sequence[Step], severity: Severity, since: datetime
) -> list[AlertStep]:
    """Write whom it goes to and when. Where nobody has the duty that a step names, it goes to the supervisors."""
    shift = on_duty(program, alert.raised_on)
    rows: list[AlertStep] = []
    for step in sorted(wanted or DEFAULT_STEPS[severity], key=lambda step: step.after_hours):
        who, staff = _somebody(alert, step.who, shift)
        if not any(row.staff == staff for row in rows):  # nobody is told twice; no person means all supervisors
            due_at = since + timedelta(hours=step.after_hours)
            rows.append(AlertStep(alert=alert, number=len(rows) + 1, who=who, staff=staff, due_at=due_at))
    return AlertStep.objects.bulk_create(rows)


def bring_forward(*, alert: Alert, now: datetime) -> None:
    """All steps earlier by as much as makes the first one due now."""
    waiting = AlertStep.objects.filter(alert=alert, due_at__isnull=False)
    first = waiting.order_by("due_at").first()
    if first is not None and first.due_at is not None:
        waiting.update(due_at=F("due_at") - (first.due_at - now))


def take_due(*, alert: Alert, now: datetime) -> int:
    """Take the steps of one alert whose time has come. Returns how many."""
    return sum(_take(step) for step in alert.steps.filter(done_on=None, due_at__lte=now).select_related("alert"))


def escalate_due() -> int:
    """Take every step whose time has come, batch by batch, and say how many that were."""
    taken = 0
    while True:
        batch = escalate_batch()
        taken += batch
        if batch < CHUNK:
            return taken


@transaction.atomic
def escalate_batch() -> int:
    """Claim up to CHUNK due steps and take them in the same transaction: killed in between, none of it happened.

    On PostgreSQL other workers skip the claimed rows. On SQLite the transaction has the one write lock from its start.
    """
    due = AlertStep.objects.filter(done_on=None, due_at__lte=clock.now(), alert__state__in=OPEN)
    steps = list(due.select_related("alert").order_by("due_at", "id").select_for_update(skip_locked=True)[:CHUNK])
    return sum(_take(step) for step in steps)


def _take(step: AlertStep) -> int:
    """1, or 0 where somebody else has taken it."""
    today = clock.today()
    if not AlertStep.objects.filter(pk=step.pk, done_on=None).update(done_on=today, due_at=None):
        return 0
    staff = [step.staff_id] if step.staff_id else _supervisors()
    rows = [
        OutboxRow(
            key=f"alert-mail:{step.alert_id}:{step.number}:{staff_id}",
            kind=OutboxKind.ALERT_MAIL,
            account_id=staff_id,
            due_on=today,
        )
        for staff_id in staff
    ]
    OutboxRow.objects.bulk_create(rows, ignore_conflicts=True)
    record(
        verb="alert.passed-on",
        by=SYSTEM,
        on=today,
        case=step.alert.participant_id,
        subject=step.alert_id,
        detail={"step": step.number, "told": len(rows)},
    )
    return 1


def _somebody(alert: Alert, who: Duty, shift: DutyShift | None) -> tuple[Duty, Account | None]:
    """The person behind a duty, or the supervisors where there is none who could act."""
    staff: Account | None = None
    if who == Duty.THERAPIST:
        # Whoever covers that day comes before the therapist who is away.
        grants = CaseGrant.objects.in_force(alert.raised_on).filter(kind__in=[GrantKind.COVER, GrantKind.ASSIGNED])
        grants = grants.filter(participant=alert.participant_id).order_by("-kind", "first_day", "pk")
        grant = grants.select_related("staff").first()
        staff = grant.staff if grant else None
        if staff is None:  # nobody has the case: whoever is on duty answers for it
            return _somebody(alert, Duty.DUTY, shift)
    elif shift is not None and who == Duty.DUTY:
        staff = shift.clinician
    elif shift is not None and who == Duty.DEPUTY:
        staff = shift.deputy
    if staff is None or not may_be_on_duty().filter(pk=staff.pk).exists():
        return Duty.SUPERVISOR, None
    return who, staff


def _supervisors() -> list[UUID]:
    found = Account.objects.filter(kind=AccountKind.STAFF, is_supervisor=True, is_active=True)
    return list(found.values_list("pk", flat=True))
