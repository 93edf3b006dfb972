"""A letter is sent, taken back, given an hour, and leaves: with its step, which the participant then finds."""

from datetime import timedelta

from playwright.sync_api import Browser

from program import clock
from program.models import Program
from tests import people
from tests.journeys.walker import Walker, walking
from tests.people import Person
from therapist.models import Letter, LetterState
from therapist.tasks import send_letters

LETTER = "Thank you for this honest start, sandpiper-letter."
STEP = "Put the big light on, puffin-step."


def somebody_who_waits() -> Person:
    Program.objects.update(undo_seconds=60)
    with people.days_ago(8):
        person = people.new_participant("maple-river-21", people.programme())
        people.begin(person)
    people.send_worksheet(person, 1)
    return person


def write(desk: Walker) -> None:
    desk.page.locator("main table a").first.click()
    desk.page.wait_for_load_state()
    desk.look()
    desk.page.locator("textarea").first.fill(LETTER)
    desk.press("Send")
    desk.sees("The one step is still missing")
    desk.fill("The one step you agree on", STEP)


def send_later(desk: Walker) -> None:
    desk.page.get_by_text("Send it later").first.click()
    desk.fill("Day", (clock.today() + timedelta(days=1)).isoformat())
    desk.page.get_by_label("Hour").select_option(label="08:00")
    desk.press("Send it then")


def test_a_letter_leaves_at_its_time(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    person = somebody_who_waits()
    with walking(browser, site, scripts=scripts, phone=False) as desk, walking(browser, site, scripts=scripts) as anna:
        desk.arrive(clinic)
        write(desk)
        desk.press("Send and next")
        desk.is_at("/staff/inbox/")
        desk.sees("leaves in about a minute")
        desk.sees("On its way")
        desk.press("Look at it, or take it back")
        desk.sees("The letter is on its way")
        desk.sees("sandpiper-letter")
        desk.press("Take it back")
        desk.sees("The letter is back.")
        assert desk.page.locator("textarea").first.input_value() == LETTER
        send_later(desk)
        desk.sees("at 08:00")
        anna.arrive(person)
        anna.go("/home/")
        anna.sees("Your letter will be here by")
        Letter.objects.filter(state=LetterState.LEAVING).update(leaves_at=clock.now())
        send_letters()
        anna.go("/home/")
        anna.press("Read your letter")
        anna.sees("sandpiper-letter")
        anna.sees("puffin-step")
        anna.go("/home/")
        anna.sees("The step you agreed on")
        desk.press("Take it back")
        desk.sees("The letter had left already.")
