"""The caseload: everybody whose case this member of staff may read, and who waits for whom."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions import weeks
from program.models import Account, Program
from tests import people
from tests.people import Person
from tests.therapist import crowd, desk, late
from tests.worksheets.pages import soup
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
    assert len(captured) <= 11
    assert not [query for query in captured.captured_queries if '"body"' in query["sql"] or "OFFSET" in query["sql"]]


def test_a_case_is_open_to_cover_too(anna: Person, tom: Person) -> None:
    with people.days_ago(1):
        crowd.grant([anna.participant], tom.account_id, first_day=clock.today(), kind="cover")
    assert anna.participant.alias in page(tom)


def test_it_says_when_somebody_was_last_here(anna: Person, therese: Person) -> None:
    assert "6 days ago" in page(therese)
    weeks.seen(participant_id=anna.account_id, today=clock.today())
    assert "6 days ago" not in page(therese)


def test_it_shows_the_newest_totals_and_how_they_moved(anna: Person, therese: Person) -> None:
    late.score(anna, "baseline", 0, 9, days=8)
    assert "GAD-7 9" in words(therese)
    late.score(anna, "weekly", 2, 15, days=1)
    assert "GAD-7 15 (+6)" in words(therese)
    assert "clearly worse" in words(therese)
    late.score(anna, "weekly", 3, 7, days=0)
    assert "GAD-7 7 (\u22122)" in words(therese)
    assert "clearly worse" not in words(therese)


def words(person: Person) -> str:
    return " ".join(soup(person.client.get(CASELOAD)).get_text(" ").split())


def test_no_more_than_two_measures_stand_in_a_row(anna: Person, therese: Person) -> None:
    for place, name in enumerate(("phq_9", "gad_7", "gad_2")):
        late.score(anna, "baseline", 0, 4, days=8 - place, instrument=name)
    assert "PHQ-9" not in words(therese)
    assert "GAD-7 4" in words(therese)
    assert "GAD-2 4" in words(therese)


def test_it_says_how_much_is_carried_and_when_it_is_too_much(anna: Person, therese: Person, stina: Person) -> None:
    assert "You carry 1 of 30 cases." in words(therese)
    Account.objects.filter(pk=therese.account_id).update(capacity=0)
    assert "You carry 1 of 0 cases: more than agreed." in words(therese)
    assert "You carry" not in words(stina)
