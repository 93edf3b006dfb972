"""A new therapist's letter: asked about, returned with comments, asked about again, released, read."""

from playwright.sync_api import Browser

from program import clock
from program.models import Account, Role
from tests import people
from tests.journeys.therapist.test_sending import LETTER, STEP, somebody_who_waits
from tests.journeys.walker import Walker, walking
from tests.people import Person
from therapist.models import Letter
from therapist.tasks import send_letters

COMMENTS = "Name the quiet evening first, heron-comment."


def ask(desk: Walker) -> None:
    desk.page.get_by_label("Who reads it").select_option(label="Tom")
    desk.press("Ask to read it")
    desk.sees("The letter is with a colleague")
    desk.sees("Tom was asked on")


def open_for_reading(reader: Walker) -> None:
    reader.go("/staff/inbox/")
    reader.sees("To read for colleagues")
    reader.page.get_by_role("link", name="The letter of Therese to").first.click()
    reader.page.wait_for_load_state()
    reader.look()
    reader.sees("A letter of Therese, for you to read")
    reader.sees("sandpiper-letter")


def test_a_second_reader(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    tom = people.new_staff("tom@clinic.example", "Tom", Role.THERAPIST, capacity=0)
    person = somebody_who_waits()
    Account.objects.filter(pk=clinic.account_id).update(letters_need_reader=True)
    with (
        walking(browser, site, scripts=scripts, phone=False) as desk,
        walking(browser, site, scripts=scripts, phone=False) as reader,
        walking(browser, site, scripts=scripts) as anna,
    ):
        desk.arrive(clinic)
        desk.page.locator("main table a").first.click()
        desk.page.wait_for_load_state()
        desk.page.locator("textarea").first.fill(LETTER)
        desk.fill("The one step you agree on", STEP)
        ask(desk)
        reader.arrive(tom)
        open_for_reading(reader)
        reader.press("Return it with comments")
        reader.sees("Say what should be different")
        reader.fill("Your comments", COMMENTS)
        reader.press("Return it with comments")
        reader.sees("The letter is back with Therese")
        desk.page.reload()
        desk.sees("heron-comment")
        ask(desk)
        open_for_reading(reader)
        reader.press("Release it")
        reader.sees("leaves in about a minute")
        Letter.objects.update(leaves_at=clock.now())
        send_letters()
        anna.arrive(person)
        anna.press("Read your letter")
        anna.sees("sandpiper-letter")
        assert "heron-comment" not in anna.page.content()
