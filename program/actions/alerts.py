"""An alert is raised, graded, seen, acknowledged and closed. Going on to the next person is `actions.escalation`."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from program import clock
from program.actions import escalation
from program.actions.grants import end_grant, grant_case
from program.alerting import GRADING_MINUTES, Facts, Found, Outcome, facts_of, outcome_of, whole_hour, wrap
from program.audit.record import record
from program.choices import Duty, OutcomeKind, Severity
from program.duty import may_be_on_duty
from program.models import Account, Alert, AlertState, AlertStep, CaseGrant, GrantKind, Participant, Program
from vault import keyfile, sealing
from vault.sealing import CaseKey

__all__ = ["acknowledge", "add_note", "close", "facts_of", "grade", "outcome_of", "raise_alert", "see"]

GRANT_DAYS = timedelta(days=7)


@transaction.atomic
def raise_alert(
    *, participant: Participant, program: Program, found: Found, key: CaseKey | None, by: UUID | str
) -> Alert | None:
    """Raise it, let the people on duty read the case, and tell whoever is to be told at once. None where it stands.

    Call it in the transaction of the answer. `key` is None only in a sweep: then nothing is sealed and no grant made.
    """
    now = clock.now()
    alert = Alert(participant=participant, key=keyfile.index("alert", found.key), raised_on=_day(now, program))
    wrap(alert, "facts", Facts.of(found, now))
    if key is not None and found.answer:
        sealing.seal(key, alert, "answer", found.answer)
    Alert.objects.bulk_create([alert], ignore_conflicts=True)
    if not Alert.objects.filter(pk=alert.pk).exists():
        return None
    record(verb="alert.raised", by=by, on=alert.raised_on, case=participant.pk, subject=alert.pk)
    wait = timedelta(minutes=GRADING_MINUTES if found.grading else 0)
    steps = escalation.plan(alert=alert, program=program, wanted=found.steps, severity=found.severity, since=now + wait)
    if key is not None:
        _let_in(alert, steps, key, by)
    escalation.take_due(alert=alert, now=now)
    return alert


@transaction.atomic
def grade(*, alert: Alert, program: Program, key: CaseKey, answers: str, urgent: bool, by: UUID) -> None:
    """The short questions were answered: urgent at once, or soon. Grading twice changes nothing."""
    alert = Alert.objects.select_for_update().get(pk=alert.pk)
    facts = facts_of(alert)
    if not facts.grading or not alert.is_open:
        return
    now = clock.now()
    severity = Severity.URGENT if urgent else Severity.SOON
    wrap(alert, "facts", facts.graded(severity))
    sealing.seal(key, alert, "more", answers)
    alert.save(update_fields=["facts", "more"])
    record(verb="alert.graded", by=by, on=_day(now, program), case=alert.participant_id, subject=alert.pk)
    if not AlertStep.objects.filter(alert=alert, done_on__isnull=False).exists():
        # Later than that, somebody urgent has been told already, and stays told.
        if urgent:
            escalation.bring_forward(alert=alert, now=now)
        else:
            AlertStep.objects.filter(alert=alert).delete()
            steps = escalation.plan(alert=alert, program=program, wanted=(), severity=severity, since=now)
            _let_in(alert, steps, key, by)
    escalation.take_due(alert=alert, now=now)


@transaction.atomic
def see(*, alert: Alert, by: Account) -> None:
    """A named person has opened it. It still goes on to others until somebody acknowledges it."""
    today = clock.today()
    if Alert.objects.filter(pk=alert.pk, state=AlertState.RAISED).update(state=AlertState.SEEN, seen_on=today):
        alert.state, alert.seen_on = AlertState.SEEN, today
    record(verb="alert.seen", by=by.pk, on=today, case=alert.participant_id, subject=alert.pk, once_a_day=True)


@transaction.atomic
def acknowledge(
    *, alert: Alert, key: CaseKey | None, outcome: OutcomeKind, false_alarm: bool, note: str, by: Account
) -> bool:
    """Somebody has acted, and says what came of it: nobody else is told any more. False where it was done already.

    `note` needs the case key; without one it must be empty, or ValueError is raised.
    """
    if note and key is None:
        raise ValueError("A note about a case is sealed with its key.")
    row = Alert.objects.select_for_update().get(pk=alert.pk)
    if not row.is_open:
        return False
    now, today = clock.now(), clock.today()
    wrap(row, "outcome", Outcome(outcome, false_alarm, whole_hour(now)))
    if note and key is not None:
        sealing.seal(key, row, "note", note)
    row.state, row.acknowledged_on, row.acknowledged_by = AlertState.ACKNOWLEDGED, today, by
    row.save(update_fields=["outcome", "note", "state", "acknowledged_on", "acknowledged_by"])
    AlertStep.objects.filter(alert=row, done_on=None).update(due_at=None)
    record(verb="alert.acknowledged", by=by.pk, on=today, case=row.participant_id, subject=row.pk)
    return True


@transaction.atomic
def add_note(*, alert: Alert, key: CaseKey, note: str, by: Account) -> None:
    """Words that come after an acknowledgement, of anybody, signed below those that stand. A second click adds none."""
    row = Alert.objects.select_for_update().get(pk=alert.pk)
    today = clock.today()
    signed = f"{by.work_name}, {today.isoformat()}:\n{note}"
    standing = sealing.open(key, row, "note") if row.note else ""
    if standing.endswith(signed) or (standing == note and row.acknowledged_by_id == by.pk):
        return
    sealing.seal(key, row, "note", f"{standing}\n\n{signed}" if standing else signed)
    row.save(update_fields=["note"])
    record(verb="alert.noted", by=by.pk, on=today, case=row.participant_id, subject=row.pk)


@transaction.atomic
def close(*, alert: Alert, by: Account) -> bool:
    """Nothing is left to do: whoever was let in for it can read the case no more. Only after an acknowledgement."""
    today = clock.today()
    closed = Alert.objects.filter(pk=alert.pk, state=AlertState.ACKNOWLEDGED).update(
        state=AlertState.CLOSED, closed_on=today
    )
    if closed:
        for grant in CaseGrant.objects.filter(alert=alert, case_key__isnull=False):
            end_grant(grant=grant, by=by.pk, today=today)
        record(verb="alert.closed", by=by.pk, on=today, case=alert.participant_id, subject=alert.pk)
    return bool(closed)


def _let_in(alert: Alert, steps: list[AlertStep], key: CaseKey, by: UUID | str) -> None:
    """Seal the case key to everybody on duty who cannot read the case yet: later nobody is here who could."""
    wanted = {step.staff_id for step in steps if step.who in {Duty.DUTY, Duty.DEPUTY} and step.staff_id}
    until = alert.raised_on + GRANT_DAYS
    # Cover that ends tomorrow is no way to this case for a week.
    lasting = CaseGrant.objects.in_force(alert.raised_on).filter(Q(last_day=None) | Q(last_day__gte=until))
    reads = lasting.filter(participant=alert.participant_id, staff__in=wanted)
    has_key = set(reads.exclude(kind=GrantKind.DUTY).values_list("staff_id", flat=True))
    has_key |= set(reads.filter(alert=alert).values_list("staff_id", flat=True))
    for staff in may_be_on_duty().filter(pk__in=wanted - has_key):
        grant_case(
            participant=alert.participant,
            staff=staff,
            kind=GrantKind.DUTY,
            key=key,
            by=by,
            today=alert.raised_on,
            last_day=until,
            alert=alert,
        )


def _day(now: datetime, program: Program) -> date:
    return now.astimezone(program.zone).date()
