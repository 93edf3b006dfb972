"""A letter is read and answered: begun, kept unsent, gone on with, sent; then it stands in the one conversation."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests import people
from tests.journeys.walker import Walker
from tests.journeys.ways import WAYS, Way, walking_in
from tests.people import Person
from tests.therapist import desk

BEGUN = "I have read it twice, grebe-begun"
SENT = "I have read it twice, grebe-begun, and the walk helped."


@pytest.fixture
def anna(clinic: Person) -> Person:
    """The letter of week 1 has come, and a message with it."""
    with people.days_ago(5):
        anna = people.new_participant("maple-river-21", people.programme())
        people.begin(anna)
        people.send_worksheet(anna, 1)
    desk.send(anna, clinic, step=desk.STEP)
    desk.answer(anna, clinic, "Write whenever you like.")
    return anna


@pytest.mark.parametrize("way", WAYS)
def test_a_letter_is_answered(browser: Browser, site: str, anna: Person, way: Way) -> None:
    with walking_in(way, browser, site) as walker:
        walker.arrive(anna)
        walker.press("Read your letter")
        walker.is_at("/week/1/letter/")
        walker.press("Write back")
        walker.sees("You are answering")
        walker.page.locator("#write textarea").fill(BEGUN)
        keep(walker, way)
        walker.press("Sign out")
        walker.arrive(anna)
        walker.go("/messages/")
        assert walker.page.locator("#write textarea").input_value() == BEGUN
        walker.page.locator("#write textarea").fill(SENT)
        walker.press("Send")
        walker.sees(SENT)
        walker.sees("About the letter on")
        assert walker.page.locator("#write textarea").input_value() == ""
        walker.press("The whole conversation on one page, to read or to print")
        walker.sees("Write whenever you like.")


def keep(walker: Walker, way: Way) -> None:
    """By the button, or by nothing at all where scripts run."""
    if not way.scripts:
        walker.press("Save and finish later")
        walker.sees("It is kept, and not sent.")
        return
    expect(walker.page.locator("[data-saved]")).to_have_text(re.compile("Saved at"), timeout=8000)
