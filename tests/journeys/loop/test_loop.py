"""The outcome: join, read the week, send a worksheet, get a letter; seven days later week 2 opens.

Walked in both ways. Afterwards the database is dumped and searched for every word
that was typed and every secret that was shown.
"""

import pytest
from playwright.sync_api import Browser

from program import clock
from program.models import Account, AuditEvent, Enrolment, Promise
from tests import people, thief
from tests.journeys.walker import Walker
from tests.journeys.ways import WAYS, Way, walking_in
from tests.people import Person

FIRST_SITTING = "The evenings are the hardest, heron-lantern-first-sitting."
SECOND_SITTING = "I would like to sleep again, heron-lantern-second-sitting."
STEP = "Put the big light on, puffin-step."
LETTER = "Thank you for this honest start, kingfisher-letter. One small step: put the big light on."
QUESTION = "May I write at night, otter-message?"


def join(walker: Walker) -> tuple[str, str, str]:
    """From the front page to home; returns sign-in name, passphrase and recovery code."""
    walker.go("/")
    walker.press("Begin")
    walker.page.get_by_label("I am 18 or older").check()
    walker.press("Go on")
    walker.page.get_by_label("Europe").check()
    walker.press("Go on")
    walker.page.get_by_label("I have read this").check()
    walker.press("Go on")
    name = walker.secret()
    walker.press("Go on")
    passphrase = walker.secret()
    walker.press("Go on")
    walker.fill("Type your passphrase once", passphrase)
    walker.press("Go on")
    code = walker.secret()
    walker.press("Go on")
    walker.press("Go on")
    walker.fill("Type the first group and the last group", code[:4] + code[-4:])
    walker.press("Go on")
    walker.is_at("/home/")
    return name, passphrase, code


def read_week(walker: Walker) -> None:
    walker.press("Begin week 1")
    walker.go("/week/1/")
    walker.go("/week/1/1/")
    while walker.page.get_by_role("link", name="Go on to the worksheet").count() == 0:
        walker.page.locator("main .actions .button-primary").click()
        walker.page.wait_for_load_state()
        walker.look()
    walker.press("Go on to the worksheet")


def boxes(walker: Walker) -> list[str]:
    """The names of the text boxes of the worksheet, in order."""
    locator = walker.page.locator("form.worksheet textarea, form.worksheet input[type=text]")
    return [str(box.get_attribute("name")) for box in locator.all() if box.is_visible()]


def fill_over_two_sittings(walker: Walker, name: str, passphrase: str) -> None:
    walker.is_at("/week/1/worksheet/")
    first, second = boxes(walker)[:2]
    walker.page.locator(f"[name='{first}']").fill(FIRST_SITTING)
    walker.page.locator("form.worksheet input[type=radio]").nth(3).check()
    walker.press("Save and finish later")
    walker.press("Sign out")
    sign_in(walker, name, passphrase)
    walker.go("/week/1/worksheet/")
    assert walker.page.locator(f"[name='{first}']").input_value() == FIRST_SITTING
    walker.page.locator(f"[name='{second}']").fill(SECOND_SITTING)
    walker.press("Read it through")
    walker.sees(FIRST_SITTING)
    walker.sees(SECOND_SITTING)
    walker.press("Send it")


def sign_in(walker: Walker, name: str, passphrase: str) -> None:
    walker.go("/sign-in/")
    walker.fill("Sign-in name", name)
    walker.fill("Passphrase", passphrase)
    walker.page.locator("main").get_by_role("button", name="Sign in").click()
    walker.page.wait_for_load_state()
    walker.look()


def staff_sign_in(walker: Walker, person: Person) -> None:
    walker.go("/staff/sign-in/")
    walker.fill("E-mail", person.name)
    walker.fill("Password", person.secret)
    walker.page.locator("main button[type=submit]").first.click()
    walker.page.wait_for_load_state()
    walker.look()
    walker.page.locator("[name=code]").fill(people.code_now())
    walker.page.locator("main button[type=submit]").first.click()
    walker.page.wait_for_load_state()
    walker.look()


def answer(walker: Walker, therapist: Person) -> None:
    staff_sign_in(walker, therapist)
    walker.is_at("/staff/inbox/")
    walker.page.locator("main table a").first.click()
    walker.page.wait_for_load_state()
    walker.look()
    walker.sees(FIRST_SITTING)
    walker.sees(SECOND_SITTING)
    walker.page.locator("textarea").first.fill(LETTER)
    walker.fill("The one step you agree on", STEP)
    walker.press("Save")
    assert walker.page.locator("textarea").first.input_value() == LETTER
    walker.press("Send")
    walker.go("/staff/inbox/")
    walker.sees("Nobody is waiting for you.")


def read_letter(walker: Walker) -> None:
    walker.go("/home/")
    walker.sees("A letter has come for you")
    walker.press("Read your letter")
    walker.sees("kingfisher-letter")
    walker.sees("puffin-step")
    walker.sees(FIRST_SITTING)
    walker.go("/messages/")
    walker.page.locator("main textarea").fill(QUESTION)
    walker.page.locator("main form button[type=submit]").first.click()
    walker.page.wait_for_load_state()
    walker.sees(QUESTION)


@pytest.mark.both_ways
@pytest.mark.parametrize("way", WAYS)
def test_the_loop_runs(browser: Browser, site: str, clinic: Person, way: Way) -> None:
    with walking_in(way, browser, site) as anna, walking_in(way, browser, site, phone=False) as desk:
        name, passphrase, code = join(anna)
        read_week(anna)
        fill_over_two_sittings(anna, name, passphrase)
        promise = Promise.objects.get(kept_on=None)
        answer(desk, clinic)
        read_letter(anna)
        assert anna.page.goto(f"{site}/week/2/").status == 404  # type: ignore[union-attr]
        anna.said.clear()
        clock.forward(7)
        anna.go("/home/")
        anna.sees("Week 2")
        anna.sees("puffin-step")
        anna.go("/week/2/")
        anna.go("/week/2/1/")
        anna.go("/week/2/worksheet/")
        anna.sees("puffin-step")
    promise.refresh_from_db()
    assert promise.kept_on is not None
    participant = Enrolment.objects.get().participant
    assert AuditEvent.objects.filter(verb="letter.sent", case=str(participant.pk)).count() == 1
    loot = thief.dump()
    secrets = (name, passphrase, code, clinic.secret, clinic.name)
    assert not thief.found((FIRST_SITTING, SECOND_SITTING, LETTER, STEP, QUESTION, *secrets), loot)
    assert participant.alias.encode() in loot, "The dump is empty, so it proves nothing."
    assert Account.objects.filter(pk=participant.pk, email_wrapped=None, work_name_wrapped=None).exists()
