"""Reading it through before sending."""

from django.test import Client
from django.urls import reverse

from tests.people import Person
from tests.worksheets.pages import soup, words
from tests.worksheets.test_fill import FILLED


def test_it_shows_every_answer_and_the_button_that_sends(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, FILLED | form)
    page = anna.client.get(f"{url}review/")
    text = words(page)
    for said in ("A cold reply from my brother", "3 urges", "21 March 2027", "4 out of 10", "I went away", "6.5"):
        assert said in text
    assert "Nobody has read this yet." in text
    assert soup(page).select_one(f"form[action='{url}send/'] button") is not None
    assert "is still empty" not in text


def test_it_says_when_the_core_question_is_empty(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, form | {"q-before_it": "x"})
    assert "The question that helps your therapist most is still empty." in words(anna.client.get(f"{url}review/"))


def test_it_does_not_send_what_cannot_be_read(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, form | {"q-how_many": "about five"})
    page = anna.client.get(f"{url}review/")
    assert "about five" in words(page)
    assert "Please write a number" in words(page)
    assert "Send it" not in words(page)


def test_without_a_draft_there_is_nothing_to_read(anna: Person, url: str) -> None:
    assert anna.client.get(f"{url}review/")["Location"] == url


def test_others_are_kept_out(anna: Person, sol: Person, stranger: Client, url: str) -> None:
    assert sol.client.get(f"{url}review/").status_code == 404
    assert stranger.get(f"{url}review/").status_code == 302
    assert anna.client.get(reverse("worksheets:review", args=[3])).status_code == 404
    assert anna.client.post(f"{url}review/").status_code == 405
