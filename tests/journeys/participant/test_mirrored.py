"""Right to left on the narrowest phone: every page is mirrored, and none is wider than the screen."""

import pytest
from playwright.sync_api import Browser

from tests import people
from tests.journeys.walker import Walker, walking
from tests.people import Person
from tests.pseudo import OPEN

OPEN_TO_ALL = (
    "/",
    "/what-we-keep/",
    "/limits/",
    "/help/",
    "/help/?region=europe",
    "/sign-in/",
    "/recover/",
    "/join/age/",
)
SIGNED_IN = (
    "/home/",
    "/week/1/",
    "/week/1/worksheet/sent/",
    "/week/2/",
    "/week/2/1/",
    "/week/2/all/",
    "/week/2/worksheet/",
    "/progress/",
    "/progress/plan/",
    "/progress/kept/",
    "/progress/all/",
    "/messages/",
    "/account/",
    "/account/erase/",
)
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def anna(clinic: Person) -> Person:
    """In week 2; her first worksheet waits for its letter."""
    with people.days_ago(8):
        anna = people.new_participant("maple-river-21", people.programme())
        people.begin(anna)
        people.send_worksheet(anna, 1)
    return anna


def see(walker: Walker, path: str) -> None:
    walker.go(path)
    assert walker.page.locator("html").get_attribute("dir") == "rtl", path
    assert OPEN in walker.page.title(), path
    assert walker.page.evaluate(WIDTH) <= 360, path


def test_no_page_is_wider_than_the_phone(browser: Browser, site: str, anna: Person) -> None:
    with walking(browser, site, scripts=True, rtl=True) as walker:
        for path in OPEN_TO_ALL:
            see(walker, path)
        walker.arrive(anna)
        for path in SIGNED_IN:
            see(walker, path)
