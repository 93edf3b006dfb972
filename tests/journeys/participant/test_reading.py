"""A week is read step by step, left and taken up again; a page is kept, a note written that nobody else can open."""

import pytest
from playwright.sync_api import Browser, expect

from modules.models import StepNote
from modules.notes import opened
from tests import people, thief
from tests.journeys.walker import Walker
from tests.journeys.ways import WAYS, Way, walking_in
from tests.people import Person

NOTE = "sandpiper-note, ten minutes by the lake"
MORE = "sandpiper-note, ten minutes by the lake, and then home"


@pytest.fixture
def anna(clinic: Person) -> Person:
    person = people.new_participant("maple-river-21", people.programme())
    people.begin(person)
    return person


@pytest.mark.parametrize("way", WAYS)
def test_a_week_is_read(browser: Browser, site: str, anna: Person, way: Way) -> None:
    with walking_in(way, browser, site) as walker:
        walker.arrive(anna)
        walker.press("Begin this week")
        walker.press("Begin reading")
        for _step in range(3):
            onward(walker)
        walker.is_at("/week/1/4/")
        write(walker, way)
        walker.press("Keep this page")
        walker.sees("You keep this page.")
        come_back(walker)
        walker.press("All that you keep")
        walker.sees(NOTE)
        walker.press("Goals of your own")
        walker.press("Let it go")
        on_one_page(walker)
    assert opened(StepNote.objects.get(), anna.private) == MORE
    assert not thief.found(["sandpiper"], thief.dump())


def onward(walker: Walker) -> None:
    """The one primary button leads to the next step."""
    walker.page.locator("main .actions .button-primary").click()
    walker.page.wait_for_load_state()
    walker.look()


def write(walker: Walker, way: Way) -> None:
    """With scripts it is saved by itself; without, the button saves it."""
    walker.page.locator(".note-box summary").click()
    walker.sees("Only you can read this. Your therapist does not see it.")
    walker.fill("Your note", NOTE)
    if way.scripts:
        walker.page.locator(".note-box textarea").blur()
        expect(walker.page.locator("[data-saved]")).to_contain_text(":")  # the time
    walker.fill("Your note", MORE)
    walker.press("Save")
    expect(walker.page.locator(".note-box textarea")).to_have_value(MORE)
    walker.sees("Saved")


def come_back(walker: Walker) -> None:
    """Home knows the place."""
    walker.go("/home/")
    walker.press("Go on reading")
    walker.is_at("/week/1/4/")
    expect(walker.page.locator(".note-box textarea")).to_have_value(MORE)


def on_one_page(walker: Walker) -> None:
    walker.page.locator("details.more summary").click()
    walker.press("Read all of it on one page")
    assert walker.page.locator(".whole-step").count() >= 5
    walker.sees(MORE)
    walker.press("Go on to the worksheet")
    walker.is_at("/week/1/worksheet/")
