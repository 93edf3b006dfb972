"""A letter with help: a template, their words, a second look, a checklist. Then a template is changed."""

import re

import pytest
from playwright.sync_api import Browser, expect

from program import clock
from program.models import Program, Role
from tests import people
from tests.journeys.walker import Walker, walking
from tests.people import Person
from therapist.actions.checklists import set_checklist

ASKED = "Where do you live? This stays between us."
TICK = "Affirm something they did"


@pytest.fixture
def waiting(clinic: Person) -> Person:
    """Somebody who has sent the first worksheet, and a checklist that must be ticked."""
    program = Program.objects.get()
    stina = people.new_staff("stina@clinic.example", "Stina", Role.SUPERVISOR)
    with people.days_ago(8):
        person = people.new_participant("maple-river-21", people.programme())
        people.begin(person)
    people.send_worksheet(person, 1)
    set_checklist(program=program, version=0, lines=[TICK], required=True, by=stina.account_id, today=clock.today())
    return person


def box(desk: Walker) -> str:
    return desk.page.locator("#letter-form textarea[name=text]").input_value()


def insert(desk: Walker, title: str) -> None:
    desk.page.locator("details.offers > summary").click()
    desk.page.locator(".offer", has_text=title).locator("button").click()
    desk.page.wait_for_load_state()
    expect(desk.page.locator("#letter-form textarea[name=text]")).to_have_value(re.compile("Few words are welcome"))
    desk.look()


def quote(desk: Walker) -> None:
    """Two sentences are marked, and quoted together with a gap."""
    part = desk.page.locator("[id='quote-1.1.made_worse'], [id^='quote-1.1.']").last
    name = str(part.get_attribute("id"))
    part.locator("button").click()
    desk.page.wait_for_load_state()
    expect(desk.page.locator("#letter-form textarea[name=text]")).to_have_value(re.compile("\n> "))
    assert desk.page.locator(f"[id='{name}']").count() == 1


def finish(desk: Walker) -> None:
    """What is still template is named; it is written over, looked at again, ticked and sent."""
    desk.press("Send")
    desk.sees("Something in [[brackets]] is still to be written")
    desk.sees("Still template")
    text = re.sub(r"\[\[.*?\]\]", "a word", box(desk))
    desk.page.locator("#letter-form textarea[name=text]").fill(f"{text}\n\n{ASKED}")
    desk.press("Preview")
    desk.sees("asks where they live")
    desk.sees("promises secrecy")
    expect(desk.page.locator(".case-write blockquote").first).to_contain_text("A quiet evening")
    desk.press("See their whole page, also as on a phone")
    desk.sees("What you wrote")
    desk.press("On a phone")
    desk.press("Send it")
    desk.press("Send")
    desk.sees(f"Not ticked yet: “{TICK}”.")
    desk.page.locator("#letter-form textarea[name=text]").fill(text)
    desk.page.get_by_label(TICK).check()
    desk.press("Send")
    desk.sees("has been sent")


def test_a_letter_is_written_with_help(
    browser: Browser, site: str, clinic: Person, waiting: Person, scripts: bool
) -> None:
    with walking(browser, site, scripts=scripts, phone=False) as desk, walking(browser, site, scripts=scripts) as anna:
        desk.arrive(clinic)
        desk.page.locator("main table a").first.click()
        desk.page.wait_for_load_state()
        desk.look()
        desk.page.locator("#letter-form textarea[name=text]").fill("Dear you,")
        desk.fill("The one step you agree on", "One walk on Sunday.")
        insert(desk, "They wrote little")
        assert box(desk).startswith("Dear you,\n\nThank you for sending this sheet.")
        quote(desk)
        if scripts:
            expect(desk.page.locator("[data-number]")).to_have_text(re.compile(r"^\d{2,3}$"))
        finish(desk)
        anna.arrive(waiting)
        anna.go("/week/1/letter/")
        expect(anna.page.locator("article blockquote").first).to_contain_text("A quiet evening")


def test_a_template_is_changed_on_the_desk(browser: Browser, site: str, clinic: Person, scripts: bool) -> None:
    with walking(browser, site, scripts=scripts, phone=False) as desk:
        desk.arrive(clinic)
        desk.go("/staff/templates/")
        desk.press("After a setback")
        desk.fill("Text", "You wrote about a setback, [name].")
        desk.press("Save as the next version")
        desk.sees("“[name]” is no placeholder.")
        desk.fill("Text", "You wrote about a setback. [[Say what came before it]]")
        desk.press("Save as the next version")
        desk.sees("Version 2 is in use now.")
        desk.press("After a setback")
        desk.sees("Version 1,")
        desk.press("Retire it")
        desk.sees("Retired: offered to nobody")
        desk.press("New template")
        desk.fill("Title", "Our own")
        desk.fill("Text", "Thank you. [[Say for what]]")
        desk.press("Save the template")
        desk.sees("The template can be used now.")


def test_a_supervisor_sets_the_checklist(browser: Browser, site: str, scripts: bool) -> None:
    people.programme()
    stina = people.new_supervisor("stina@clinic.example", "Stina")
    with walking(browser, site, scripts=scripts, phone=False) as desk:
        desk.arrive(stina)
        desk.go("/staff/supervision/")
        desk.press("Checklist for letters")
        desk.fill("What to think of before a letter goes", "One\n" * 8)
        desk.press("Put in force")
        desk.sees("These are 8 lines.")
        desk.fill("What to think of before a letter goes", "Affirm something they did\nAsk one question")
        desk.press("Put in force")
        desk.sees("The checklist stands beside every letter now.")
        desk.sees("Version 1,")


def test_selected_words_are_quoted_alone(browser: Browser, site: str, clinic: Person, waiting: Person) -> None:
    """With scripts: what is selected in an answer goes in where the writer stands."""
    with walking(browser, site, scripts=True, phone=False) as desk:
        desk.arrive(clinic)
        desk.page.locator("main table a").first.click()
        desk.page.wait_for_load_state()
        text = desk.page.locator("#letter-form textarea[name=text]")
        text.fill("Before.\n\nAfter.")
        text.evaluate("box => box.setSelectionRange(7, 7)")
        part = desk.page.locator("[id='quote-1.1.signs']")
        part.evaluate(
            """part => {
              const words = part.closest(".answer").querySelector("dd p").firstChild;
              const range = document.createRange();
              range.setStart(words, words.data.indexOf("quiet"));
              range.setEnd(words, words.data.indexOf("quiet") + 5);
              getSelection().removeAllRanges();
              getSelection().addRange(range);
            }"""
        )
        part.locator("button").click()
        expect(text).to_have_value("Before.\n\n> quiet\n\nAfter.")
        desk.sees("Saved at")
