"""What is one's own: measures, worksheets, plans, notes; and all of it on one page for paper."""

from uuid import uuid4

import pytest
from playwright.sync_api import Browser

from modules.actions import keeping
from modules.actions.keeping import Place, Written
from tests import people
from tests.journeys.ways import WAYS, Way, walking_in
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.measuring import answer_all

NOTE = "sandpiper-note"


@pytest.fixture
def anna(clinic: Person) -> Person:
    """In week 2, with a worksheet that was sent twice, measures and a note."""
    with people.days_ago(8):
        person = people.new_participant("maple-river-21", people.programme())
        people.begin(person)
        answer_all(person, 1)
        people.send_worksheet(person, 1)
    desk.correct_worksheet(person, 1, "plover-sign")
    place = Place(person.enrolment, week=1, number=4, step="goals", exercise=1)
    note = Written(text=NOTE, base=0, form_key=uuid4())
    keeping.save_note(place=place, written=note, private=person.private, by=person.account_id)
    return person


@pytest.mark.parametrize("way", WAYS)
def test_all_of_it_is_found_from_home(browser: Browser, site: str, anna: Person, way: Way) -> None:
    with walking_in(way, browser, site) as walker:
        walker.arrive(anna)
        walker.go("/home/")
        walker.press("My progress")
        walker.is_at("/progress/")
        assert walker.page.locator(".measure-told").count() >= 3
        walker.press("What I keep: pages and my own notes")
        walker.sees(NOTE)
        walker.press("To my progress")
        walker.press("My plan: all that I planned, on one page")
        walker.sees("plover-sign")
        walker.press("To my progress")
        walker.press("Print all of it")
        for words in ("plover-sign", NOTE):
            walker.sees(words)
        walker.page.emulate_media(media="print")
        assert walker.page.locator(".no-print:visible, button:visible, nav:visible").count() == 0
