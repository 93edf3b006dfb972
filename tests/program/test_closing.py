"""After the follow-up's letter the case closes on a day that is told, unless something of it is open; and once."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock, tasks
from program.actions import alerts, closing
from program.choices import OutcomeKind
from program.models import CaseGrant, Enrolment, EnrolmentState, Program, Promise
from tests.people import Person
from tests.program.alerts import alert_of
from tests.program.test_cover import start
from tests.program.test_resting import signed_in
from tests.therapist import desk
from tests.worksheets.pages import soup
from therapist.models import Message
from therapist.queries import unassigned

pytestmark = pytest.mark.django_db

FOLLOW_UP = 9
TYPED = "One last word, plover-words."


def finish(anna: Person, therese: Person) -> None:
    """She has sent the follow-up, and its letter has come."""
    desk.send(anna, therese)
    Enrolment.objects.filter(pk=anna.enrolment.pk).update(state=EnrolmentState.COMPLETED, ended_on=clock.today())
    desk.send(anna, therese, week=FOLLOW_UP)


def close(anna: Person, therese: Person) -> None:
    finish(anna, therese)
    clock.forward(14)
    tasks.close_cases()


def closing_day(person: Person) -> date | None:
    return person.enrolment.closes_on


def text_of(client: Client, path: str) -> str:
    return " ".join(soup(client.get(path)).get_text(" ").split())


def test_the_letter_to_the_follow_up_names_the_day(anna: Person, therese: Person, programme: Program) -> None:
    desk.send(anna, therese)
    assert closing_day(anna) is None
    Program.objects.filter(pk=programme.pk).update(close_after_days=5)
    Enrolment.objects.filter(pk=anna.enrolment.pk).update(state=EnrolmentState.COMPLETED)
    desk.send(anna, therese, week=FOLLOW_UP)
    assert closing_day(anna) == clock.today() + timedelta(days=5)


def test_both_sides_are_told_the_day(anna: Person, therese: Person) -> None:
    finish(anna, therese)
    client = signed_in(anna)
    closes_on = closing_day(anna)
    assert closes_on is not None
    said = f"Your case closes on {closes_on:%A} {closes_on.day} {closes_on:%B}. Until then you can still write."
    for page in ("/home/", "/messages/"):
        assert said in text_of(client, page)
    for page in ("/staff/caseload/", f"/staff/case/{anna.account_id}/"):
        assert f"closes on {closes_on.day} {closes_on:%B}" in text_of(therese.client, page)


def test_it_stays_open_until_then(anna: Person, therese: Person) -> None:
    finish(anna, therese)
    clock.forward(13)
    tasks.close_cases()
    assert anna.enrolment.state == EnrolmentState.COMPLETED


def test_it_closes_once_and_every_grant_ends(anna: Person, therese: Person, tom: Person) -> None:
    finish(anna, therese)
    clock.forward(14)
    start(therese, tom)
    tasks.close_cases()
    tasks.close_cases()
    assert anna.enrolment.state == EnrolmentState.CLOSED
    assert anna.enrolment.seen_on is None
    assert not CaseGrant.objects.filter(participant=anna.account_id, case_key__isnull=False).exists()
    assert desk.verbs(anna.account_id).count("case.closed") == 1
    assert therese.client.get(f"/staff/case/{anna.account_id}/").status_code == 404
    assert anna.account_id not in {row.participant for row in unassigned(today=clock.today()).rows}


def test_an_open_alert_keeps_it_open(anna: Person, therese: Person) -> None:
    finish(anna, therese)
    alert = alert_of(anna)
    clock.forward(15)
    tasks.close_cases()
    assert anna.enrolment.state == EnrolmentState.COMPLETED
    assert "held open by an alert" in text_of(therese.client, "/staff/caseload/")
    assert "stays open until everything you wrote has been answered" in text_of(signed_in(anna), "/home/")
    alerts.acknowledge(
        alert=alert, key=None, outcome=OutcomeKind.NOTHING, false_alarm=False, note="", by=therese.account
    )
    tasks.close_cases()
    assert anna.enrolment.state == EnrolmentState.CLOSED


def test_a_promised_answer_keeps_it_open(anna: Person, therese: Person) -> None:
    finish(anna, therese)
    clock.forward(13)
    desk.ask(anna)
    clock.forward(1)
    tasks.close_cases()
    assert anna.enrolment.state == EnrolmentState.COMPLETED
    desk.answer(anna, therese)
    tasks.close_cases()
    assert anna.enrolment.state == EnrolmentState.CLOSED


def test_the_goodbye_says_how_to_come_back_and_where_help_is(anna: Person, therese: Person) -> None:
    desk.ask(anna, "Thank you for all of it.")
    desk.answer(anna, therese, "Go well.")
    close(anna, therese)
    client = signed_in(anna)
    for page in ("/home/", "/messages/"):
        assert soup(client.get(page)).select("main a[href='/goodbye/']")
    said = text_of(client, "/goodbye/")
    assert "sign out and join anew, with a new name" in said
    assert "Help now says whom you can reach" in said
    assert "Go well." in text_of(client, "/messages/")
    assert not soup(client.get("/messages/")).select("main textarea")
    assert client.get("/week/1/letter/").status_code == 200
    assert anna.enrolment.seen_on is None


def test_what_was_typed_while_it_closed_is_not_lost(anna: Person, therese: Person) -> None:
    finish(anna, therese)
    client = signed_in(anna)
    posted = desk.form(client, "/messages/", text=TYPED)
    Enrolment.objects.filter(pk=anna.enrolment.pk).update(state=EnrolmentState.CLOSED)
    response = client.post("/messages/", posted)
    assert response.status_code == 200
    assert TYPED in response.content.decode()
    assert "was not sent" in response.content.decode()
    assert not Message.objects.exists()


def test_a_worksheet_is_not_sent_to_nobody(anna: Person, therese: Person) -> None:
    finish(anna, therese)
    client = signed_in(anna)
    desk.begin_worksheet(anna, 2, TYPED)
    shown = client.get("/week/2/worksheet/review/")
    posted = {"base": shown.context["draft"].base, "form_key": str(shown.context["form_key"])}
    Enrolment.objects.filter(pk=anna.enrolment.pk).update(state=EnrolmentState.CLOSED)
    response = client.post("/week/2/worksheet/send/", posted, follow=True)
    assert "nothing was sent" in response.content.decode()
    assert TYPED in response.content.decode()
    assert not Promise.objects.filter(participant=anna.account_id, kept_on=None).exists()


def test_nothing_is_asked_of_whoever_has_gone(anna: Person, therese: Person) -> None:
    close(anna, therese)
    assert anna.journey.due(frozenset()) == []


def test_it_reads_few_statements_where_nothing_is_due(anna: Person, therese: Person) -> None:
    finish(anna, therese)
    with CaptureQueriesContext(connection) as counted:
        closing.close_due()
    assert len(counted) <= 1
