"""The pages of joining have addresses, so that Back and Reload work; what was chosen comes along, and goes again."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from program.joining_state import COOKIE
from program.models import Account, AccountKind, Program
from tests import rows
from tests.people import Person
from tests.program.test_joining import Joiner, both_ends

pytestmark = pytest.mark.django_db


@pytest.fixture
def joiner(programme: Program, stranger: Client) -> Joiner:
    return Joiner(stranger)


def carried(client: Client) -> str:
    found = client.cookies.get(COOKIE)
    return found.value if found else ""


def test_every_page_can_be_asked_for_again(joiner: Joiner) -> None:
    joiner.answer(adult="yes").answer(continent="asia").answer(agreed="on")
    shown = joiner.made
    assert joiner.look("name").made == shown
    assert re.search(r'value="asia"[^>]* checked', joiner.look("continent").page)
    assert joiner.made["step"] == "continent"
    assert joiner.look("name").made == shown


def test_what_could_not_be_taken_stands_there_after_reload_too(joiner: Joiner) -> None:
    joiner.answer(adult="yes").answer(continent="asia").answer(agreed="on").answer().answer(own="a bit short")
    for _reload in range(2):
        assert 'value="a bit short"' in joiner.look("passphrase").page
        assert "That is a little short." in joiner.page
    assert "That is a little short." not in joiner.look("consent").page


@pytest.mark.parametrize("page", ["check", "nowhere", "language"])
def test_nobody_comes_to_a_page_by_its_address_alone(page: str, joiner: Joiner) -> None:
    assert joiner.look(page).at == "age"
    joiner.answer(adult="yes")
    assert joiner.look(page).at == "continent"


def test_two_windows_do_not_mix(joiner: Joiner, stranger: Client) -> None:
    """The one that is sent counts, with the name that stood on it."""
    joiner.answer(adult="yes").answer(continent="asia").answer(agreed="on")
    name = joiner.made["name"]
    other = Joiner(stranger).answer(adult="yes")
    assert other.made["name"] != name
    assert joiner.answer().made["name"] == name


def test_whoever_only_looks_carries_nothing(programme: Program, stranger: Client) -> None:
    before = rows.contents()
    Joiner(stranger)
    assert not carried(stranger)
    Joiner(stranger).answer(adult="no")
    assert not carried(stranger)
    assert rows.contents() == before


def test_what_is_carried_says_nothing_and_ends_with_the_browser(joiner: Joiner) -> None:
    joiner.answer(adult="yes")
    cookie = joiner.client.cookies[COOKIE]
    assert joiner.made["name"] not in cookie.value
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, True, "Strict", "/")
    assert not cookie["expires"]
    assert not cookie["max-age"]


def test_after_an_hour_it_opens_no_more_but_the_open_page_goes_on(joiner: Joiner) -> None:
    joiner.answer(adult="yes")
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=True):
        waiting, name = joiner.page, joiner.made["name"]
        assert joiner.look("continent").at == "age"
        joiner.page = waiting
        assert joiner.answer(continent="asia").made["name"] == name


@pytest.mark.parametrize("way_out", ["/leave/", "/join/"])
def test_it_goes_with_whoever_leaves_or_begins_anew(way_out: str, joiner: Joiner) -> None:
    joiner.answer(adult="yes")
    assert carried(joiner.client)
    joiner.client.generic("POST" if way_out == "/leave/" else "GET", way_out)
    assert not carried(joiner.client)


def test_it_goes_where_somebody_says_that_they_are_younger_and_where_joining_closes(joiner: Joiner) -> None:
    joiner.answer(adult="yes").answer(previous="1").answer(adult="no")
    assert not carried(joiner.client)
    joiner = Joiner(joiner.client).answer(adult="yes")
    Program.objects.update(joining_open=False)
    assert "This changed while you were on these pages." in joiner.look("continent").page
    assert not carried(joiner.client)


def test_once_the_account_is_made_no_page_shows_its_words_again(joiner: Joiner) -> None:
    joiner.to_the_last_page()
    before = carried(joiner.client)
    joiner.answer(code_part=both_ends(joiner.made["recovery"]))
    assert not carried(joiner.client)
    # The answer was lost on its way: the browser never heard that it may let go.
    browser = Client()
    browser.cookies[COOKIE] = before
    assert browser.get("/join/sheet/").headers["Location"] == "/sign-in/"
    assert not carried(browser)
    assert Account.objects.filter(kind=AccountKind.PARTICIPANT).count() == 1


def test_what_no_cookie_can_hold_is_shown_at_once(joiner: Joiner) -> None:
    """Two hundred characters that need many bytes each, and almost the same once more."""
    long = "".join(map(chr, range(0x20000, 0x20000 + 200)))
    joiner.answer(adult="yes").answer(continent="asia").answer(agreed="on").answer().answer(own=long)
    joiner.answer(again=long[1:])
    assert (joiner.response.status_code, joiner.made["step"]) == (200, "retype")
    assert long[1:] in joiner.page
    assert joiner.answer(again=long).made["step"] == "recovery"


def test_the_language_can_be_changed_on_the_way(joiner: Joiner) -> None:
    joiner.answer(adult="yes").answer(continent="asia")
    assert 'name="back" value="/join/consent/"' in joiner.page
    joiner.client.post("/language/", {"language": "sv", "back": "/join/consent/"})
    assert joiner.look("consent").made["continent"] == "asia"
    assert 'lang="sv"' in joiner.page


def test_whoever_is_signed_in_is_led_home(anna: Person) -> None:
    assert anna.client.get("/join/name/").headers["Location"] == "/home/"
