"""Where somebody is signed in: read from the sessions, told by the day, and ended one by one or all at once."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from program.models import AuditEvent
from tests.people import Person
from tests.program.test_sign_in import renew
from tests.worksheets.pages import form_of, soup

pytestmark = pytest.mark.django_db
PAGE = "/account/devices/"


def another_device(person: Person) -> Client:
    client = Client()
    client.post("/sign-in/", {"name": person.name, "passphrase": person.secret})
    client.get("/home/")
    return client


def shown(client: Client) -> list[str]:
    return [" ".join(item.get_text(" ").split()) for item in soup(client.get(PAGE)).select(".way")]


def test_this_device_stands_first_and_only_days_are_told(anna: Person, sol: Person) -> None:
    another_device(anna)
    another_device(sol)
    lines = shown(anna.client)
    assert len(lines) == 2
    assert lines[0].startswith("This device Signed in on")
    assert lines[1].startswith("Another device Signed in on")
    main = soup(anna.client.get(PAGE)).select_one("main")
    assert main is not None
    assert ":" not in main.get_text().replace("else: not", ""), "An hour is told."
    assert str(anna.client.session.session_key) not in str(main)


def test_it_is_for_its_owner_only(anna: Person, therese: Person, stranger: Client) -> None:
    assert therese.client.get(PAGE).status_code == 404
    assert stranger.get(PAGE)["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("path", ["sign-out/", "sign-out-everywhere/"])
def test_a_link_signs_nobody_out(path: str, anna: Person) -> None:
    assert anna.client.get(PAGE + path).status_code == 405


def test_one_device_is_signed_out_and_the_others_stay(anna: Person) -> None:
    other, third = another_device(anna), another_device(anna)
    number = form_of(other.get(PAGE), "main form")["number"]
    for _ in range(2):
        assert anna.client.post(f"{PAGE}sign-out/", {"number": number})["Location"] == PAGE
    assert other.get("/home/").status_code == 302
    assert third.get("/home/").status_code == anna.client.get("/home/").status_code == 200
    assert AuditEvent.objects.filter(verb="device.signed-out").count() == 1


def test_this_device_is_signed_out_as_ever(anna: Person) -> None:
    number = form_of(anna.client.get(PAGE), "main form")["number"]
    response = anna.client.post(f"{PAGE}sign-out/", {"number": number})
    assert response["Location"] == "/signed-out/"
    assert "cookies" in response["Clear-Site-Data"]
    assert anna.client.get("/home/").status_code == 302


def test_nobody_signs_out_somebody_else(anna: Person, sol: Person) -> None:
    number = form_of(sol.client.get(PAGE), "main form")["number"]
    anna.client.post(f"{PAGE}sign-out/", {"number": number})
    assert sol.client.get("/home/").status_code == 200
    assert not AuditEvent.objects.filter(verb="device.signed-out").exists()


def test_everywhere_means_everywhere_and_nobody_else(anna: Person, sol: Person) -> None:
    other = another_device(anna)
    assert sol.client.get("/home/").status_code == 200
    response = anna.client.post(f"{PAGE}sign-out-everywhere/")
    assert response["Location"] == "/signed-out/"
    assert "cookies" in response["Clear-Site-Data"]
    assert anna.client.get("/home/").status_code == other.get("/home/").status_code == 302
    assert sol.client.get("/home/").status_code == 200
    assert Session.objects.count() == 1
    assert AuditEvent.objects.filter(verb="device.signed-out-everywhere").count() == 1


def test_a_session_that_is_over_is_not_told(anna: Person) -> None:
    another_device(anna)
    with time_machine.travel(timezone.now() + timedelta(minutes=20), tick=True):
        anna.client.get("/home/")
    with time_machine.travel(timezone.now() + timedelta(minutes=40), tick=True):
        assert len(shown(anna.client)) == 1


def test_a_new_passphrase_leaves_no_row_of_another_session(anna: Person) -> None:
    """The key lies in each, under the secret in its cookie: an old cookie and an old row together would open it."""
    another_device(anna)
    anna.client.post("/account/passphrase/", {"passphrase": anna.secret})
    renew(anna.client)
    assert Session.objects.count() == 1


def test_it_asks_few_questions_of_the_database(anna: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    another_device(anna)
    anna.client.get(PAGE)
    with django_assert_num_queries(4):
        anna.client.get(PAGE)
