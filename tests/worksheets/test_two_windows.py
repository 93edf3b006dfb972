"""The same sheet open twice: both texts are shown, nothing is overwritten, and the person decides."""

from typing import Any

import pytest

from tests.people import Person
from tests.worksheets.pages import form_of, soup, words

pytestmark = pytest.mark.slow


@pytest.fixture
def conflict(anna: Person, url: str) -> Any:
    """Both windows were opened empty; the first has saved, now the second saves."""
    first, second = form_of(anna.client.get(url)), form_of(anna.client.get(url))
    anna.client.post(url, first | {"q-before_it": "In the first", "q-mood": "4", "do": "save"})
    return anna.client.post(url, second | {"q-before_it": "In the second", "q-hardest": "Only here", "do": "read"})


def test_both_texts_are_on_the_page(conflict: Any) -> None:
    assert conflict.status_code == 409
    assert "You have written in two windows" in words(conflict)
    assert form_of(conflict)["q-before_it"] == "In the second"
    block = soup(conflict).select_one("#question-before_it .others")
    assert block is not None
    assert "In the first" in block.get_text()


def test_a_box_that_was_empty_here_takes_what_was_saved_there(conflict: Any) -> None:
    fields = form_of(conflict)
    assert fields["q-mood"] == "4"
    assert fields["q-hardest"] == "Only here"
    assert soup(conflict).select_one("#question-mood .others") is None


def test_nothing_was_overwritten(anna: Person, url: str, conflict: Any) -> None:
    assert form_of(anna.client.get(url))["q-before_it"] == "In the first"


def test_saving_now_keeps_the_choice_and_the_other_words_stay_at_hand(anna: Person, url: str, conflict: Any) -> None:
    saved = anna.client.post(url, form_of(conflict) | {"do": "save"})
    assert saved.status_code == 302
    page = anna.client.get(url)
    assert form_of(page)["q-before_it"] == "In the second"
    kept = soup(page).select_one("details.more")
    assert kept is not None
    assert "In the first" in kept.get_text()
    assert "In the second" not in kept.get_text()


def test_the_words_kept_go_when_the_sheet_is_sent(anna: Person, url: str, conflict: Any) -> None:
    anna.client.post(url, form_of(conflict) | {"do": "save"})
    review = anna.client.get(f"{url}review/")
    anna.client.post(f"{url}send/", form_of(review, "main form"))
    anna.client.post(f"{url}correct/")
    assert "Words kept aside" not in words(anna.client.get(url))


def test_the_first_window_meets_the_second_one_too(anna: Person, url: str, conflict: Any) -> None:
    anna.client.post(url, form_of(conflict) | {"do": "save"})
    stale = form_of(conflict) | {"base": "1", "form_key": "00000000-0000-4000-8000-000000000001"}
    again = anna.client.post(url, stale | {"q-before_it": "In the first, longer", "do": "save"})
    assert again.status_code == 409
    assert "In the second" in words(again)
