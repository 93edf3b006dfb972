"""The main path with no mouse and no scripts: sign in, read, fill in, send, and read the letter."""

import pytest
from playwright.sync_api import Browser

from tests import people
from tests.journeys.walker import Walker, walking
from tests.people import Person
from tests.therapist import desk

WORDS = "The evenings are the hardest, wren-by-keyboard."
LETTER = "Thank you for this, siskin-letter."
MOST = 150


@pytest.fixture
def anna(clinic: Person) -> Person:
    return people.new_participant("maple-river-21", people.programme())


def test_the_main_path_by_the_keyboard_alone(browser: Browser, site: str, anna: Person, clinic: Person) -> None:
    with walking(browser, site, scripts=False) as walker:
        walker.go("/sign-in/")
        for name, text in (("name", anna.name), ("passphrase", anna.secret)):
            tab_to(walker, f"[name={name}]")
            walker.page.keyboard.type(text)
        enter(walker)
        walker.is_at("/home/")
        go(walker, "Begin week 1")
        walker.is_at("/week/1/")
        go(walker, "Begin reading")
        while "/worksheet/" not in walker.page.url:
            tab_to(walker, "main .actions .button-primary")
            enter(walker)
        tab_to(walker, "form.worksheet textarea")
        walker.page.keyboard.type(WORDS)
        go(walker, "Read it through")
        walker.sees(WORDS)
        go(walker, "Send it")
        walker.is_at("/week/1/worksheet/sent/")
        desk.send(anna, clinic, LETTER, step=desk.STEP)
        go(walker, "Home")
        go(walker, "Read your letter")
        walker.sees("siskin-letter")
        walker.sees(WORDS)


def go(walker: Walker, label: str) -> None:
    """To the button or link that says so, and press it."""
    tab_to(walker, f":is(a, button):text-is('{label}')")
    enter(walker)


def enter(walker: Walker) -> None:
    before = walker.page.url
    walker.page.keyboard.press("Enter")
    walker.page.wait_for_url(lambda url: url != before)
    walker.page.wait_for_load_state()
    walker.look()


def tab_to(walker: Walker, css: str) -> None:
    """Every control on the way can be left again."""
    for _press in range(MOST):
        walker.page.keyboard.press("Tab")
        if walker.page.locator(f"{css}:focus").count():
            return
    raise AssertionError(f"No way to {css} from the keyboard.")
