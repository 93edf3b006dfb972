"""A supervisor's morning: nobody is overlooked, a letter that the lot drew is read, and its writer is told."""

from playwright.sync_api import Browser

from program import clock
from program.models import CaseGrant
from tests import people
from tests.journeys.walker import walking
from tests.people import Person
from tests.therapist import desk
from tests.therapist.samples import LAST_MONTH
from therapist import minutes
from therapist.actions import minutes as counting
from therapist.models import Letter

WORDS = "You name the river walk, and it is theirs. Plover-words."


def a_letter_of_last_month(therese: Person) -> Person:
    with people.days_ago(8):
        anna = people.new_participant("maple-river-21", people.programme())
        people.begin(anna)
    people.send_worksheet(anna, 1)
    desk.send(anna, therese)
    Letter.objects.update(sent_on=LAST_MONTH)
    return anna


def test_a_supervisors_morning(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    stina = people.new_supervisor("stina@clinic.example", "Stina")
    anna = a_letter_of_last_month(clinic)
    alias, week_on = anna.participant.alias, minutes.monday(clock.today())
    counting.count(staff=clinic.account_id, participant=anna.account_id, week_on=week_on, minutes=9)
    with (
        walking(browser, site, scripts=scripts, phone=False) as desk_of_stina,
        walking(browser, site, scripts=scripts) as own,
    ):
        desk_of_stina.arrive(stina)
        desk_of_stina.press("Supervision")
        desk_of_stina.sees("Nobody is overlooked")
        desk_of_stina.sees("1 drawn letter to read")
        desk_of_stina.press("Sampled letters")
        desk_of_stina.press(f"{alias}, week 1")
        desk_of_stina.sees("Not opened yet")
        desk_of_stina.press("Open the letter for today")
        desk_of_stina.sees("The worksheet it answers")
        for group in desk_of_stina.page.locator("form fieldset").all():
            group.get_by_label("Yes").check()
        desk_of_stina.fill("A few words for the therapist", WORDS)
        desk_of_stina.press("Give it to the therapist")
        desk_of_stina.sees("Therese can read this now")
        desk_of_stina.sees("By Stina")
        own.arrive(clinic)
        own.press("Your work")
        own.sees("Plover-words")
        own.fill(alias, "12")
        own.press("Save the corrections")
        own.sees("1 entry changed.")
        assert own.page.get_by_label(alias).input_value() == "12"
        desk_of_stina.go("/staff/supervision/letters/")
        desk_of_stina.sees("Therese has seen it")
        desk_of_stina.press("Figures")
        desk_of_stina.sees("Room for 29")
        # A row that no page makes: the therapist's grant is gone and nobody else has the case.
        CaseGrant.objects.filter(staff=clinic.account_id).delete()
        desk_of_stina.press("Now")
        desk_of_stina.sees("1 person is overlooked")
        desk_of_stina.press("See who, and what makes it good")
        desk_of_stina.press("Give")
        desk_of_stina.sees("is with Therese now.")
        desk_of_stina.press("Now")
        desk_of_stina.sees("Nobody is overlooked")
