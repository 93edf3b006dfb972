"""One's own safety plan by itself, a step from the help page."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people import Person
from tests.program.alerts import alert_of
from tests.worksheets.pages import form_of, soup, words
from worksheets.models import Response, SafetyPlan

pytestmark = pytest.mark.django_db
PLAN = "/help/plan/"
WRITE = "/help/plan/write/"


def save(person: Person, **answers: str) -> Any:
    fields = form_of(person.client.get(WRITE), "form.worksheet")
    given = {f"q-{name}": text for name, text in answers.items()}
    return person.client.post(WRITE, fields | given | {"do": "save"})


def test_it_holds_the_worksheets_words_until_there_are_own_ones(anna: Person) -> None:
    said = words(anna.client.get(PLAN))
    assert said.startswith("My safety plan This is what you wrote down for a hard moment.")
    assert "Where can you go when you should not be alone? A quiet evening" in said
    assert "Evenings are hard" not in said
    save(anna, signs="I stop answering", helps="Put the light on", people="", places="")
    said = words(anna.client.get(PLAN))
    assert "How do I notice that it is getting hard? I stop answering" in said
    assert "A quiet evening" not in said


def test_without_one_it_says_what_it_is_and_where_it_is_written(anna: Person, sol: Person) -> None:
    Response.objects.filter(participant=anna.account_id).delete()
    for person in (anna, sol):
        page = person.client.get(PLAN)
        assert "You have not written one yet." in words(page)
        assert soup(page).select(f'main a[href="{WRITE}"]')


def test_it_is_on_the_help_page_and_after_an_answer_of_danger(anna: Person) -> None:
    save(anna, signs="I stop answering")
    assert soup(anna.client.get("/help/")).select(f'main a[href="{PLAN}"]')
    assert "I stop answering" in words(anna.client.get("/help/"))
    assert "I stop answering" in words(anna.client.get(f"/help/next/{alert_of(anna).pk}/"))


def test_the_help_page_stands_without_it(anna: Person, therese: Person, stranger: Client) -> None:
    save(anna, signs="I stop answering")
    anna.client.cookies.pop(settings.VAULT_COOKIE)
    for client in (anna.client, therese.client, stranger):
        page = client.get("/help/")
        assert page.status_code == 200
        assert len(soup(page).select("details.door")) == 4
        assert not soup(page).select(f'a[href="{PLAN}"]')


def test_nobody_sees_anothers(anna: Person, sol: Person) -> None:
    save(anna, signs="I stop answering")
    for path in (PLAN, WRITE):
        page = words(sol.client.get(path))
        assert "I stop answering" not in page
        assert "A quiet evening" not in page


@pytest.mark.parametrize("path", [PLAN, WRITE])
def test_strangers_sign_in_and_staff_find_nothing(path: str, anna: Person, therese: Person, stranger: Client) -> None:
    assert stranger.get(path)["Location"].startswith("/sign-in/")
    assert therese.client.get(path).status_code == 404
    assert therese.client.post(path).status_code == 404
    assert SafetyPlan.objects.count() == 0


def test_wrong_methods(anna: Person) -> None:
    assert anna.client.post(PLAN).status_code == 405
    assert anna.client.put(WRITE).status_code == 405


@pytest.mark.parametrize("path", [PLAN, WRITE])
def test_three_statements_beside_the_account(path: str, anna: Person) -> None:
    anna.client.get(path)
    with CaptureQueriesContext(connection) as bare:
        anna.client.get("/signed-out/")
    with CaptureQueriesContext(connection) as captured:
        anna.client.get(path)
    assert len(captured) - len(bare) == 3
