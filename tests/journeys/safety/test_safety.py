"""A therapist sees who is stuck, ticks off a change, writes two things down; a supervisor reads; the case is erased."""

import re

from playwright.sync_api import Browser

from program import clock
from program.actions import joining
from tests import people
from tests.journeys.walker import Walker, walking
from tests.people import Person
from tests.therapist import late

FACTS = "curlew-facts, they were asked to look after a relative's child"
WORDS = "plover-words, sleeps badly since week 3"


def test_from_the_mark_to_the_record_that_stays(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    supervisor = people.new_supervisor("stina@clinic.example", "Stina")
    stuck = late.live(people.new_participant("lantern-brook-34", people.programme()))
    alias = stuck.participant.alias
    with (
        walking(browser, site, scripts=scripts, phone=not scripts) as desk,
        walking(browser, site, scripts=scripts, phone=not scripts) as above,
    ):
        desk.arrive(clinic)
        desk.press("Week 4")
        desk.sees("No measure has eased by 20 % of what it could: GAD-7: Anxiety 14 → 14.")
        desk.page.get_by_role("button", name=re.compile("Done.*Send a message")).click()
        desk.sees("Not done after all")
        desk.look()
        desk.press(alias)
        desk.sees("Unlikely to benefit so far")
        desk.press("Adverse events")
        adverse(desk)
        desk.press("Child protection")
        record(desk)
        above.arrive(supervisor)
        above.go("/staff/adverse/")
        above.sees(alias)
        joining.erase(account=stuck.account, today=clock.today())
        above.go("/staff/adverse/")
        above.sees("Case erased")
        above.press("Child protection")
        above.page.locator("main tbody a").click()
        above.sees(FACTS)
        above.sees("The case is erased.")
        above.look()


def adverse(desk: Walker) -> None:
    for said in ("Felt much worse than before", "Moderate:", "Possible:", "The programme was changed for them"):
        desk.page.get_by_label(said).check()
    desk.fill("In a few words", WORDS)
    desk.press("Record it")
    desk.sees("It is recorded.")
    desk.sees(WORDS)


def record(desk: Walker) -> None:
    desk.sees("It stays when the case is erased")
    desk.fill("What is known", FACTS)
    desk.page.get_by_label("Not sure").check()
    desk.fill("Whom you asked for advice", "The supervisor, today.")
    desk.page.get_by_label("Not decided yet").check()
    desk.fill("To whom and when", "To be decided tomorrow.")
    desk.press("Seal the record")
    desk.sees("From now on only supervisors can read it.")
    assert FACTS not in desk.page.content()
