"""Joining: calm, page by page, there and back, with nothing stored before the last."""

from pathlib import Path

from playwright.sync_api import Browser

from program.models import Account, AccountKind
from tests.journeys.walker import Walker, walking
from tests.people import Person
from tests.program.test_agreeing import OLD


def participants() -> int:
    return Account.objects.filter(kind=AccountKind.PARTICIPANT).count()


def choose(walker: Walker, label: str) -> None:
    walker.page.get_by_label(label).check()
    walker.press("Go on")


def to_the_name(walker: Walker) -> None:
    walker.go("/join/")
    walker.sees("Nothing is stored until the last one.")
    choose(walker, "I am 18 or older")
    choose(walker, "Europe")
    choose(walker, "I have read this")


def look_in_as_somebody_young(walker: Walker) -> None:
    walker.go("/join/")
    choose(walker, "I am under 18")
    walker.is_at("/other-help/")
    walker.sees("You were right to look for help")
    walker.press("Europe")
    walker.sees("Childline")


def keep_a_copy(walker: Walker) -> str:
    with walker.page.expect_download() as download:
        walker.page.get_by_role("link", name="Keep a copy of this text").click()
    assert download.value.suggested_filename == f"text-{OLD}.html"
    return Path(download.value.path()).read_text()


def test_there_and_back_without_scripts(browser: Browser, site: str, clinic: Person) -> None:
    with walking(browser, site, scripts=False) as walker:
        look_in_as_somebody_young(walker)
        to_the_name(walker)
        walker.press("Back")
        assert walker.page.get_by_label("I have read this").is_checked()
        assert "Courts and the police" in keep_a_copy(walker)
        walker.press("Go on")
        shown = walker.secret()
        walker.press("Give me another")
        name = walker.secret()
        assert name != shown
        walker.press("Go on")
        walker.fill("Or make your own", "sunshine princess 99")
        walker.press("Go on")
        walker.sees("Many people would think of that one.")
        walker.fill("Or make your own", "")
        walker.press("Go on")
        passphrase = back_in_the_browser(walker)
        walker.press("Go on")
        walker.fill("Type your passphrase once", passphrase.upper())
        walker.press("Go on")
        code = walker.secret()
        walker.press("Go on")
        assert walker.page.locator(".secret-text").all_inner_texts() == [name, passphrase, code]
        walker.press("Go on")
        walker.fill("Type the first group", "2222 2222")
        walker.press("Go on")
        walker.sees("not how this code begins and ends")
        assert participants() == 0
        walker.fill("Type the first group", f"{code[:4]} {code[-4:]}")
        walker.press("Go on")
        walker.is_at("/home/")
    assert participants() == 1


def back_in_the_browser(walker: Walker) -> str:
    """Past the page just shown and past a mistake: no page asks to be sent again, and the words are the same."""
    walker.page.go_back()
    walker.sees("Six words that open what you write.")
    passphrase = walker.secret()
    walker.page.go_back()
    walker.page.go_back()
    walker.sees("We made this up.")
    walker.page.reload()
    walker.press("Go on")
    assert walker.secret() == passphrase
    return passphrase


def test_with_an_own_passphrase_and_the_keyboard_alone(browser: Browser, site: str, clinic: Person) -> None:
    own = "kettle on a blue roof"
    with walking(browser, site, scripts=True, phone=False, rtl=True) as walker:
        to_the_name(walker)
        walker.press("Go on")
        by_keyboard(walker, "Or make your own", own)
        by_keyboard(walker, "Type your passphrase once", own)
        code = walker.secret()
        walker.press("Go on")
        walker.press("Go on")
        by_keyboard(walker, "Type the first group", code)
        walker.is_at("/home/")
    assert participants() == 1


def by_keyboard(walker: Walker, label: str, text: str) -> None:
    walker.page.get_by_label(label).focus()
    walker.page.keyboard.type(text)
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    walker.look()
