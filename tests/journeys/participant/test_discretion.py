"""Somebody looks over a shoulder, takes up the phone afterwards, or presses Back: there is nothing to see."""

import pytest
from playwright.sync_api import Browser, expect

from tests import people
from tests.journeys.walker import Walker, walking
from tests.journeys.ways import WAYS, Way, walking_in
from tests.people import Person
from tests.therapist import desk

WORDS = "heron-over-the-shoulder"


@pytest.fixture
def anna(clinic: Person) -> Person:
    """Has begun, and has asked something that stands on a page."""
    anna = people.new_participant("maple-river-21", people.programme())
    people.begin(anna)
    desk.ask(anna, WORDS)
    return anna


def read_something(walker: Walker, person: Person) -> None:
    walker.arrive(person)
    walker.go("/messages/")
    walker.sees(WORDS)


def nothing_comes_back(walker: Walker) -> None:
    """However often Back is pressed, up to the page before the sign-in."""
    for _ in range(3):
        walker.page.go_back()
        walker.page.wait_for_load_state()
        assert WORDS not in walker.page.content()
        assert "/messages/" not in walker.page.url or walker.page.locator("[name=passphrase]").count()


@pytest.mark.parametrize("way", WAYS)
def test_back_shows_nothing_after_signing_out(browser: Browser, site: str, anna: Person, way: Way) -> None:
    with walking_in(way, browser, site) as walker:
        read_something(walker, anna)
        walker.press("Sign out")
        walker.is_at("/signed-out/")
        nothing_comes_back(walker)


@pytest.mark.parametrize("way", WAYS)
def test_the_way_out_leaves_a_page_that_has_nothing_to_do_with_it(
    browser: Browser, site: str, anna: Person, way: Way
) -> None:
    with walking_in(way, browser, site) as walker:
        read_something(walker, anna)
        if way.scripts:
            for _ in range(3):
                walker.page.keyboard.press("Shift")
        else:
            walker.page.get_by_role("button", name="Leave this page").click()
        expect(walker.page).to_have_url(f"{site}/bread/")
        assert "Waymark" not in walker.page.title()
        nothing_comes_back(walker)


def test_a_page_that_nobody_touches_covers_itself(browser: Browser, site: str, anna: Person) -> None:
    with walking(browser, site, scripts=True) as walker:
        walker.page.clock.install()
        read_something(walker, anna)
        title, words = walker.page.title(), walker.page.get_by_text(WORDS).first
        walker.page.clock.fast_forward("04:30")
        assert not walker.page.locator("dialog.idle").is_visible()
        walker.page.clock.fast_forward("00:40")
        expect(walker.page.locator("dialog.idle")).to_be_visible()
        expect(walker.page).to_have_title("Still here?")
        assert covered(walker), "Something of the page shines through."
        walker.page.locator("dialog.idle button").click()
        expect(walker.page).to_have_title(title)
        expect(words).to_be_visible()
        walker.page.clock.fast_forward("30:30")
        expect(walker.page).to_have_url(f"{site}/signed-out/")
        nothing_comes_back(walker)


def covered(walker: Walker) -> bool:
    """Whether the cover is what lies on top, wherever one looks."""
    look = """() => [[5, 5], [180, 300], [350, 5], [5, 730], [350, 730]]
        .every(([x, y]) => document.elementFromPoint(x, y)?.closest("dialog.idle"))"""
    return bool(walker.page.evaluate(look))


def test_switched_off_it_stays(browser: Browser, site: str, anna: Person) -> None:
    with walking(browser, site, scripts=True) as walker:
        walker.page.clock.install()
        walker.arrive(anna)
        walker.go("/account/")
        walker.press("When you step away")
        walker.page.get_by_label("never").check()
        walker.press("Keep this")
        walker.page.clock.fast_forward("10:00")
        assert walker.page.locator("dialog.idle").count() == 0
