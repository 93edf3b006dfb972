"""One's own safety plan by itself, a step from the help page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people import Person
from tests.worksheets.pages import soup, words
from worksheets.models import Response

pytestmark = pytest.mark.django_db
PLAN = "/help/plan/"


def test_it_holds_their_own_words_and_nothing_else_of_the_sheet(anna: Person) -> None:
    said = words(anna.client.get(PLAN))
    assert said.startswith("My safety plan This is what you wrote down for a hard moment.")
    assert "Where can you go when you should not be alone? A quiet evening" in said
    assert "Evenings are hard" not in said


def test_without_one_it_says_what_it_is_and_where_it_can_be_written(anna: Person, sol: Person) -> None:
    Response.objects.filter(participant=anna.account_id).delete()
    page = anna.client.get(PLAN)
    assert "You have not written one yet." in words(page)
    assert soup(page).select('main a[href="/week/1/worksheet/"]')
    page = sol.client.get(PLAN)
    assert "You have not written one yet." in words(page)
    assert not soup(page).select('main a[href="/week/1/worksheet/"]')


def test_nobody_sees_anothers(anna: Person, sol: Person) -> None:
    assert "A quiet evening" not in words(sol.client.get(PLAN))


def test_strangers_sign_in_staff_find_nothing_and_nothing_is_posted(
    anna: Person, therese: Person, stranger: Client
) -> None:
    assert stranger.get(PLAN)["Location"].startswith("/sign-in/")
    assert therese.client.get(PLAN).status_code == 404
    assert anna.client.post(PLAN).status_code == 405


def test_two_statements_beside_the_account(anna: Person) -> None:
    anna.client.get(PLAN)
    with CaptureQueriesContext(connection) as bare:
        anna.client.get("/signed-out/")
    with CaptureQueriesContext(connection) as captured:
        anna.client.get(PLAN)
    assert len(captured) - len(bare) == 2
