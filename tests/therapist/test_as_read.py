"""The participant's page, looked at before the letter goes: the same parts, the work name below, nothing sent."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program.models import Program
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import soup, words
from therapist.models import Letter, LetterState


def as_read_url(person: Person, week: int = 1) -> str:
    return f"{desk.letter_url(person, week)}as-read/"


@pytest.mark.parametrize("query", ["", "?phone"])
def test_it_is_what_the_participant_will_see(query: str, anna: Person, therese: Person) -> None:
    desk.save(anna, therese, "Dear you.\n\n> A quiet evening\n\nWell done.")
    before = soup(therese.client.get(as_read_url(anna) + query)).select_one(".beside")
    desk.send(anna, therese, "Dear you.\n\n> A quiet evening\n\nWell done.")
    after = soup(anna.client.get("/week/1/letter/")).select_one(".beside")
    assert before is not None
    assert str(before) == str(after)
    assert "Therese" in before.get_text()


def test_looking_sends_nothing_and_is_written_down(anna: Person, therese: Person) -> None:
    desk.save(anna, therese)
    therese.client.get(as_read_url(anna))
    assert Letter.objects.get().state == LetterState.DRAFT
    assert desk.verbs(anna.account_id)[-1] == "case.read"


def test_it_is_signed_by_whoever_would_send_it(anna: Person, therese: Person, tom: Person) -> None:
    desk.save(anna, tom)
    signed = soup(therese.client.get(as_read_url(anna))).select_one(".letter-signed")
    assert signed is not None
    assert signed.get_text(strip=True) == "Therese"


def test_a_letter_on_its_way_can_be_looked_at(anna: Person, therese: Person) -> None:
    Program.objects.update(undo_seconds=600)
    url = desk.letter_url(anna)
    therese.client.post(url, desk.form(therese.client, url, text="Dear you.", step="One.", do="send"))
    assert "Dear you." in words(therese.client.get(as_read_url(anna)))


def test_the_preview_leads_there(anna: Person, therese: Person) -> None:
    desk.save(anna, therese)
    assert as_read_url(anna) in therese.client.get(f"{desk.letter_url(anna)}?preview=1").content.decode()


@pytest.mark.parametrize("week", [1, 2, 3, 99])
def test_without_a_letter_being_written_there_is_no_such_page(week: int, anna: Person, therese: Person) -> None:
    assert therese.client.get(as_read_url(anna, week)).status_code == 404


@pytest.mark.parametrize("who", ["tom", "stina", "arne", "olle", "anna", "sol"])
def test_it_does_not_exist_for_others(who: str, anna: Person, therese: Person, request: pytest.FixtureRequest) -> None:
    desk.save(anna, therese)
    assert request.getfixturevalue(who).client.get(as_read_url(anna)).status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(anna: Person, therese: Person, stranger: Client) -> None:
    assert stranger.get(as_read_url(anna)).status_code == 302
    assert therese.unverified.get(as_read_url(anna)).status_code == 302


def test_it_refuses_other_methods(anna: Person, therese: Person) -> None:
    assert therese.client.post(as_read_url(anna)).status_code == 405


def test_its_queries_are_few(anna: Person, therese: Person) -> None:
    desk.save(anna, therese)
    therese.client.get(as_read_url(anna))
    with CaptureQueriesContext(connection) as captured:
        therese.client.get(as_read_url(anna))
    assert len(captured) <= 16
