"""The sheet while it is being written."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.people import Person
from tests.worksheets.pages import form_of, soup, words
from tests.worksheets.sample import ANSWERS, QUESTIONS
from worksheets.answer_form import as_posted
from worksheets.contents import unseal
from worksheets.models import Response

FILLED: dict[str, list[str]] = dict(as_posted(QUESTIONS, ANSWERS).lists())


def stored(anna: Person) -> dict[str, object]:
    return dict(unseal(anna.case_key, Response.objects.get(participant_id=anna.account_id, week=2)).answers)


def test_it_asks_every_question_and_marks_the_core_one(anna: Person, url: str) -> None:
    response = anna.client.get(url)
    text = words(response)
    for question in QUESTIONS:
        assert question["label"] in text
    assert len(soup(response).select(".field-core")) == 1
    assert "nobody reads this until you send it" in text
    assert soup(response).select_one(".ending") is not None
    assert soup(response).title is not None
    assert "Worksheet 2" in str(soup(response).title)


def test_it_saves_every_kind_and_shows_it_again(anna: Person, url: str, form: dict[str, str]) -> None:
    response = anna.client.post(url, FILLED | form)
    assert response.status_code == 302
    assert response["Location"] == f"{url}?saved=1"
    assert stored(anna) == ANSWERS
    again = form_of(anna.client.get(response["Location"]))
    for name, values in FILLED.items():
        assert again.get(name, "") == (values if len(values) > 1 else values[0])
    assert again["base"] == "1"


def test_saving_again_from_the_page_that_came_back(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, FILLED | form)
    page = form_of(anna.client.get(url))
    response = anna.client.post(url, page | {"q-before_it": "Changed", "do": "save"})
    assert response.status_code == 302
    assert stored(anna) == ANSWERS | {"before_it": "Changed"}


def test_reading_it_through_leads_to_the_review(anna: Person, url: str, form: dict[str, str]) -> None:
    response = anna.client.post(url, FILLED | form | {"do": "read"})
    assert response["Location"] == reverse("worksheets:review", args=[2])


def test_what_cannot_be_read_is_kept_and_shown_with_kind_words(anna: Person, url: str, form: dict[str, str]) -> None:
    response = anna.client.post(url, form | {"q-how_many": "about five", "q-look_back": "next Monday", "do": "read"})
    assert response["Location"] == f"{url}?saved=1"
    page = anna.client.get(response["Location"])
    assert form_of(page)["q-how_many"] == "about five"
    assert form_of(page)["q-look_back"] == "next Monday"
    assert "Nothing is lost. Please look at this again" in words(page)
    assert "Please write a number from 0 to 200, or leave this empty." in words(page)


def test_a_row_can_be_added_without_scripts(anna: Person, url: str, form: dict[str, str]) -> None:
    response = anna.client.post(url, form | {"q-goals-0-goal": "Sleep", "do": "add-row-goals"})
    assert urlsplit(response["Location"]).fragment == "question-goals-3"
    page = anna.client.get(response["Location"])
    assert soup(page).select_one("#question-goals-3") is not None
    assert "q-goals-2-goal" in form_of(page)
    assert form_of(page)["q-goals-0-goal"] == "Sleep"


def test_rows_end_at_their_most(anna: Person, url: str, form: dict[str, str]) -> None:
    full = {f"q-goals-{row}-goal": "x" for row in range(4)}
    response = anna.client.post(url, form | full | {"do": "add-row-goals"})
    page = anna.client.get(response["Location"])
    assert "q-goals-3-goal" in form_of(page)
    assert "q-goals-4-goal" not in form_of(page)
    assert soup(page).select_one("[value=add-row-goals]") is None


@pytest.mark.parametrize("do", ["add-row-", "add-row-nothing", "add-row-before_it", "anything"])
def test_an_unknown_button_saves(anna: Person, url: str, form: dict[str, str], do: str) -> None:
    response = anna.client.post(url, form | {"q-before_it": "Kept", "do": do})
    assert response.status_code == 302
    assert stored(anna)["before_it"] == "Kept"


@pytest.mark.parametrize("query", ["?more=goals&rows=x", "?more=&rows=99999999999", "?rows=-1", "?rescued=x"])
def test_an_odd_address_is_answered(anna: Person, url: str, query: str) -> None:
    assert anna.client.get(url + query).status_code == 200


def test_something_carried_forward_begins_with_what_was_sent(anna: Person, url: str) -> None:
    page = anna.client.get(url)
    assert form_of(page)["q-again"] == "A quiet evening"
    assert "This begins with what you wrote in week 1." in words(page)


def test_a_text_that_was_emptied_stays_empty(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, form | {"q-again": ""})
    assert form_of(anna.client.get(url))["q-again"] == ""


def test_a_choice_can_be_taken_back_once_it_was_made(anna: Person, url: str, form: dict[str, str]) -> None:
    assert not soup(anna.client.get(url)).select("[name=q-mood][value='']")
    anna.client.post(url, form | {"q-mood": "4"})
    assert len(soup(anna.client.get(url)).select("[name=q-mood][value='']")) == 1
    anna.client.post(url, form | {"q-mood": "", "base": "1"})
    assert stored(anna)["mood"] is None


def test_what_people_type_is_never_markup(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, form | {"q-before_it": "</textarea><b id=planted>https://example.org</b>"})
    page = soup(anna.client.get(url))
    assert page.find(id="planted") is None
    assert not page.find_all("a", href=lambda href: href and "example.org" in href)


def test_a_save_costs_at_most_eight_queries(
    anna: Person, url: str, form: dict[str, str], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    anna.client.get(url)
    with django_assert_max_num_queries(8):
        anna.client.post(url, FILLED | form)
    with django_assert_max_num_queries(8):
        anna.client.post(url, FILLED | form | {"base": "1", "q-before_it": "Changed"})


def test_the_page_costs_a_fixed_number_of_queries(
    anna: Person, url: str, form: dict[str, str], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    anna.client.post(url, FILLED | form)
    with django_assert_max_num_queries(8):
        anna.client.get(url)


def test_a_sheet_that_was_sent_shows_its_copy(anna: Person) -> None:
    response = anna.client.get(reverse("worksheets:fill", args=[1]))
    assert response["Location"] == reverse("worksheets:sent", args=[1])


@pytest.mark.parametrize("week", [3, 9, 10, 0])
def test_a_week_that_is_not_open_does_not_exist(anna: Person, week: int) -> None:
    address = reverse("worksheets:fill", args=[week])
    assert anna.client.get(address).status_code == 404
    assert anna.client.post(address, {"q-before_it": "x"}).status_code == 404


def test_somebody_who_has_not_begun_finds_nothing(sol: Person) -> None:
    assert sol.client.get(reverse("worksheets:fill", args=[1])).status_code == 404


def test_staff_find_nothing(therese: Person, url: str) -> None:
    assert therese.client.get(url).status_code == 404


def test_a_stranger_signs_in_first(stranger: Client, url: str) -> None:
    response = stranger.get(url)
    assert response.status_code == 302
    assert urlsplit(response["Location"]).path == reverse("program:sign-in")
    assert "next" in parse_qs(urlsplit(response["Location"]).query)


def test_other_methods_are_refused(anna: Person, url: str) -> None:
    assert anna.client.delete(url).status_code == 405
