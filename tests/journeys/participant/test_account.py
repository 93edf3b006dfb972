"""The account in a browser: signing in and out, being reminded, leaving and coming back, a copy, erasing."""

import json
import re

import pytest
from django.core import mail
from playwright.sync_api import Browser

from program import clock, notify
from program.models import Account, EnrolmentState
from tests import people
from tests.journeys.loop.test_loop import sign_in
from tests.journeys.walker import Walker
from tests.journeys.ways import WAYS, Way, walking_in
from tests.people import Person
from tests.therapist import desk
from vault import erasure

WORDS = "heron-in-the-copy"


@pytest.fixture
def anna(clinic: Person) -> Person:
    """Has begun, and has asked something."""
    anna = people.new_participant("maple-river-21", people.programme())
    people.begin(anna)
    desk.ask(anna, WORDS)
    return anna


def prove(walker: Walker, person: Person, button: str) -> None:
    walker.page.locator("[name=passphrase]").fill(person.secret)
    walker.press(button)


def saved(walker: Walker, button: str) -> tuple[str, str]:
    """Name and text of the file that a button saves."""
    with walker.page.expect_download() as download:
        walker.page.get_by_role("button", name=button).or_(walker.page.get_by_role("link", name=button)).first.click()
    return download.value.suggested_filename, download.value.path().read_text()


@pytest.mark.parametrize("way", WAYS)
def test_signing_in_and_being_reminded(browser: Browser, site: str, anna: Person, way: Way) -> None:
    with walking_in(way, browser, site) as walker, walking_in(way, browser, site) as other:
        sign_in(walker, anna.name, anna.secret)
        sign_in(other, anna.name, anna.secret)
        walker.go("/account/")
        walker.press("New recovery code")
        prove(walker, anna, "Go on")
        walker.page.locator("[name=code_part]").fill(walker.secret())
        walker.press("This one counts from now on")
        walker.is_at("/account/")
        walker.press("Where you are signed in")
        assert walker.page.locator(".way").count() == 2
        walker.press("Sign that device out")
        other.page.goto(f"{site}/home/")
        other.sees("Passphrase")
        walker.go("/account/")
        walker.press("Be reminded of your days")
        name, text = saved(walker, "Save the calendar file")
        assert name == "reading.ics"
        assert text.count("BEGIN:VEVENT") == 8
        be_reminded(walker, anna)
        walker.press("Delete the address")
        walker.sees("The address is deleted")


def be_reminded(walker: Walker, anna: Person) -> None:
    walker.page.locator("[name=address]").fill("heron@mail.example")
    prove(walker, anna, "Send me a code there")
    assert notify.deliver() == 1
    found = re.search(r"\d{6}", str(mail.outbox[-1].body))
    assert found
    walker.page.locator("[name=code]").fill(found[0])
    walker.press("This is my address")
    walker.sees("Reminders go to that address from now on")


@pytest.mark.parametrize("way", WAYS)
def test_leaving_taking_a_copy_and_erasing(browser: Browser, site: str, anna: Person, way: Way) -> None:
    with walking_in(way, browser, site) as walker:
        sign_in(walker, anna.name, anna.secret)
        walker.go("/account/leave-programme/")
        walker.press("Leave the programme")
        walker.is_at("/home/")
        assert anna.enrolment.state == EnrolmentState.WITHDRAWN
        walker.go("/account/")
        walker.press("Take part again")
        walker.sees("Welcome back")
        walker.go("/account/copy/")
        walker.page.locator("[name=passphrase]").fill(anna.secret)
        name, text = saved(walker, "Save a copy to read")
        assert name == f"notes-{clock.today().isoformat()}.html"
        assert WORDS in text
        walker.page.locator("[name=passphrase]").fill(anna.secret)
        name, text = saved(walker, "Save a copy for another program")
        assert WORDS in json.dumps(json.loads(text))
        walker.go("/account/erase/")
        walker.sees("a record that supervisors alone can open")
        prove(walker, anna, "Erase everything now")
        walker.sees("It is done")
        assert erasure.confirms(walker.secret(), clock.today())
        assert not Account.objects.filter(pk=anna.account_id).exists()
        walker.go("/sign-in/")
