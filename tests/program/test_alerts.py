"""An alert from being raised to being closed: who can read it, who was told, and that nobody can say it was missed."""

import socket
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from pytest_django.fixtures import Settings

from program import clock, tasks
from program.actions import alerts, escalation, mails
from program.actions.alerts import facts_of, outcome_of
from program.alerting import Step
from program.choices import Duty, OutcomeKind, Severity
from program.models import Alert, AlertState, AlertStep, AuditEvent, CaseGrant, GrantKind, OutboxRow
from tests.people import Person
from tests.program.alerts import SENTENCE, alert_of, found, put_on_duty
from vault import holders, sealing
from vault.errors import SealBroken

HOUR = timedelta(hours=1)


@pytest.fixture
def rota(anna: Person, tom: Person, therese: Person, stina: Person) -> None:
    """Tom is on duty, Therese stands in for him."""
    put_on_duty(tom, therese, stina)


def later(alert: Alert, hours: int) -> None:
    """As if so many hours had gone by: the steps that are left come closer."""
    for step in AlertStep.objects.filter(alert=alert, due_at__isnull=False):
        assert step.due_at is not None
        AlertStep.objects.filter(pk=step.pk).update(due_at=step.due_at - hours * HOUR)


def told() -> list[str]:
    """The addresses of all mails that went out, in order."""
    tasks.escalate()
    return [address for message in mail.outbox for address in message.to]


def test_answer_and_facts_are_kept_and_sealed(anna: Person, rota: None) -> None:
    alert = Alert.objects.get(pk=alert_of(anna, week=1).pk)
    assert sealing.open(anna.case_key, alert, "answer") == SENTENCE
    facts = facts_of(alert)
    assert (facts.rule, facts.version, facts.severity, facts.week) == ("phq-9-item-9", 1, Severity.URGENT, 1)
    assert facts.raised_at.minute == 0
    assert facts.act_by - facts.raised_at == 2 * HOUR
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM program_alert")
        row = b" ".join(
            str(part).encode() + bytes(part if isinstance(part, bytes) else b"") for part in cursor.fetchone()
        )
    for secret in ("phq", "urgent", "dead", SENTENCE):
        assert secret.encode() not in row


def test_same_finding_is_raised_once(anna: Person, rota: None) -> None:
    first = alert_of(anna, key="response:1:rule")
    again = alerts.raise_alert(
        participant=anna.participant,
        program=anna.enrolment.program,
        found=found(key="response:1:rule"),
        key=anna.case_key,
        by=anna.account_id,
    )
    assert again is None
    assert list(Alert.objects.values_list("pk", flat=True)) == [first.pk]


def test_people_on_duty_can_read_the_case_and_nobody_else(anna: Person, tom: Person, stina: Person, rota: None) -> None:
    alert = alert_of(anna)
    grant = CaseGrant.objects.get(staff=tom.account_id, participant=anna.account_id)
    assert (grant.kind, grant.alert_id) == (GrantKind.DUTY, alert.pk)
    key = holders.open_case_key(private=tom.private, row=grant, field="case_key", case_id=anna.account_id)
    assert sealing.open(key, alert, "answer") == SENTENCE
    with pytest.raises(SealBroken):
        holders.open_case_key(private=stina.private, row=grant, field="case_key", case_id=anna.account_id)


def test_therapist_who_stands_in_gets_no_second_grant(anna: Person, therese: Person, rota: None) -> None:
    alert_of(anna)
    assert list(CaseGrant.objects.filter(staff=therese.account_id).values_list("kind", flat=True)) == ["assigned"]


def test_urgent_goes_to_duty_then_deputy_then_supervisors(
    anna: Person, tom: Person, therese: Person, stina: Person, rota: None
) -> None:
    alert = alert_of(anna)
    assert told() == [tom.name]
    later(alert, 1)
    assert told() == [tom.name, therese.name]
    later(alert, 1)
    assert told() == [tom.name, therese.name, stina.name]
    later(alert, 24)
    assert told() == [tom.name, therese.name, stina.name]


def test_each_step_is_taken_once_however_often_the_sweep_runs(anna: Person, tom: Person, rota: None) -> None:
    alert = alert_of(anna)
    for _ in range(3):
        assert told() == [tom.name]
    later(alert, 1)
    assert [escalation.escalate_due(), escalation.escalate_due()] == [1, 0]
    passed_on = AuditEvent.objects.filter(verb="alert.passed-on", subject=str(alert.pk))
    assert [event.detail["step"] for event in passed_on.order_by("id")] == [1, 2]


def test_mail_says_nothing_about_anybody(anna: Person, rota: None) -> None:
    alert_of(anna)
    told()
    [message] = mail.outbox
    words = f"{message.subject} {message.body} {message.message()}"
    for secret in (anna.participant.alias, str(anna.account_id), "phq", "dead", "urgent", "alert", SENTENCE):
        assert secret.lower() not in words.lower()


def test_acknowledged_goes_to_nobody_else(anna: Person, tom: Person, rota: None) -> None:
    alert = alert_of(anna)
    assert told() == [tom.name]
    acted = alerts.acknowledge(
        alert=alert,
        key=anna.case_key,
        outcome=OutcomeKind.PLAN,
        false_alarm=False,
        note="We went through the plan.",
        by=tom.account,
    )
    assert acted
    later(alert, 24)
    assert told() == [tom.name]
    alert.refresh_from_db()
    assert (alert.state, alert.acknowledged_by_id) == (AlertState.ACKNOWLEDGED, tom.account_id)
    outcome = outcome_of(alert)
    assert outcome is not None
    assert (outcome.kind, outcome.false_alarm) == (OutcomeKind.PLAN, False)
    assert sealing.open(anna.case_key, alert, "note") == "We went through the plan."
    assert AuditEvent.objects.filter(verb="alert.acknowledged", actor=str(tom.account_id)).count() == 1


def test_second_acknowledgement_changes_nothing(anna: Person, tom: Person, stina: Person, rota: None) -> None:
    alert = alert_of(anna)
    assert acknowledged(alert, tom)
    assert not acknowledged(alert, stina)
    alert.refresh_from_db()
    assert alert.acknowledged_by_id == tom.account_id


def acknowledged(alert: Alert, by: Person) -> bool:
    return alerts.acknowledge(
        alert=alert, key=None, outcome=OutcomeKind.NOTHING, false_alarm=True, note="", by=by.account
    )


def test_note_without_a_key_is_refused(anna: Person, tom: Person, rota: None) -> None:
    alert = alert_of(anna)
    with pytest.raises(ValueError, match="key"):
        alerts.acknowledge(
            alert=alert, key=None, outcome=OutcomeKind.WROTE, false_alarm=False, note="words", by=tom.account
        )
    assert Alert.objects.get().is_open


def test_closing_takes_the_duty_grants_away(anna: Person, tom: Person, therese: Person, rota: None) -> None:
    alert = alert_of(anna)
    assert not alerts.close(alert=alert, by=tom.account)
    acknowledged(alert, tom)
    assert alerts.close(alert=alert, by=tom.account)
    assert CaseGrant.objects.get(staff=tom.account_id, participant=anna.account_id).case_key is None
    assert CaseGrant.objects.get(staff=therese.account_id, participant=anna.account_id).case_key is not None


def test_seen_is_told_by_name_and_still_goes_on(anna: Person, tom: Person, therese: Person, rota: None) -> None:
    alert = alert_of(anna)
    for _ in range(2):
        alerts.see(alert=alert, by=tom.account)
    assert Alert.objects.get().state == AlertState.SEEN
    assert AuditEvent.objects.filter(verb="alert.seen", actor=str(tom.account_id)).count() == 1
    later(alert, 1)
    assert told() == [tom.name, therese.name]


def test_soon_goes_to_the_therapist_first(
    anna: Person, tom: Person, therese: Person, stina: Person, rota: None
) -> None:
    alert = alert_of(anna, Severity.SOON)
    assert told() == [therese.name]
    later(alert, 24)
    later(alert, 24)
    assert told() == [therese.name, tom.name, stina.name]


def test_nobodys_case_goes_to_whoever_is_on_duty(sol: Person, tom: Person, therese: Person, stina: Person) -> None:
    CaseGrant.objects.filter(participant=sol.account_id).update(case_key=None, last_day=clock.today())
    put_on_duty(therese, None, stina)
    alert_of(sol, Severity.SOON)
    assert told() == [therese.name]


def test_without_a_rota_the_supervisors_are_told_at_once(anna: Person, stina: Person) -> None:
    alert = alert_of(anna)
    assert told() == [stina.name]
    assert [(step.who, step.staff_id) for step in alert.steps.all()] == [(Duty.SUPERVISOR, None)]
    assert not CaseGrant.objects.filter(kind=GrantKind.DUTY).exists()


def test_rule_may_name_its_own_steps(anna: Person, therese: Person, stina: Person, rota: None) -> None:
    alert = alert_of(anna, steps=[Step(3, Duty.SUPERVISOR), Step(0, Duty.THERAPIST)])
    assert told() == [therese.name]
    later(alert, 3)
    assert told() == [therese.name, stina.name]


def test_therapist_who_is_on_duty_is_told_once(anna: Person, therese: Person, stina: Person) -> None:
    put_on_duty(therese, None, stina)
    alert = alert_of(anna, Severity.SOON)
    assert [step.who for step in alert.steps.all()] == [Duty.THERAPIST, Duty.SUPERVISOR]


def test_sweep_may_raise_one_without_a_key(anna: Person, therese: Person, rota: None) -> None:
    alert = alerts.raise_alert(
        participant=anna.participant,
        program=anna.enrolment.program,
        found=found(Severity.SOON),
        key=None,
        by="system",
    )
    assert alert is not None
    assert not alert.answer
    assert not CaseGrant.objects.filter(kind=GrantKind.DUTY).exists()
    assert told() == [therese.name]


# The short questions


def test_unanswered_short_questions_count_as_urgent(anna: Person, tom: Person, rota: None) -> None:
    alert = alert_of(anna, grading=True)
    assert told() == []
    AlertStep.objects.filter(alert=alert, number=1).update(due_at=clock.now())
    assert told() == [tom.name]


@pytest.mark.parametrize("urgent", [True, False])
def test_short_questions_decide_who_is_told(
    urgent: bool, anna: Person, tom: Person, therese: Person, rota: None
) -> None:
    alert = alert_of(anna, grading=True)
    for _ in range(2):
        alerts.grade(
            alert=alert,
            program=anna.enrolment.program,
            key=anna.case_key,
            answers="Safe tonight: yes",
            urgent=urgent,
            by=anna.account_id,
        )
    alert.refresh_from_db()
    facts = facts_of(alert)
    assert not facts.grading
    assert facts.severity == (Severity.URGENT if urgent else Severity.SOON)
    assert sealing.open(anna.case_key, alert, "more") == "Safe tonight: yes"
    assert told() == [tom.name if urgent else therese.name]


def test_steps_of_a_rule_stay_its_own_when_the_short_questions_say_urgent(
    anna: Person, therese: Person, stina: Person, rota: None
) -> None:
    alert = alert_of(anna, grading=True, steps=[Step(0, Duty.THERAPIST), Step(3, Duty.SUPERVISOR)])
    alerts.grade(
        alert=alert,
        program=anna.enrolment.program,
        key=anna.case_key,
        answers="Safe tonight: no",
        urgent=True,
        by=anna.account_id,
    )
    assert told() == [therese.name]
    later(alert, 3)
    assert told() == [therese.name, stina.name]


# Mails


def test_mail_that_could_not_leave_is_tried_again(anna: Person, tom: Person, rota: None, settings: Settings) -> None:
    alert_of(anna)
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed_port()
    assert mails.deliver_mails() == 0
    settings.EMAIL_BACKEND = works
    assert mails.deliver_mails() == 0, "the claim has not run out yet"
    OutboxRow.objects.update(claimed_until=clock.now() - HOUR)
    assert mails.deliver_mails() == 1
    assert told() == [tom.name]


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
