"""Before a flagged answer is opened, a page says in the rule's words what was found; no text is opened for it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import own_desk
from program.actions.alerts import acknowledge
from program.choices import OutcomeKind, Severity
from program.models import Alert, AuditEvent
from tests import people
from tests.people import Person
from tests.program.alerts import alert_of
from tests.program.staff_pages import ACCOUNT
from tests.therapist import desk
from tests.worksheets.test_watching import DANGER, draft, send

pytestmark = pytest.mark.django_db

BEFORE = "Before you read"
NOTICE = "/staff/account/hard-notice/"


def url(person: Person, page: str = "week/1/") -> str:
    return f"/staff/case/{person.account_id}/{page}"


@pytest.fixture
def flagged(anna: Person, sol: Person, arne: Person) -> Person:
    """Whose corrected worksheet of week 1 holds words that a rule looks for."""
    send(anna, draft(anna, 1, signs=DANGER))
    return anna


def shows(client: Client, address: str) -> bool:
    """Whether the page before stands there, in place of what was asked for."""
    response = client.get(address, follow=True)
    said = response.content.decode()
    assert response.status_code == 200
    assert not (BEFORE in said and DANGER in said)
    return BEFORE in said


def press(person: Person, about: Person, address: str) -> Any:
    context = person.client.get(address).context
    fields = {"next": context["onward"], "alert": [str(flag.alert.pk) for flag in context["flags"]]}
    return person.client.post(url(about, "flagged/"), fields)


def test_it_says_what_was_found_and_where_before_anything_is_opened(
    flagged: Person, therese: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*_args: Any, **_named: Any) -> None:
        raise AssertionError("Nothing may be opened.")

    monkeypatch.setattr("vault.sealing.open", opened)
    page = therese.client.get(url(flagged)).content.decode()
    assert BEFORE in page
    assert "Words about suicide or self-harm" in page
    assert "Worksheet of week 1, today" in page
    assert desk.verbs(flagged.account_id)[-1] == "flag.shown"
    assert "case.read" not in desk.verbs(flagged.account_id)


def test_open_leads_on_and_it_is_said_once_a_day(flagged: Person, therese: Person, tom: Person) -> None:
    response = press(therese, flagged, url(flagged))
    assert response["Location"] == url(flagged)
    for _time in range(2):
        assert not shows(therese.client, url(flagged))
        assert not shows(therese.client, url(flagged, "timeline/"))
    noticed = AuditEvent.objects.filter(verb="flag.noticed", actor=str(therese.account_id))
    assert noticed.count() == 1
    QuerySet(AuditEvent).filter(verb="flag.noticed").update(on_day=clock.today() - timedelta(days=1))
    assert shows(therese.client, url(flagged)), "the next day it is said again"


def test_whoever_has_opened_the_alert_today_knows(flagged: Person, therese: Person) -> None:
    alert = Alert.objects.get(participant_id=flagged.account_id)
    therese.client.get(f"/staff/alerts/{alert.pk}/")
    assert not shows(therese.client, url(flagged))


def test_messages_and_worksheets_are_each_held_where_they_are_shown(anna: Person, therese: Person) -> None:
    anna.client.post("/messages/", {"text": DANGER, "form_key": str(uuid4())})
    assert not shows(therese.client, url(anna))
    assert shows(therese.client, url(anna, "messages/"))
    assert shows(therese.client, url(anna, "timeline/"))
    assert not shows(therese.client, url(anna, ""))


def test_another_flag_of_the_same_day_is_said_too(flagged: Person, therese: Person) -> None:
    press(therese, flagged, url(flagged))
    send(flagged, draft(flagged, 1, signs=f"{DANGER} Tonight."))
    assert shows(therese.client, url(flagged))


def test_a_look_a_total_and_what_is_long_over_are_not_said(flagged: Person, therese: Person) -> None:
    alert = Alert.objects.get(participant_id=flagged.account_id)
    acknowledge(alert=alert, key=None, outcome=OutcomeKind.NOTHING, false_alarm=False, note="", by=therese.account)
    assert shows(therese.client, url(flagged)), "acknowledged today"
    with people.days_ago(20):
        long_ago = clock.today()
    Alert.objects.update(raised_on=long_ago)
    assert not shows(therese.client, url(flagged))
    alert_of(flagged, Severity.URGENT)
    assert not shows(therese.client, url(flagged)), "an alert of a measure"


def test_what_is_posted_is_never_held(flagged: Person, therese: Person) -> None:
    response = therese.client.post(url(flagged, "messages/"), {"text": "Thank you.", "form_key": str(uuid4())})
    assert BEFORE not in response.content.decode()


def test_it_can_be_switched_off(flagged: Person, therese: Person) -> None:
    assert "Tell me before I open" in therese.client.get(ACCOUNT).content.decode()
    assert therese.client.post(NOTICE, {})["Location"] == ACCOUNT
    assert not shows(therese.client, url(flagged))
    therese.client.post(NOTICE, {"hard_notice": "on"})
    assert shows(therese.client, url(flagged))
    verbs = AuditEvent.objects.filter(actor=str(therese.account_id), verb__startswith="hard-notice").order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == ["hard-notice.off", "hard-notice.on"]


def test_nobody_learns_of_it_without_the_case(
    flagged: Person, tom: Person, arne: Person, sol: Person, stranger: Client, therese: Person
) -> None:
    for page in ("week/1/", "messages/", "timeline/"):
        for person in (tom, arne, sol, flagged):
            assert person.client.get(url(flagged, page)).status_code == 404
    for person in (tom, arne, sol, flagged):
        assert person.client.post(url(flagged, "flagged/")).status_code == 404
    assert stranger.post(url(flagged, "flagged/")).status_code == 302
    assert therese.unverified.post(url(flagged, "flagged/")).status_code == 302
    assert therese.client.get(url(flagged, "flagged/")).status_code == 405
    assert arne.client.post(NOTICE).status_code == 404
    assert therese.client.get(NOTICE).status_code == 405


@pytest.mark.parametrize("place", ["https://elsewhere.example/", "//elsewhere.example", "/sign-in/", "", "\\\\x"])
def test_it_leads_to_no_other_place(place: str, flagged: Person, therese: Person) -> None:
    response = therese.client.post(url(flagged, "flagged/"), {"next": place, "alert": ["x", str(uuid4())]})
    assert response["Location"] == url(flagged, "")
    assert not AuditEvent.objects.filter(verb="flag.noticed").exists()


def test_a_case_without_flags_costs_one_statement(anna: Person, therese: Person) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as watched:
            therese.client.get(url(anna, "messages/"))
        return len(watched)

    statements()
    told = statements()
    own_desk.set_hard_notice(account=therese.account, wanted=False)
    assert told - statements() == 1


def test_statements_do_not_grow_with_what_is_flagged(anna: Person, therese: Person) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as watched:
            assert shows(therese.client, url(anna, "messages/"))
        return len(watched)

    anna.client.post("/messages/", {"text": DANGER, "form_key": str(uuid4())})
    statements()
    first = statements()
    for _time in range(3):
        anna.client.post("/messages/", {"text": f"{DANGER} {uuid4()}", "form_key": str(uuid4())})
    assert statements() == first
