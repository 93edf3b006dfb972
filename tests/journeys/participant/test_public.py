"""What anybody meets before they say a word, help by country, and the safety plan that is there in a hard moment."""

import pytest
from playwright.sync_api import Browser, expect

from tests import people
from tests.journeys.walker import Walker
from tests.journeys.ways import WAYS, Way, walking_in
from tests.people import Person
from worksheets.models import SafetyPlan

WIDTH = "document.documentElement.scrollWidth"


def fits(walker: Walker, way: Way) -> None:
    assert walker.page.evaluate(WIDTH) <= way.width


def first_heading(walker: Walker) -> str:
    return walker.page.locator(".calls h3").first.inner_text()


@pytest.mark.parametrize("way", WAYS)
def test_from_the_front_page_to_a_number(browser: Browser, site: str, way: Way) -> None:
    with walking_in(way, browser, site) as anybody:
        anybody.go("/")
        anybody.sees("You can talk about this here")
        fits(anybody, way)
        for link, path in (
            ("About this service", "/about/"),
            ("Limits of confidentiality", "/limits/"),
            ("What we keep", "/what-we-keep/"),
            ("Help now", "/help/"),
        ):
            anybody.press(link)
            anybody.is_at(path)
            fits(anybody, way)
        anybody.page.locator("#myself").locator("xpath=..").locator("summary").click()
        anybody.sees("Move away from anything you could hurt yourself with.")
        anybody.press("Europe")
        anybody.sees("Which country are you in?")
        anybody.page.get_by_role("link", name="United Kingdom").click()
        anybody.is_at("/help/?region=europe&country=united-kingdom#call")
        assert "United Kingdom" in first_heading(anybody)
        expect(anybody.page.get_by_role("link", name="116 123")).to_be_visible()
        fits(anybody, way)
        assert not [cookie for cookie in anybody.page.context.cookies() if "session" in str(cookie["name"])]


@pytest.fixture
def anna(clinic: Person) -> Person:
    anna = people.new_participant("maple-river-21", people.programme())
    people.begin(anna)
    return anna


@pytest.mark.parametrize("way", WAYS)
def test_a_plan_is_written_in_a_calm_moment_and_found_in_a_hard_one(
    browser: Browser, site: str, way: Way, anna: Person
) -> None:
    with walking_in(way, browser, site) as walker:
        walker.arrive(anna)
        walker.press("Help now")
        walker.press("My safety plan")
        walker.press("Write my plan")
        fits(walker, way)
        walker.page.locator("[name=q-signs]").fill("I stop answering")
        walker.page.locator("[name=q-people]").fill("My aunt")
        if way.scripts:
            expect(walker.page.locator("[data-saved]")).to_contain_text("Press Save to make it your plan", timeout=8000)
            assert SafetyPlan.objects.get().saved_on is None
        walker.press("Save")
        walker.sees("You find it here, and under")
        walker.sees("My aunt")
        assert SafetyPlan.objects.get().saved_on is not None
        walker.press("Change my plan")
        walker.page.locator("[name=q-places]").fill("The library")
        walker.press("Save")
        walker.go("/help/")
        walker.press("My safety plan")
        walker.sees("The library")
        fits(walker, way)
