"""Between the letters and at the end: a message that needs no answer, a hand-over, a rest, a return, a goodbye."""

from playwright.sync_api import Browser, expect

from program import clock
from program.actions import closing, silence
from program.models import Enrolment, EnrolmentState, Role
from tests import people
from tests.journeys.therapist.test_case import a_case
from tests.journeys.walker import Walker, walking
from tests.people import Person
from tests.therapist import desk

NOTE = "Evenings are the hard hours, plover-words."
BEGUN = "Thank you for telling me, lapwing-words."
THANKS = "Thank you, that was good to read."


def leave_a_draft_and_find_it(walker: Walker, anna: Person) -> None:
    """Saved by the page where scripts run, by hand where they do not; then put away."""
    page, address = walker.page, f"/staff/case/{anna.account_id}/messages/"
    walker.go(address)
    page.locator("main textarea[name=text]").fill(BEGUN)
    if walker.scripts:
        expect(page.locator("main [data-saved]").first).to_contain_text("Saved at")
    else:
        walker.press("Save")
    walker.go("/staff/inbox/")
    walker.go(address)
    expect(page.locator("main textarea[name=text]")).to_have_value(BEGUN)
    page.locator("main textarea[name=text]").fill("")
    walker.press("Save")
    expect(page.locator("main textarea[name=text]")).to_have_value("")


def close_and_take_back(walker: Walker, anna: Person) -> None:
    walker.go(f"/staff/case/{anna.account_id}/messages/")
    walker.press("No answer is needed")
    walker.sees("Close without an answer?")
    walker.press("Close without an answer")
    walker.sees("You can take it back until somebody writes.")
    walker.press("Take it back")
    walker.sees("waits for an answer again")
    walker.press("No answer is needed")
    walker.press("Close without an answer")


def hand_over(walker: Walker, anna: Person) -> None:
    walker.go("/staff/caseload/")
    walker.sees("You carry 1 of 30 cases.")
    walker.go(f"/staff/case/{anna.account_id}/")
    walker.press("Hand this case over to a colleague")
    walker.page.get_by_label("Who takes over").select_option(label="Tom (0 of 0: full)")
    walker.fill("What they should know", NOTE)
    walker.press("Hand over")
    walker.sees("Nothing has been changed yet.")
    walker.page.get_by_label("Yes, beyond what was agreed").check()
    walker.press("Hand over")
    walker.is_at("/staff/caseload/")
    walker.sees("is with Tom now.")
    walker.sees("Tom carries 1 of 0 cases now: more than agreed.")


def test_a_message_is_closed_and_a_case_handed_over(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    anna = a_case(clinic)
    tom = people.new_staff("tom@clinic.example", "Tom", Role.THERAPIST, capacity=0)
    with (
        walking(browser, site, scripts=scripts, phone=False) as therese,
        walking(browser, site, scripts=scripts, phone=False) as taker,
        walking(browser, site, scripts=scripts) as own,
    ):
        therese.arrive(clinic)
        leave_a_draft_and_find_it(therese, anna)
        close_and_take_back(therese, anna)
        hand_over(therese, anna)
        taker.arrive(tom)
        taker.go(f"/staff/case/{anna.account_id}/")
        taker.sees("plover-words")
        own.arrive(anna)
        own.sees("Your therapist changes")
        own.go("/messages/")
        own.sees("Your message has been read.")
        own.page.locator("textarea").first.fill(THANKS)
        own.page.get_by_label("You need not answer this").check()
        own.press("Send")
        own.sees("You said that it needs no answer.")


def test_a_place_rests_comes_back_and_closes(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    with people.days_ago(9):
        anna = people.new_participant("maple-river-21", people.programme())
        people.begin(anna)
        people.send_worksheet(anna, 1)
    desk.send(anna, clinic)
    clock.forward(28)
    silence.watch()
    with walking(browser, site, scripts=scripts) as own:
        own.arrive(anna)
        own.sees("Your place has been resting.")
        own.press("Come back")
        own.sees("Welcome back. You go on where you stopped.")
        own.sees("Week 2")
        Enrolment.objects.filter(pk=anna.enrolment.pk).update(state=EnrolmentState.COMPLETED)
        desk.send(anna, clinic, week=9)
        own.go("/home/")
        own.sees("Your case closes on")
        own.go("/messages/")
        own.sees("Your case closes on")
        clock.forward(14)
        closing.close_due()
        own.go("/messages/")
        own.sees("Your case closed on")
        assert own.page.locator("main textarea").count() == 0
        own.go("/week/1/letter/")
        own.go("/home/")
        own.sees("This is the end of your programme")
