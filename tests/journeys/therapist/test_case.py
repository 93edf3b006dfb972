"""A case is read: noted down, corrected, found again in the timeline; with scripts off and on."""

from playwright.sync_api import Browser, expect

from tests import people
from tests.journeys.walker import Walker, walking
from tests.people import Person
from tests.therapist import desk

NOTE = "Opens up when asked about the garden, siskin-words."
BETTER = "Opens up when asked about the allotment, siskin-words."


def a_case(therapist: Person) -> Person:
    """Somebody in week 2, with a letter behind them and a message between."""
    with people.days_ago(9):
        person = people.new_participant("maple-river-21", people.programme())
        people.begin(person)
    with people.days_ago(7):
        people.send_worksheet(person, 1)
    with people.days_ago(6):
        desk.send(person, therapist)
        desk.ask(person, "May I write at night, otter-message?")
    people.send_worksheet(person, 2)
    return person


def note_down(walker: Walker) -> None:
    walker.page.locator("textarea").fill(NOTE)
    walker.press("Keep the note")
    walker.sees("The note is kept.")
    walker.page.get_by_role("link", name="Correct or remove").first.click()
    walker.page.wait_for_load_state()
    walker.look()
    walker.page.locator("textarea").fill(BETTER)
    walker.press("Keep the correction")
    walker.sees(BETTER)
    walker.page.get_by_text("Corrected by Therese").click()
    walker.sees(NOTE)


def look_closer(walker: Walker, anna: Person) -> None:
    """What changed, what was read before it, and the same question in all weeks; both in tabs of their own."""
    desk.correct_worksheet(anna, week=1, words="A noisy evening, and a walk")
    walker.go(desk.letter_url(anna, 1))
    expect(walker.page.locator(".changes ins").first).to_be_visible()
    for css, told in ((".in-all-weeks a", "1. Where I am"), (".case-read > p > a", "they go on to the worksheet")):
        with walker.page.context.expect_page() as opened:
            walker.page.locator(css).first.click()
        opened.value.wait_for_load_state()
        expect(opened.value.get_by_text(told).first).to_be_visible()
        walker.go(opened.value.url.removeprefix(walker.site).split("#")[0])
        opened.value.close()
        walker.go(desk.letter_url(anna, 1))


def test_a_case_is_read_and_noted_down(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    anna = a_case(clinic)
    with walking(browser, site, scripts=scripts, phone=False) as walker:
        walker.arrive(clinic)
        walker.go(f"/staff/case/{anna.account_id}/")
        walker.press("Safety plan")
        walker.sees("A quiet evening")
        walker.press("Timeline and notes")
        note_down(walker)
        walker.sees("otter-message")
        walker.page.get_by_text("Letter about week 1").click()
        walker.sees("thank you for the quiet evening")
        walker.press("Private notes")
        assert walker.page.get_by_text("otter-message").count() == 0
        walker.press("Everything")
        walker.page.get_by_text("Worksheet of week 2").click()
        walker.press("To the worksheet beside its letter")
        walker.is_at(desk.letter_url(anna, 2))
        walker.page.locator(".pop summary").last.click()
        walker.sees("thank you for the quiet evening")
        look_closer(walker, anna)
