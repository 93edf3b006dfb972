"""Somebody would like to talk about a case: one button, seen by supervisors without a word of it, marked with a day."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.models import Alert, AuditEvent
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.test_watching import DANGER
from therapist.actions import welfare
from therapist.models import Debrief

pytestmark = pytest.mark.django_db

LIST = "/staff/supervision/debriefs/"


def ask_url(person: Person) -> str:
    return f"/staff/case/{person.account_id}/debrief/"


def wish(person: Person, by: Person) -> Debrief:
    welfare.ask_to_talk(participant=person.participant, by=by.account, today=clock.today())
    return Debrief.objects.get(participant_id=person.account_id, staff_id=by.account_id, talked_on=None)


def test_the_button_stands_on_the_pages_that_show_texts(anna: Person, therese: Person) -> None:
    anna.client.post("/messages/", {"text": DANGER, "form_key": str(uuid4())})
    alert = Alert.objects.get(participant_id=anna.account_id)
    case = f"/staff/case/{anna.account_id}/"
    for page in (f"/staff/alerts/{alert.pk}/", f"{case}week/1/", f"{case}messages/"):
        assert "I would like to talk about this one" in therese.client.get(page).content.decode(), page
        assert therese.client.post(ask_url(anna), {"next": page})["Location"] == page


def test_it_is_seen_by_supervisors_without_a_word_of_the_case(anna: Person, therese: Person, stina: Person) -> None:
    for _click in range(2):
        said = therese.client.post(ask_url(anna), {"next": ""}, follow=True).content.decode()
        assert "Your supervisors see" in said
    assert Debrief.objects.count() == 1
    page = stina.client.get(LIST).content.decode()
    assert "Therese" in page
    assert anna.participant.alias in page
    assert "1 wish to talk about a case" in stina.client.get("/staff/supervision/").content.decode()
    assert desk.verbs(anna.account_id).count("debrief.asked") == 1


def test_it_can_be_asked_before_anything_is_opened(anna: Person, therese: Person) -> None:
    response = therese.client.post(ask_url(anna), {"later": "1", "next": "x"})
    assert response["Location"] == "/staff/inbox/"
    assert "case.read" not in desk.verbs(anna.account_id)


def test_a_supervisor_marks_the_day(anna: Person, therese: Person, stina: Person) -> None:
    row, today = wish(anna, therese), clock.today()
    assert stina.client.post(f"{LIST}{row.pk}/", {"day": today.isoformat()})["Location"] == LIST
    row.refresh_from_db()
    assert (row.talked_on, row.marked_by_id) == (today, stina.account_id)
    page = stina.client.get(LIST).content.decode()
    assert "Nobody waits to talk about a case." in page
    assert "marked by Stina" in page
    event = AuditEvent.objects.get(verb="debrief.talked")
    assert (event.actor, event.detail) == (str(stina.account_id), {"staff": str(therese.account_id)})
    again = stina.client.post(f"{LIST}{row.pk}/", {"day": today.isoformat()}, follow=True).content.decode()
    assert "marked before" in again
    assert AuditEvent.objects.filter(verb="debrief.talked").count() == 1


def test_after_that_it_can_be_asked_again(anna: Person, therese: Person, stina: Person) -> None:
    row = wish(anna, therese)
    welfare.talked(debrief=row, day=clock.today(), by=stina.account, today=clock.today())
    assert wish(anna, therese).pk != row.pk


@pytest.mark.parametrize("day", ["", "soon", "2001-01-01", "2099-01-01"])
def test_a_day_that_cannot_be_is_said_and_kept(day: str, anna: Person, therese: Person, stina: Person) -> None:
    row = wish(anna, therese)
    page = stina.client.post(f"{LIST}{row.pk}/", {"day": day})
    assert page.status_code == 200
    assert "Please " in page.content.decode()
    assert f'value="{day}"' in page.content.decode()
    row.refresh_from_db()
    assert row.talked_on is None


def test_it_outlives_an_erased_case(anna: Person, therese: Person, stina: Person) -> None:
    row = wish(anna, therese)
    Debrief.objects.filter(pk=row.pk).update(participant=None)
    assert "an erased case" in stina.client.get(LIST).content.decode()


def test_the_oldest_comes_first_and_the_list_goes_on(
    anna: Person, therese: Person, stina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("therapist.debriefs.PAGE", 1)
    wish(anna, therese)
    older = Debrief.objects.create(participant=None, staff=therese.account, asked_on=clock.today() - timedelta(days=3))
    page = stina.client.get(LIST)
    assert [row.id for row in page.context["page"].rows] == [older.pk]
    later = stina.client.get(LIST, {"after": page.context["page"].after})
    assert [row.alias for row in later.context["page"].rows] == [anna.participant.alias]
    assert stina.client.get(LIST, {"after": "nonsense"}).status_code == 200


def test_statements_do_not_grow_with_the_wishes(anna: Person, therese: Person, stina: Person) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as watched:
            stina.client.get(LIST)
        return len(watched)

    wish(anna, therese)
    statements()
    one = statements()
    Debrief.objects.bulk_create(Debrief(staff=therese.account, asked_on=clock.today()) for _ in range(5))
    assert statements() == one


def test_the_wish_is_for_whoever_may_read_the_case_and_the_list_for_supervisors(
    anna: Person, therese: Person, tom: Person, arne: Person, stina: Person, stranger: Client
) -> None:
    row = wish(anna, therese)
    for person in (tom, arne, anna):
        assert person.client.post(ask_url(anna)).status_code == 404
    for person in (therese, tom, arne, anna):
        assert person.client.get(LIST).status_code == 404
        assert person.client.post(f"{LIST}{row.pk}/", {"day": "x"}).status_code == 404
    for client in (stranger, therese.unverified):
        assert client.post(ask_url(anna)).status_code == 302
        assert client.get(LIST).status_code == 302
    assert therese.client.get(ask_url(anna)).status_code == 405
    assert stina.client.get(f"{LIST}{row.pk}/").status_code == 405
    assert stina.client.post(LIST).status_code == 405
    assert stina.client.post(f"{LIST}{uuid4()}/", {"day": "x"}).status_code == 404
