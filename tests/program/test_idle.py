"""The cover of a page that nobody touches: five minutes, longer, or never; going on makes the session longer."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from program.models import AuditEvent
from tests.people import Person
from tests.worksheets.pages import soup

pytestmark = pytest.mark.django_db
PAGE = "/account/idle/"


def cover(client: Client) -> dict[str, str]:
    """What the page tells its script; empty where it does not cover itself."""
    found = soup(client.get("/messages/")).select_one("dialog[data-idle]")
    return {name: str(value) for name, value in found.attrs.items()} if found else {}


def test_five_minutes_unless_somebody_wants_it_otherwise(anna: Person) -> None:
    told = cover(anna.client)
    assert told["data-idle"] == "5"
    assert int(told["data-session"]) * 60 == settings.SESSION_AGES["participant"][0]
    for minutes, expected in (("15", "15"), ("0", "")):
        assert anna.client.post(PAGE, {"minutes": minutes})["Location"] == "/account/"
        assert cover(anna.client).get("data-idle", "") == expected
    assert AuditEvent.objects.filter(verb="idle.set").count() == 2


def test_nobody_who_is_signed_out_is_covered(anna: Person, therese: Person, stranger: Client) -> None:
    for client in (stranger, therese.client):
        assert not soup(client.get("/help/")).select("dialog")


def test_something_else_is_not_taken(anna: Person) -> None:
    for said in ({}, {"minutes": "7"}):
        assert anna.client.post(PAGE, said).status_code == 200
    assert cover(anna.client)["data-idle"] == "5"


def test_going_on_makes_the_session_longer(anna: Person) -> None:
    anna.client.get("/home/")
    began = timezone.now()
    for minutes in (20, 40):
        with time_machine.travel(began + timedelta(minutes=minutes), tick=True):
            assert anna.client.post("/account/still-here/").status_code == 204
    with time_machine.travel(began + timedelta(minutes=71), tick=True):
        assert anna.client.post("/account/still-here/")["Location"].startswith("/sign-in/")


def test_it_is_for_its_owner_only(therese: Person, anna: Person, stranger: Client) -> None:
    assert therese.client.get(PAGE).status_code == 404
    assert stranger.get(PAGE)["Location"].startswith("/sign-in/")
    assert therese.client.post("/account/still-here/").status_code == 404
    assert anna.client.get("/account/still-here/").status_code == 405
