"""A row is taken out without scripts; what stood in it is kept aside until the sheet is sent."""

from urllib.parse import urlsplit

import pytest

from tests.people import Person
from tests.worksheets.pages import form_of, soup, words
from worksheets.contents import unseal
from worksheets.models import Response, StaleCopy

GOALS = {f"q-goals-{row}-goal": text for row, text in enumerate(("Sleep", "Walk", "Ring my sister"))}


def goals(anna: Person) -> list[str]:
    row = Response.objects.get(participant_id=anna.account_id, week=2)
    return [goal["goal"] for goal in unseal(anna.case_key, row).answers["goals"]]


def test_a_row_is_taken_out_and_kept_aside(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, form | GOALS)
    page = anna.client.get(url)
    assert "Take this out" in words(page)
    response = anna.client.post(url, form_of(page) | {"do": "drop-row-goals-1"})
    assert urlsplit(response["Location"]).fragment == "question-goals"
    assert goals(anna) == ["Sleep", "Ring my sister"]
    page = anna.client.get(response["Location"])
    assert "What stood there is kept at the end of this page" in words(page)
    kept = soup(page).select_one("details.more .answers")
    assert kept is not None
    assert "Walk" in kept.get_text()


def test_an_empty_row_leaves_nothing_behind(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, form | GOALS | {"q-goals-3-goal": "", "do": "drop-row-goals-3"})
    assert goals(anna) == ["Sleep", "Walk", "Ring my sister"]
    assert not StaleCopy.objects.exists()


def test_pressed_twice_it_is_kept_once(anna: Person, url: str, form: dict[str, str]) -> None:
    for _ in range(2):
        anna.client.post(url, form | GOALS | {"do": "drop-row-goals-0"})
    assert goals(anna) == ["Walk", "Ring my sister"]
    assert StaleCopy.objects.count() == 1


def test_other_answers_are_saved_with_it(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, form | GOALS | {"q-before_it": "Rain", "do": "drop-row-goals-0"})
    row = Response.objects.get(participant_id=anna.account_id, week=2)
    assert unseal(anna.case_key, row).answers["before_it"] == "Rain"


@pytest.mark.parametrize(
    "do", ["drop-row-", "drop-row-goals", "drop-row-goals-x", "drop-row-nothing-1", "drop-row-before_it-0"]
)
def test_an_odd_button_saves_and_takes_nothing_out(anna: Person, url: str, form: dict[str, str], do: str) -> None:
    assert anna.client.post(url, form | GOALS | {"do": do}).status_code == 302
    assert goals(anna) == ["Sleep", "Walk", "Ring my sister"]
