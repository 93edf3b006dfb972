"""A dangerous answer on a phone, with scripts off and on: help comes before anything else, and the way back is near."""

from playwright.sync_api import Browser, expect

from program.models import Alert, CrisisLine
from tests.journeys.loop.test_loop import join, read_week
from tests.journeys.walker import Walker, walking
from tests.people import Person
from worksheets.models import MeasureResponse


def choose(walker: Walker, place: int) -> None:
    """The option at this place in every row of the page."""
    for row in walker.page.locator("form.measure fieldset").all():
        row.locator("label").nth(place).click()


def fits(walker: Walker) -> bool:
    return bool(walker.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_help_opens_after_the_answer(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    with walking(browser, site, scripts=scripts) as anna:
        join(anna)
        write_plan(anna)
        anna.go("/questions/")
        choose(anna, 1)
        anna.press("Save")
        anna.sees("Thank you for telling us")
        choose(anna, 1)
        anna.press("Go on")
        alert = Alert.objects.get()
        anna.is_at(f"/help/next/{alert.pk}/")
        anna.sees("Everything you wrote is saved.")
        assert MeasureResponse.objects.count() == 1
        doors(anna)
        calls(anna)
        anna.sees("I stay up late and answer nobody.")
        assert fits(anna)
        anna.press("To my page")
        anna.is_at("/home/")


def write_plan(walker: Walker) -> None:
    """Saved, and not sent to anybody."""
    read_week(walker)
    walker.fill("How do you notice that things are getting worse?", "I stay up late and answer nobody.")
    walker.page.locator("button[value=save]:not(.enter)").click()
    walker.page.wait_for_load_state()
    walker.look()


def doors(walker: Walker) -> None:
    """The one that fits is open; another opens at a touch, with scripts off too."""
    found = walker.page.locator("details.door")
    assert [door.get_attribute("open") is not None for door in found.all()] == [True, False, False, False]
    expect(walker.page.get_by_text("Move away from anything")).to_be_visible()
    step_away = walker.page.get_by_text("Step away now")
    expect(step_away).to_be_hidden()
    found.nth(1).locator("summary").click()
    expect(step_away).to_be_visible()


def calls(walker: Walker) -> None:
    """From the door to the numbers, and each of them can be dialled."""
    walker.page.locator("details.door a[href='#call']").first.click()
    expect(walker.page.locator("#call")).to_be_in_viewport()
    assert walker.page.locator("a.call-number").first.get_attribute("href") == "tel:112"
    country = walker.page.locator("details.place", has_text="Sweden")
    country.locator("summary").click()
    expect(country.locator("a.call-number")).to_be_visible()


def test_the_help_page_is_for_everybody(browser: Browser, site: str, scripts: bool) -> None:
    with walking(browser, site, scripts=scripts) as somebody:
        somebody.go("/help/")
        assert fits(somebody)
        somebody.page.locator("details.door summary").nth(2).click()
        somebody.sees("Other people can act at once")
        somebody.press("Oceania")
        somebody.is_at("/help/?region=oceania#call")
        somebody.sees("Lifeline")
        CrisisLine.objects.all().delete()
        somebody.go("/help/")
        somebody.sees("Please call the emergency number of the country you are in")
