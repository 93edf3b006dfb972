"""A worksheet over two sittings: rows come and go, a name is marked before sending, a new version is sent."""

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests import people
from tests.journeys.walker import Walker
from tests.journeys.ways import WAYS, Way, walking_in
from tests.people import Person
from worksheets.models import Response

SHEET = "/week/1/worksheet/"
NAMED = "My name is Plover Heron and I sleep badly."


@pytest.fixture
def anna(clinic: Person) -> Person:
    person = people.new_participant("maple-river-21", people.programme())
    people.begin(person)
    return person


@pytest.mark.parametrize("way", WAYS)
def test_it_is_written_looked_through_sent_and_sent_anew(browser: Browser, site: str, anna: Person, way: Way) -> None:
    with walking_in(way, browser, site) as walker:
        walker.arrive(anna)
        walker.go(SHEET)
        rows(walker)
        box(walker, "signs").fill(NAMED)
        walker.press("Save and finish later")
        walker.sees("You can close this page and come back at any time.")
        expect(box(walker, "signs")).to_have_value(NAMED)
        send(walker)
        correct(walker)
    assert Response.objects.filter(participant_id=anna.account_id, state="submitted").count() == 2


def box(walker: Walker, name: str) -> Locator:
    return walker.page.locator(f"[name^='q-{name}']").first


def rows(walker: Walker) -> None:
    """One is added, filled and taken out again; its words stay within reach."""
    plans = walker.page.locator("#question-safety_plan .row")
    before = plans.count()
    walker.page.locator("[value=add-row-safety_plan]").click()
    walker.page.wait_for_load_state()
    assert plans.count() == before + 1
    walker.page.locator("[name=q-safety_plan-0-if]").fill("otter-row")
    walker.press("Save and finish later")
    walker.page.locator("[value=drop-row-safety_plan-0]").click()
    walker.page.wait_for_load_state()
    walker.look()
    walker.sees("It is taken out.")
    expect(walker.page.locator("[name=q-safety_plan-0-if]")).to_have_value("")
    walker.page.locator("details.more summary").last.click()
    expect(walker.page.locator("details.more .answers").last).to_contain_text("otter-row")


def send(walker: Walker) -> None:
    """The guard marks a name, and the writer decides."""
    walker.press("Read it through")
    walker.sees("Does this say who you are?")
    walker.sees("My name is Plover")
    walker.press("Go on writing")
    box(walker, "signs").fill("I sleep badly.")
    walker.press("Read it through")
    assert walker.page.locator(".revealed").count() == 0
    walker.press("Send it")
    walker.is_at(f"{SHEET}sent/")


def correct(walker: Walker) -> None:
    """Sent as it is, with what was marked; the first version stays."""
    walker.press("Send a new version")
    box(walker, "signs").fill(NAMED)
    walker.press("Read it through")
    walker.press("Send it as it is")
    walker.page.locator("main li a", has_text="1").first.click()
    walker.page.wait_for_load_state()
    walker.look()
    walker.is_at(f"{SHEET}sent/1/")
    walker.sees("I sleep badly.")
    walker.sees("This is an earlier version.")
