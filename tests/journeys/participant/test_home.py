"""Home says what now: after a long while away, in the follow-up, after leaving."""

import pytest
from playwright.sync_api import Browser

from program import clock
from program.actions import leaving
from program.models import WeekFact
from tests import people
from tests.journeys.ways import WAYS, Way, walking_in
from tests.people import Person


def joined(name: str, days: int) -> Person:
    with people.days_ago(days):
        person = people.new_participant(name, people.programme())
        people.begin(person)
    return person


@pytest.mark.parametrize("way", WAYS)
def test_whoever_was_away_finds_one_thing_to_do(browser: Browser, site: str, clinic: Person, way: Way) -> None:
    person = joined("maple-river-21", 20)
    with walking_in(way, browser, site) as walker:
        walker.arrive(person)
        walker.sees("Good that you are here. Your week has waited for you.")
        walker.press("Begin this week")
        walker.is_at("/week/1/")


@pytest.mark.parametrize("way", WAYS)
def test_the_follow_up_opens_on_its_day(browser: Browser, site: str, clinic: Person, way: Way) -> None:
    person = joined("maple-river-21", 90)
    today = clock.today()
    done = [
        WeekFact(enrolment=person.enrolment, number=number, opened_on=today, submitted_on=today, letter_on=today)
        for number in range(1, 8)
    ]
    WeekFact.objects.bulk_create([*done, WeekFact(enrolment=person.enrolment, number=8, opened_on=today)])
    WeekFact.objects.filter(number=8).update(submitted_on=today, letter_on=today)
    with walking_in(way, browser, site) as walker:
        walker.arrive(person)
        walker.sees("Between now and the follow-up")
        clock.forward(35)
        walker.go("/home/")
        walker.sees("Welcome back. Your follow-up is here.")
        walker.press("Begin the follow-up")
        walker.is_at("/week/9/")


@pytest.mark.parametrize("way", WAYS)
def test_whoever_has_left_may_take_part_again(browser: Browser, site: str, clinic: Person, way: Way) -> None:
    person = joined("maple-river-21", 2)
    leaving.leave(journey=person.journey, by=person.account_id)
    with walking_in(way, browser, site) as walker:
        walker.arrive(person)
        walker.sees("You have left the programme")
        walker.press("Take part again")
        walker.is_at("/home/")
        walker.sees("Begin this week")
