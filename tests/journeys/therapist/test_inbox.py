"""The inbox in a browser: filtered, kept, claimed, handed back, walked through by keys alone."""

import pytest
from playwright.sync_api import Browser, expect

from program import clock
from program.models import GrantKind, Promise, Role
from tests import people
from tests.journeys.walker import Walker, walking
from tests.people import Person
from tests.program.test_cover import start
from tests.therapist import crowd, desk


@pytest.fixture
def tom(clinic: Person) -> Person:
    """Covers for Therese."""
    return people.new_staff("tom@clinic.example", "Tom", Role.THERAPIST, capacity=0)


@pytest.fixture
def anna(clinic: Person, tom: Person) -> Person:
    """Waits for a letter; eight others, whose keys open nothing, wait beside her."""
    with people.days_ago(8):
        anna = people.new_participant("maple-river-21", people.programme())
        people.begin(anna)
    with people.days_ago(6):
        people.send_worksheet(anna, 1)
    start(clinic, tom)
    rows = crowd.waiting_for(clinic.account_id, 8, people.programme(), today=clock.today())
    crowd.grant(rows, tom.account_id, first_day=clock.today(), kind=GrantKind.COVER)
    return anna


def rows(walker: Walker) -> int:
    return walker.page.locator("[data-rows] tbody tr").count()


def focused(walker: Walker) -> str:
    return str(walker.page.evaluate("document.activeElement.textContent")).strip()


def test_it_is_filtered_and_filters_are_kept(
    browser: Browser, site: str, anna: Person, clinic: Person, scripts: bool
) -> None:
    with walking(browser, site, scripts=scripts) as walker:
        walker.arrive(clinic)
        assert rows(walker) == 9
        walker.press("Week 2 1")
        walker.press("Keep this filter as a link")
        walker.is_at("/staff/inbox/?week=2")
        assert rows(walker) == 1
        walker.go("/staff/inbox/")
        walker.page.get_by_role("navigation", name="Kept filters").get_by_role("link").click()
        walker.is_at("/staff/inbox/?week=2")
        walker.press("Let this filter go")
        assert not walker.page.get_by_role("navigation", name="Kept filters").count()
        walker.go("/staff/inbox/?week=9")
        walker.sees("Nobody waits under this filter.")
        walker.press("To everybody who waits")
        assert rows(walker) == 9


def test_one_claims_and_the_other_sees_it(
    browser: Browser, site: str, anna: Person, clinic: Person, tom: Person, scripts: bool
) -> None:
    with (
        walking(browser, site, scripts=scripts, phone=False) as first,
        walking(browser, site, scripts=scripts) as second,
    ):
        first.arrive(clinic)
        second.arrive(tom)
        first.go(desk.letter_url(anna))
        second.go(desk.letter_url(anna))
        first.press("I answer this")
        first.sees("You answer this until")
        second.press("I answer this")
        second.sees("Therese answers this already")
        first.page.locator("textarea").first.fill("Dear you, ")
        first.press("Save")
        second.go("/staff/inbox/")
        second.sees("Therese answers this until")
        second.go(f"/staff/case/{anna.account_id}/messages/")
        second.sees("Therese is writing in this case now.")
        first.press("Hand back")
        second.go("/staff/inbox/?week=1")
        second.sees("Therese is writing now")
        second.page.get_by_role("row", name=anna.participant.alias).get_by_role("button", name="I answer this").click()
        second.page.wait_for_load_state()
        second.sees("You answer this until")


def test_keys_go_through_the_list(browser: Browser, site: str, anna: Person, clinic: Person) -> None:
    with walking(browser, site, scripts=True, phone=False) as walker:
        walker.arrive(clinic)
        keyboard = walker.page.keyboard
        names = walker.page.locator("[data-rows] tbody th a").all_inner_texts()
        keyboard.press("j")
        assert focused(walker) == names[0]
        for key, place in (("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)):
            keyboard.press(key)
            assert focused(walker) == names[place]
        keyboard.press("c")
        expect(walker.page.get_by_text("You answer this until")).to_be_visible()
        walker.go(f"/staff/inbox/?week=1&whose=mine&flag=late&after=2000-01-01.{anna.account_id}")
        keyboard.press("j")
        while focused(walker) != anna.participant.alias:
            keyboard.press("j")
        keyboard.press("Enter")
        expect(walker.page).to_have_url(site + desk.letter_url(anna))
        Promise.objects.exclude(participant=anna.participant).update(
            kept_on=clock.today(), claimed_by=None, claimed_until=None
        )
        walker.go("/staff/inbox/")
        keyboard.press("n")
        expect(walker.page).to_have_url(site + desk.letter_url(anna))
        walker.go("/staff/inbox/")
        walker.press("Switch them off")
        keyboard.press("n")
        keyboard.press("j")
        walker.is_at("/staff/inbox/")
        assert focused(walker) != anna.participant.alias
        walker.press("Switch them on")
        keyboard.press("j")
        assert focused(walker) == anna.participant.alias
