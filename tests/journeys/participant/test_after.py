"""After the end: home says goodbye, and the page of it leads to what can be kept and to what can be erased."""

import pytest
from playwright.sync_api import Browser

from program import clock
from program.models import Enrolment, EnrolmentState
from tests import people
from tests.journeys.ways import WAYS, Way, walking_in
from tests.people import Person
from tests.therapist import desk


@pytest.fixture
def anna(clinic: Person) -> Person:
    """Has lived it all; her case is closed."""
    with people.days_ago(9):
        anna = people.new_participant("maple-river-21", people.programme())
        people.begin(anna)
        people.send_worksheet(anna, 1)
        desk.ask(anna, "dunlin-question, what comes after")
    Enrolment.objects.filter(pk=anna.enrolment.pk).update(
        state=EnrolmentState.CLOSED, ended_on=clock.today(), closes_on=clock.today()
    )
    return anna


@pytest.mark.parametrize("way", WAYS)
def test_goodbye(browser: Browser, site: str, anna: Person, way: Way) -> None:
    goodbye = "Goodbye: what you can keep, and what stays here"
    with walking_in(way, browser, site) as walker:
        walker.arrive(anna)
        walker.sees("This is the end of your programme")
        walker.press(goodbye)
        walker.is_at("/goodbye/")
        for link, path in (
            ("A copy of everything you wrote and were sent", "/account/copy/"),
            ("The whole conversation, on one page to print", "/messages/all/"),
            ("Erase everything", "/account/erase/"),
        ):
            walker.press(link)
            walker.is_at(path)
            walker.go("/goodbye/")
        walker.go("/messages/")
        walker.sees("dunlin-question")
        assert walker.page.locator("main textarea").count() == 0
        walker.press(goodbye)
