"""Cover begins and ends: arranged, told to the participant, answered by the colleague, ended while they write."""

from datetime import timedelta

from playwright.sync_api import Browser

from program import clock
from program.models import Role
from tests import people
from tests.journeys.loop.test_loop import join
from tests.journeys.walker import Walker, walking
from tests.people import Person

TYPED = "Yes, you may send it on Monday, plover-words."
TOO_LATE = "One more thought about Monday, curlew-words."


def arrange(walker: Walker) -> None:
    walker.go("/staff/cover/")
    walker.page.get_by_label("Who covers").select_option(label="Tom")
    walker.fill("First day", clock.today().isoformat())
    walker.fill("Last day", (clock.today() + timedelta(days=4)).isoformat())
    walker.press("Arrange cover")
    walker.sees("Tom covers for Therese.")


def open_talk(walker: Walker) -> None:
    walker.go("/staff/inbox/")
    walker.sees("Covering for Therese until")
    walker.page.locator("main table a").first.click()
    walker.page.wait_for_load_state()
    walker.look()
    walker.sees("Cover until")


def test_cover_begins_and_ends(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    tom = people.new_staff("tom@clinic.example", "Tom", Role.THERAPIST, capacity=0)
    with (
        walking(browser, site, scripts=scripts) as anna,
        walking(browser, site, scripts=scripts) as away,
        walking(browser, site, scripts=scripts, phone=False) as desk,
    ):
        join(anna)
        away.arrive(clinic)
        arrange(away)
        anna.go("/messages/")
        anna.page.locator("textarea").first.fill("May I send it on Monday?")
        anna.press("Send")
        anna.go("/home/")
        anna.sees("Tom answers in place of Therese.")
        desk.arrive(tom)
        open_talk(desk)
        desk.page.locator("textarea").first.fill(TYPED)
        desk.press("Send")
        desk.sees("has been sent")
        anna.go("/messages/")
        anna.sees("plover-words")
        # It ends while Tom writes on.
        desk.page.locator("textarea").first.fill(TOO_LATE)
        away.go("/staff/cover/")
        away.press("End now")
        away.sees("Tom covers these cases no more.")
        desk.press("Send")
        desk.is_at("/staff/kept/")
        desk.sees("You cannot read this case any more")
        desk.sees("curlew-words")
        desk.go("/staff/inbox/")
        desk.sees("Nobody is waiting for you.")
        anna.go("/home/")
        assert "in place of Therese" not in anna.page.content()
