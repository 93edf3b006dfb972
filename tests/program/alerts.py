"""Alerts for tests: what a rule might find, raised through the action that every rule uses."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from program import clock
from program.actions import alerts, duty
from program.alerting import Found
from program.choices import Door, Severity
from program.models import Alert, DutyShift, Program
from tests.people import Person

SENTENCE = "I do not think that I can go on like this."


def found(severity: Severity = Severity.URGENT, **changes: Any) -> Found:
    usual: dict[str, Any] = {
        "key": f"test:{uuid4()}",
        "rule": "phq-9-item-9",
        "version": 1,
        "title": "Thoughts of being better off dead",
        "door": Door.MYSELF,
        "source": "measure",
        "answer": SENTENCE,
    }
    return Found(severity=severity, **usual | changes)


def alert_of(person: Person, severity: Severity = Severity.URGENT, **changes: Any) -> Alert:
    """Raised from the participant's own session."""
    alert = alerts.raise_alert(
        participant=person.participant,
        program=person.enrolment.program,
        found=found(severity, **changes),
        key=person.case_key,
        by=person.account_id,
    )
    assert alert is not None
    return alert


def put_on_duty(person: Person, deputy: Person | None, by: Person, days: int = 30) -> DutyShift:
    program, today = Program.objects.get(), clock.today()
    DutyShift.objects.filter(program=program).delete()
    return duty.set_shift(
        program=program,
        first_day=today,
        last_day=today + timedelta(days=days),
        clinician=person.account,
        deputy=deputy.account if deputy else None,
        by=by.account,
    )
