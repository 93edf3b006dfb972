"""One alert: read by whoever may read the case, seen by name, acknowledged once, closed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import alerts as actions
from program.actions import escalation
from program.alerting import outcome_of
from program.choices import OutcomeKind, Severity
from program.models import Alert, AlertState, AlertStep, AuditEvent, CaseGrant, GrantKind, RescuedText, Role
from tests import people
from tests.people import Person
from tests.program.alerts import SENTENCE, alert_of, found, put_on_duty
from tests.therapist import desk
from tests.worksheets.pages import words
from vault import sealing

MOST_QUERIES = 16
NOTE = "We spoke about tonight; a sister is with her."
REASON = "Nobody else is here tonight."


def url(alert: Alert) -> str:
    return f"/staff/alerts/{alert.pk}/"


def post(person: Person, alert: Alert, do: str = "acknowledge", **fields: Any) -> Any:
    usual = {"outcome": OutcomeKind.PLAN, "note": NOTE, "form_key": str(uuid4()), "do": do}
    return person.client.post(url(alert), {name: value for name, value in {**usual, **fields}.items() if value})


@pytest.fixture
def alert(anna: Person, tom: Person, therese: Person, stina: Person) -> Alert:
    """Tom is on duty, Therese stands in for him."""
    put_on_duty(tom, therese, stina)
    return Alert.objects.get(pk=alert_of(anna, week=1).pk)


def test_it_shows_the_answer_and_who_knows(alert: Alert, anna: Person, tom: Person) -> None:
    page = words(tom.client.get(url(alert)))
    assert SENTENCE in page
    assert "rule phq-9-item-9, version 1" in page
    assert "Tom As Duty clinician When Told today" in page
    assert "Therese As Deputy When If nobody acknowledges" in page
    assert "Opened by: Tom (today)" in page


def test_opening_it_is_having_seen_it(alert: Alert, anna: Person, tom: Person) -> None:
    tom.client.get(url(alert))
    tom.client.get(url(alert))
    alert.refresh_from_db()
    assert alert.state == AlertState.SEEN
    assert desk.verbs(anna.account_id)[-2:] == ["case.read", "alert.seen"]
    assert AuditEvent.objects.filter(verb="alert.seen", actor=str(tom.account_id)).count() == 1


def test_typed_addresses_are_text_and_masked(anna: Person, therese: Person) -> None:
    onion = f"http://{'a2' * 28}.onion/x"
    alert = alert_of(anna, answer=f"<b>see</b> {onion} and https://example.org/")
    page = therese.client.get(url(alert)).content.decode()
    assert "a2a2" not in page
    assert "[address hidden]" in page
    assert "&lt;b&gt;see" in page
    assert 'href="https://example.org' not in page


def test_acknowledging_says_what_came_of_it(alert: Alert, anna: Person, tom: Person) -> None:
    assert post(tom, alert, false_alarm="on").status_code == 302
    alert.refresh_from_db()
    assert (alert.state, alert.acknowledged_by_id) == (AlertState.ACKNOWLEDGED, tom.account_id)
    outcome = outcome_of(alert)
    assert outcome is not None
    assert (outcome.kind, outcome.false_alarm) == (OutcomeKind.PLAN, True)
    assert sealing.open(anna.case_key, alert, "note") == NOTE
    page = words(tom.client.get(url(alert)))
    assert "Went through the safety plan with the participant · false alarm Acknowledged by Tom, today" in page
    assert NOTE in page
    assert "alert.acknowledged" in desk.verbs(anna.account_id)


def test_note_may_be_left_out(alert: Alert, tom: Person) -> None:
    assert post(tom, alert, note="").status_code == 302
    alert.refresh_from_db()
    assert not alert.note


def test_without_an_outcome_nothing_is_acknowledged_or_lost(alert: Alert, tom: Person) -> None:
    answer = post(tom, alert, outcome="")
    assert "Please choose what came of it." in words(answer)
    assert NOTE in words(answer)
    assert Alert.objects.get().is_open


def test_too_long_a_note_comes_back(alert: Alert, tom: Person) -> None:
    answer = post(tom, alert, note="long " * 2000)
    assert "longer than a note can be" in words(answer)
    assert answer.context["form"]["note"].value().startswith("long long")
    assert Alert.objects.get().is_open


def test_whoever_comes_second_is_told_and_keeps_the_note(
    alert: Alert, anna: Person, tom: Person, therese: Person
) -> None:
    post(tom, alert)
    answer = post(therese, alert, note="I rang the clinic.", outcome=OutcomeKind.SUPERVISOR)
    assert "Tom acknowledged this while you were writing" in words(answer)
    assert answer.context["form"]["note"].value() == "I rang the clinic."
    assert post(therese, alert, "note", note="I rang the clinic.").status_code == 302
    assert post(therese, alert, "note", note="I rang the clinic.").status_code == 302
    alert.refresh_from_db()
    outcome = outcome_of(alert)
    assert outcome is not None
    assert outcome.kind == OutcomeKind.PLAN
    signed = f"{NOTE}\n\nTherese, {clock.today().isoformat()}:\nI rang the clinic."
    assert sealing.open(anna.case_key, alert, "note") == signed
    assert desk.verbs(anna.account_id).count("alert.noted") == 1


def test_second_without_a_note_is_told_too(alert: Alert, tom: Person, therese: Person) -> None:
    post(tom, alert)
    answer = therese.client.post(url(alert), {"outcome": OutcomeKind.WROTE, "form_key": str(uuid4())}, follow=True)
    assert "Tom acknowledged this while you were writing" in words(answer)


def test_second_click_changes_nothing(alert: Alert, anna: Person, tom: Person) -> None:
    for _ in range(2):
        assert post(tom, alert).status_code == 302
    assert desk.verbs(anna.account_id).count("alert.acknowledged") == 1
    assert "while you were writing" not in words(tom.client.get(url(alert)))


def test_other_words_from_an_old_window_are_added(alert: Alert, anna: Person, tom: Person) -> None:
    post(tom, alert)
    post(tom, alert, note="Her brother rang back.")
    alert.refresh_from_db()
    note = sealing.open(anna.case_key, alert, "note")
    assert note.startswith(f"{NOTE}\n\nTom, ")
    assert note.endswith(":\nHer brother rang back.")


def test_empty_later_note_is_not_taken(alert: Alert, tom: Person) -> None:
    post(tom, alert)
    assert "The note is still empty." in words(post(tom, alert, "note", note=""))


def test_note_before_an_outcome_is_not_taken(alert: Alert, tom: Person) -> None:
    answer = post(tom, alert, "note", outcome="")
    assert NOTE in words(answer)
    assert not Alert.objects.get().note


def test_closing_takes_the_page_from_whoever_was_let_in_for_it(
    alert: Alert, anna: Person, tom: Person, therese: Person
) -> None:
    post(tom, alert)
    answer = tom.client.post(f"{url(alert)}close/")
    assert answer.headers["Location"] == "/staff/alerts/"
    alert.refresh_from_db()
    assert alert.state == AlertState.CLOSED
    assert tom.client.get(url(alert)).status_code == 404
    assert "Closed on" in words(therese.client.get(url(alert)))
    assert "alert.closed" in desk.verbs(anna.account_id)


def test_acknowledged_and_closed_in_one(alert: Alert, tom: Person) -> None:
    assert post(tom, alert, "acknowledge-close").headers["Location"] == "/staff/alerts/"
    assert Alert.objects.get().state == AlertState.CLOSED


def test_open_one_cannot_be_closed(alert: Alert, tom: Person) -> None:
    tom.client.post(f"{url(alert)}close/")
    assert Alert.objects.get().is_open


# Supervisors


def test_supervisor_knows_of_it_and_reads_with_a_reason(alert: Alert, anna: Person, stina: Person) -> None:
    page = words(stina.client.get(url(alert)))
    assert "Thoughts of being better off dead" in page
    assert SENTENCE not in page
    assert "The answer is sealed" in page
    assert "case.read" not in desk.verbs(anna.account_id)
    answer = stina.client.post(url(alert), {"reason": REASON, "do": "open"}, follow=True)
    assert SENTENCE in words(answer)
    grant = CaseGrant.objects.get(staff=stina.account_id, kind=GrantKind.SUPERVISION)
    assert sealing.open(anna.case_key, grant, "reason") == REASON
    assert post(stina, alert).status_code == 302
    assert Alert.objects.get().acknowledged_by_id == stina.account_id


@pytest.mark.parametrize("reason", ["", "because"])
def test_without_a_reason_nothing_opens(reason: str, alert: Alert, stina: Person) -> None:
    answer = stina.client.post(url(alert), {"reason": reason, "do": "open"})
    assert "Nothing was opened." in words(answer) or "Please write at least" in words(answer)
    assert not CaseGrant.objects.filter(kind=GrantKind.SUPERVISION).exists()


def test_supervisor_who_was_not_admitted_opens_nothing(alert: Alert) -> None:
    siri = people.new_staff("siri@clinic.example", "Siri", Role.SUPERVISOR)
    answer = siri.client.post(url(alert), {"reason": REASON, "do": "open"})
    assert "Another supervisor has to let you in first" in words(answer)
    assert REASON in words(answer)


def test_note_of_a_supervisor_whose_day_is_over_is_kept(alert: Alert, stina: Person) -> None:
    token = str(stina.client.get(url(alert)).context["rescue_token"])
    answer = post(stina, alert, rescue=token)
    assert answer.headers["Location"] == "/staff/kept/"
    page = words(stina.client.get("/staff/kept/"))
    assert "You cannot read this case any more" in page
    assert NOTE in page
    assert Alert.objects.get().is_open


def test_reason_comes_back_after_the_session_was_lost(alert: Alert, stina: Person) -> None:
    token = str(stina.client.get(url(alert)).context["rescue_token"])
    Client().post(url(alert), {"reason": REASON, "do": "open", "rescue": token, "form_key": str(uuid4())})
    kept = RescuedText.objects.get()
    assert REASON in words(stina.client.get(f"{url(alert)}?rescued={kept.pk}"))


def test_supervisor_closes_nothing_unread(alert: Alert, tom: Person, stina: Person) -> None:
    post(tom, alert)
    assert "Close the alert" not in words(stina.client.get(url(alert)))
    answer = stina.client.post(f"{url(alert)}close/", follow=True)
    assert "Nothing was closed." in words(answer)
    assert Alert.objects.get().state == AlertState.ACKNOWLEDGED


def test_one_that_a_sweep_raised_has_no_answer(anna: Person, therese: Person) -> None:
    alert = alert_of(anna, answer="")
    assert "Nothing was answered" in words(therese.client.get(url(alert)))


@pytest.fixture
def silent(anna: Person, therese: Person, tom: Person, stina: Person) -> Alert:
    """Raised by a sweep, which holds no key; passed on to Tom, who is on duty."""
    put_on_duty(tom, None, stina)
    alert = actions.raise_alert(
        participant=anna.participant,
        program=anna.enrolment.program,
        found=found(Severity.SOON),
        key=None,
        by="system",
    )
    assert alert is not None
    AlertStep.objects.filter(alert=alert, staff=tom.account_id).update(due_at=clock.now())
    return alert


def test_whoever_is_told_knows_of_it_before_and_not_after(silent: Alert, anna: Person, tom: Person) -> None:
    assert tom.client.get(url(silent)).status_code == 404
    escalation.escalate_due()
    assert anna.participant.alias in words(tom.client.get("/staff/alerts/"))
    assert "1 open alert" in words(tom.client.get("/staff/inbox/"))
    page = words(tom.client.get(url(silent)))
    assert "Nothing was answered" in page
    assert "Open the case" not in page
    assert "case.read" not in desk.verbs(anna.account_id)
    assert post(tom, silent, note="").status_code == 302
    assert Alert.objects.get().acknowledged_by_id == tom.account_id
    assert tom.client.post(f"{url(silent)}close/").status_code == 302
    assert Alert.objects.get().state == AlertState.CLOSED
    assert tom.client.get(url(silent)).status_code == 404


def test_without_a_key_no_note_is_taken_and_none_is_lost(silent: Alert, tom: Person) -> None:
    escalation.escalate_due()
    token = str(tom.client.get(url(silent)).context["rescue_token"])
    assert post(tom, silent, rescue=token).headers["Location"] == "/staff/kept/"
    assert NOTE in words(tom.client.get("/staff/kept/"))
    assert Alert.objects.get().is_open


def test_whoever_was_told_and_reads_no_more_is_sent_to_a_supervisor(alert: Alert, tom: Person) -> None:
    CaseGrant.objects.filter(staff=tom.account_id, alert=alert).update(last_day=clock.today() - timedelta(days=1))
    page = words(tom.client.get(url(alert)))
    assert "A supervisor can open it, or give the case to you." in page
    assert SENTENCE not in page
    assert tom.client.post(url(alert), {"reason": REASON, "do": "open"}).status_code == 404
    assert post(tom, alert, note="").status_code == 302
    assert Alert.objects.get().is_open


def test_short_questions_are_shown(anna: Person, therese: Person) -> None:
    alert = alert_of(anna, grading=True)
    assert "The short questions are not answered yet" in words(therese.client.get(url(alert)))
    actions.grade(
        alert=alert,
        program=anna.enrolment.program,
        key=anna.case_key,
        answers="Safe tonight: no",
        urgent=True,
        by=anna.account_id,
    )
    assert "Asked right after it Safe tonight: no" in words(therese.client.get(url(alert)))


# Nobody else


@pytest.mark.parametrize("who", ["sol", "arne", "olle", "anna"])
def test_it_does_not_exist_for_others(who: str, alert: Alert, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(url(alert)).status_code == 404
    assert client.post(url(alert), {"outcome": "plan", "form_key": str(uuid4())}).status_code == 404
    assert client.post(f"{url(alert)}close/").status_code == 404
    assert Alert.objects.get().state == AlertState.RAISED


def test_it_does_not_exist_for_another_therapist(anna: Person, tom: Person) -> None:
    alert = alert_of(anna)
    assert tom.client.get(url(alert)).status_code == 404
    assert post(tom, alert).status_code == 404


def test_one_that_is_none_is_not_found(therese: Person) -> None:
    assert therese.client.get(f"/staff/alerts/{uuid4()}/").status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(alert: Alert, therese: Person, stranger: Client) -> None:
    assert stranger.get(url(alert)).status_code == 302
    assert therese.unverified.get(url(alert)).status_code == 302


def test_it_refuses_other_methods(alert: Alert, tom: Person) -> None:
    assert tom.client.put(url(alert)).status_code == 405
    assert tom.client.get(f"{url(alert)}close/").status_code == 405


def test_queries_do_not_grow_with_the_case(anna: Person, therese: Person, tom: Person, stina: Person) -> None:
    put_on_duty(tom, therese, stina)

    def queries() -> int:
        alert = alert_of(anna)
        for person in (tom, stina, therese):
            person.client.get(url(alert))
        with CaptureQueriesContext(connection) as captured:
            therese.client.get(url(alert))
        return len(captured)

    before = queries()
    assert [queries() for _ in range(3)] == [before] * 3
    assert before <= MOST_QUERIES
