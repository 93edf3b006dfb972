"""Words whose session was gone come back as unsaved ones, beside what is saved."""

from uuid import uuid4

import pytest
from django.test import Client

from program.models import RescuedText
from tests.people import Person
from tests.worksheets.pages import form_of, soup, words
from worksheets.models import Response

pytestmark = pytest.mark.slow


@pytest.fixture
def rescued(anna: Person, url: str) -> str:
    """Anna's session ended while she wrote; she signed in again and follows the link."""
    page = form_of(anna.client.get(url))
    Client().post(url, page | {"q-before_it": "Typed too late", "q-goals-0-goal": "Sleep", "do": "save"})
    return f"{url}?rescued={RescuedText.objects.get().pk}"


def test_they_are_shown_and_not_saved(anna: Person, rescued: str) -> None:
    page = anna.client.get(rescued)
    assert "It is not saved yet" in words(page)
    assert form_of(page)["q-before_it"] == "Typed too late"
    assert form_of(page)["q-goals-0-goal"] == "Sleep"
    assert not Response.objects.filter(participant_id=anna.account_id, week=2).exists()


def test_saving_them_makes_the_draft(anna: Person, url: str, rescued: str) -> None:
    anna.client.post(url, form_of(anna.client.get(rescued)) | {"do": "save"})
    assert form_of(anna.client.get(url))["q-before_it"] == "Typed too late"


def test_what_is_saved_stands_beside_them(anna: Person, url: str, rescued: str) -> None:
    fields = {"q-before_it": "Saved", "q-mood": "4", "base": "0", "form_key": str(uuid4())}
    anna.client.post(url, fields)
    page = anna.client.get(rescued)
    other = soup(page).select_one("#question-before_it .others")
    assert other is not None
    assert "Saved" in other.get_text()
    assert form_of(page)["q-mood"] == "4"
    assert anna.client.post(url, form_of(page) | {"do": "save"}).status_code == 302


def test_they_are_nobody_elses(sol: Person, rescued: str) -> None:
    assert sol.client.get(rescued).status_code == 404


def test_an_unknown_one_changes_nothing(anna: Person, url: str) -> None:
    page = anna.client.get(f"{url}?rescued={uuid4()}")
    assert page.status_code == 200
    assert "not saved yet" not in words(page)
