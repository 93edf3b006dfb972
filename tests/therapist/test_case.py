"""One case at a glance: days and states, no text."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.people import Person
from tests.therapist import desk


def case_url(person: Person) -> str:
    return f"/staff/case/{person.account_id}/"


def test_it_shows_the_weeks_with_what_was_sent(anna: Person, therese: Person) -> None:
    desk.save(anna, therese)
    page = therese.client.get(case_url(anna)).content.decode()
    assert anna.participant.alias in page
    assert desk.letter_url(anna, 1) in page
    assert desk.letter_url(anna, 2) in page
    assert desk.letter_url(anna, 3) not in page
    assert "begun by Therese" in page
    assert "Not sent yet" in page


def test_it_shows_versions_letters_and_new_messages(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    desk.correct_worksheet(anna)
    desk.ask(anna)
    page = therese.client.get(case_url(anna)).content.decode()
    assert "(version 2)" in page
    assert "Messages (new)" in page
    assert desk.TEXT[:8] not in page


def test_a_case_that_has_not_begun_says_so(sol: Person, tom: Person) -> None:
    page = tom.client.get(case_url(sol)).content.decode()
    assert "Has not begun yet." in page
    assert "Nothing has come in yet." in page


def test_reading_it_is_written_down(anna: Person, therese: Person) -> None:
    therese.client.get(case_url(anna))
    assert desk.verbs(anna.account_id)[-1] == "case.read"


@pytest.mark.parametrize("who", ["tom", "stina", "arne", "olle"])
def test_it_does_not_exist_for_others(who: str, anna: Person, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).client.get(case_url(anna)).status_code == 404
    assert "case.read" not in desk.verbs(anna.account_id)


def test_a_case_that_is_none_is_not_found(therese: Person) -> None:
    assert therese.client.get(f"/staff/case/{uuid4()}/").status_code == 404
    assert therese.client.get("/staff/case/anna/").status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone(anna: Person, therese: Person, stranger: Client) -> None:
    assert stranger.get(case_url(anna)).status_code == 302
    assert therese.unverified.get(case_url(anna)).status_code == 302


def test_it_refuses_post(anna: Person, therese: Person) -> None:
    assert therese.client.post(case_url(anna)).status_code == 405
