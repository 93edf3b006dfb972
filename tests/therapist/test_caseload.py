"""The caseload: everybody whose case this member of staff may read, and who waits for whom."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import weeks
from program.models import Program
from tests import people
from tests.people import Person
from tests.therapist import crowd, desk
from therapist import paging

CASELOAD = "/staff/caseload/"


def page(person: Person) -> str:
    return person.client.get(CASELOAD).content.decode()


def test_it_shows_week_state_and_what_is_owed(anna: Person, therese: Person) -> None:
    shown = page(therese)
    assert anna.participant.alias in shown
    assert "Active" in shown
    assert "Your letter, week 1" in shown


def test_it_says_what_is_theirs_to_do(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    assert "Their worksheet of week 2" in page(therese)


def test_it_says_who_waits_for_an_answer(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    desk.ask(anna)
    assert "Your answer to a message" in page(therese)


def test_it_says_who_has_not_begun_or_paused(anna: Person, therese: Person, tom: Person, sol: Person) -> None:
    assert "not begun yet" in page(tom)
    desk.send(anna, therese)
    weeks.pause(journey=anna.journey, by=anna.account_id)
    assert "Paused" in page(therese)
    assert "Nothing to do now" in page(therese)


def test_it_shows_own_cases_only(anna: Person, sol: Person, therese: Person, tom: Person) -> None:
    assert sol.participant.alias not in page(therese)
    assert anna.participant.alias not in page(tom)


def test_an_empty_one_is_kind(therese: Person) -> None:
    assert "No cases here." in page(therese)


@pytest.mark.parametrize("who", ["arne", "olle"])
def test_it_does_not_exist_for_those_who_never_read(who: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).client.get(CASELOAD).status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(therese: Person, stranger: Client) -> None:
    assert stranger.get(CASELOAD).status_code == 302
    assert therese.unverified.get(CASELOAD).status_code == 302


def test_it_refuses_post(therese: Person) -> None:
    assert therese.client.post(CASELOAD).status_code == 405


@pytest.mark.parametrize("number", [10, 500])
def test_queries_stay_few_and_open_no_text(number: int, therese: Person, programme: Program) -> None:
    crowd.waiting_for(therese.account_id, number, programme, today=clock.today())
    client = therese.client
    client.get(CASELOAD)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(CASELOAD)
    assert len(response.context["page"].rows) == min(number, paging.PAGE)
    assert len(captured) <= 9
    assert not [query for query in captured.captured_queries if '"body"' in query["sql"] or "OFFSET" in query["sql"]]


def test_a_case_is_open_to_cover_too(anna: Person, tom: Person) -> None:
    with people.days_ago(1):
        crowd.grant([anna.participant], tom.account_id, first_day=clock.today(), kind="cover")
    assert anna.participant.alias in page(tom)
