"""The letter screen, as it is read: the worksheet beside the letter, earlier weeks one click away."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program.actions import own_desk
from tests import people
from tests.people import Person
from tests.therapist import desk

ANSWER = "A quiet evening"


def page(person: Person, url: str) -> str:
    return person.client.get(url).content.decode()


def test_it_shows_the_answers_and_an_empty_letter(anna: Person, therese: Person) -> None:
    shown = page(therese, desk.letter_url(anna))
    assert ANSWER in shown
    assert "Your letter" in shown
    assert "Most letters have 150 to 300 words." in shown
    assert "Late since" in shown or "In " in shown or "Tomorrow" in shown or "Today" in shown


def test_it_shows_the_draft_with_its_words_counted(anna: Person, therese: Person) -> None:
    desk.save(anna, therese)
    shown = page(therese, desk.letter_url(anna))
    assert "thank you for the quiet evening" in shown
    assert f">{len(desk.TEXT.split())}</b> words of your own so far." in " ".join(shown.split())


def test_a_week_without_a_worksheet_can_be_written_about(anna: Person, therese: Person) -> None:
    assert "No worksheet has come in for this week." in page(therese, desk.letter_url(anna, 2))


def test_earlier_weeks_stand_on_the_page(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, "The letter of the first week.")
    shown = page(therese, desk.letter_url(anna, 2))
    assert "The letter of the first week." in shown
    assert ANSWER in shown


def test_a_sent_letter_is_shown_and_not_written_again(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    shown = page(therese, desk.letter_url(anna))
    assert "thank you for the quiet evening" in shown
    assert "<textarea" not in shown


def test_a_corrected_worksheet_is_shown_with_its_number_and_asks_for_a_letter(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    desk.correct_worksheet(anna)
    shown = page(therese, desk.letter_url(anna))
    assert "Version 2, sent on" in shown
    assert "I have thought about it again." in shown
    assert "The worksheet before the correction (version 1)" in shown
    assert "<textarea" in shown


def test_what_somebody_typed_is_never_a_link(anna: Person, therese: Person) -> None:
    own_desk.set_hard_notice(account=therese.account, wanted=False)
    onion = "abcdefghijklmnop.onion"
    desk.correct_worksheet(anna, words=f"It was https://example.org/page and {onion}/x")
    shown = page(therese, desk.letter_url(anna))
    assert "https://example.org/page" in shown
    assert 'href="https://' not in shown
    assert onion not in shown


def test_markup_somebody_typed_is_text(anna: Person, therese: Person) -> None:
    desk.correct_worksheet(anna, words="<script>alert(1)</script>")
    shown = page(therese, desk.letter_url(anna))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


def test_a_draft_of_the_participant_is_not_shown(anna: Person, therese: Person) -> None:
    desk.begin_worksheet(anna, 2, "Nobody has been sent this yet.")
    shown = page(therese, desk.letter_url(anna, 2))
    assert "Nobody has been sent this yet." not in shown
    assert "No worksheet has come in" in shown


def test_reading_it_is_written_down_with_its_week(anna: Person, therese: Person) -> None:
    page(therese, desk.letter_url(anna))
    assert desk.verbs(anna.account_id)[-1] == "case.read"


@pytest.mark.parametrize("week", [3, 9, 0, 99])
def test_a_week_that_has_not_opened_does_not_exist(week: int, anna: Person, therese: Person) -> None:
    assert therese.client.get(desk.letter_url(anna, week)).status_code == 404


@pytest.mark.parametrize("who", ["tom", "stina", "arne", "olle"])
def test_it_does_not_exist_for_others(who: str, anna: Person, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(desk.letter_url(anna)).status_code == 404
    assert client.post(desk.letter_url(anna), {"text": "x"}).status_code == 404
    assert not desk.stored("x" * 99)


def test_it_is_closed_to_strangers_and_passwords_alone(anna: Person, therese: Person, stranger: Client) -> None:
    assert stranger.get(desk.letter_url(anna)).status_code == 302
    assert therese.unverified.get(desk.letter_url(anna)).status_code == 302


def test_it_refuses_other_methods(anna: Person, therese: Person) -> None:
    assert therese.client.put(desk.letter_url(anna)).status_code == 405


def test_queries_do_not_grow_with_weeks_and_letters(anna: Person, therese: Person) -> None:
    def queries(week: int) -> int:
        therese.client.get(desk.letter_url(anna, week))
        with CaptureQueriesContext(connection) as captured:
            assert therese.client.get(desk.letter_url(anna, week)).status_code == 200
        return len(captured)

    before = queries(2)
    desk.send(anna, therese)
    people.send_worksheet(anna, 2)
    desk.correct_worksheet(anna)
    desk.save(anna, therese, week=2)
    assert queries(2) <= before + 1
    assert before <= 19


def test_a_rescued_text_comes_back_into_its_box(anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text="Words written while the session ended.", do="save")
    away = Client()
    assert away.post(url, fields).status_code == 302
    kept = therese.account.rescued_texts.get()
    assert "Words written while the session ended." in page(therese, f"{url}?rescued={kept.pk}")
    assert "Words written" not in page(therese, f"{url}?rescued={uuid4()}")
    assert not desk.stored("Words written")
