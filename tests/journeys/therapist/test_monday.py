"""A therapist's Monday: thirty wait, three alerts are open, and a colleague is away. Once pressed, once typed."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from program import clock
from program.choices import Severity
from program.models import Alert, AlertState, CaseGrant, Promise, Role
from tests import people
from tests.journeys.walker import Walker, walking
from tests.people import Person
from tests.program.alerts import alert_of, put_on_duty
from tests.program.test_cover import start
from tests.therapist import crowd, desk
from therapist.models import Letter, LetterState

LETTER = "Dear you,\n\nthank you for writing about the quiet house, dunlin-letter."
STEP = "Put the radio on before the door closes, dunlin-step."
WAITING = 30
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Monday:
    """`first` and `second` have waited longest; `covered` is Tom's, who is away. The others' keys open nothing."""

    therese: Person
    first: Person
    second: Person
    covered: Person


def somebody(name: str, worksheet_days_ago: int) -> Person:
    with people.days_ago(worksheet_days_ago + 2):
        person = people.new_participant(name, people.programme())
        people.begin(person)
    with people.days_ago(worksheet_days_ago):
        people.send_worksheet(person, 1)
    return person


@pytest.fixture
def monday(clinic: Person) -> Monday:
    stina = people.new_supervisor("stina@clinic.example", "Stina")
    put_on_duty(clinic, stina, by=stina)
    first, second = somebody("maple-river-21", 9), somebody("lantern-brook-34", 8)
    tom = people.new_staff("tom@clinic.example", "Tom", Role.THERAPIST, capacity=60)
    covered = somebody("amber-anchor-10", 1)
    assert CaseGrant.objects.get(participant=covered.participant).staff_id == tom.account_id
    start(tom, clinic)
    rest = crowd.participants(WAITING - 3, people.programme(), joined_on=clock.today() - 30 * DAY)
    crowd.grant(rest, clinic.account_id, first_day=clock.today() - 30 * DAY)
    crowd.promise(rest, today=clock.today() + 40 * DAY)
    # Whoever wrote first was promised first.
    Promise.objects.filter(participant=first.participant).update(due_on=clock.today() - 2 * DAY)
    Promise.objects.filter(participant=second.participant).update(due_on=clock.today() - DAY)
    alert_of(second, Severity.URGENT)
    alert_of(second, Severity.SOON, title="Worse than before")
    alert_of(covered, Severity.LOOK, title="Left blank")
    return Monday(clinic, first, second, covered)


def waiting_rows(walker: Walker) -> int:
    return walker.page.locator("[data-rows] tbody tr").count()


def sent_to(person: Person) -> bool:
    return Letter.objects.filter(participant=person.participant, state=LetterState.SENT).exists()


def test_a_monday_by_pressing(browser: Browser, site: str, monday: Monday, scripts: bool) -> None:
    with walking(browser, site, scripts=scripts, phone=False) as walker:
        walker.arrive(monday.therese)
        assert waiting_rows(walker) == WAITING
        walker.sees("1 urgent alert")
        walker.sees("Covering for Tom")
        acknowledge(walker, monday)
        walker.go("/staff/inbox/")
        walker.press("Next")
        walker.is_at(desk.letter_url(monday.first))
        write(walker)
        walker.press("Send and next")
        walker.is_at(desk.letter_url(monday.second))
        write(walker)
        walker.press("Send")
        walker.go("/staff/inbox/")
        assert waiting_rows(walker) == WAITING - 2
    assert sent_to(monday.first)
    assert sent_to(monday.second)


def acknowledge(walker: Walker, monday: Monday) -> None:
    walker.page.locator(".notice-urgent a").first.click()
    walker.page.wait_for_load_state()
    walker.look()
    walker.page.locator("input[name=outcome]").first.check()
    walker.page.locator("textarea[name=note]").fill("Read the worksheet; the letter goes today.")
    walker.page.locator("button[value=acknowledge]").click()
    walker.page.wait_for_load_state()
    walker.look()
    alert = Alert.objects.get(participant=monday.second.participant, acknowledged_by__isnull=False)
    assert (alert.state, alert.acknowledged_by_id) == (AlertState.ACKNOWLEDGED, monday.therese.account_id)


def write(walker: Walker) -> None:
    walker.page.locator("textarea[name=text]").fill(LETTER)
    walker.fill("The one step you agree on", STEP)


def test_a_monday_by_the_keyboard_alone(browser: Browser, site: str, monday: Monday) -> None:
    with walking(browser, site, scripts=True, phone=False) as walker:
        walker.arrive(monday.therese)
        keys = walker.page.keyboard
        keys.press("j")
        keys.press("j")
        keys.press("k")
        keys.press("Enter")
        expect(walker.page).to_have_url(site + desk.letter_url(monday.first))
        tab_to(walker, "text")
        keys.type(LETTER)
        tab_to(walker, "step")
        keys.type(STEP)
        keys.press("Control+Enter")
        expect(walker.page).to_have_url(site + desk.letter_url(monday.second))
        assert sent_to(monday.first)
        walker.look()


def tab_to(walker: Walker, name: str) -> None:
    """As somebody does who has no mouse; every control on the way can be left again."""
    for _press in range(120):
        if walker.page.evaluate("document.activeElement.name") == name:
            return
        walker.page.keyboard.press("Tab")
    raise AssertionError(f"No way to {name} from the keyboard.")
