"""Every state of home draws; and those who are behind meet one thing to do, never a pile of debts."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import SafeString
from pytest_django import DjangoAssertNumQueries

from modules.models import ProgrammePage
from modules.now import Next, Now, Stage
from modules.reading import Sheet, StepText, WeekReading, WeekText
from program import clock
from program.actions import weeks
from program.models import Account, NoticeKind, WeekKind
from tests import people
from tests.modules import states
from tests.modules.test_home import AROUND, ITS_OWN, answer, hand_in, main_of, newcomer, one_primary, read_week, shown
from tests.people import Person

__all__ = ["newcomer"]
Newcomer = Callable[[int], Person]
NOTHING_TO_DO = {Stage.WAITING, Stage.BETWEEN, Stage.FINISHED, Stage.CLOSED, Stage.LEFT}


@pytest.mark.django_db
@pytest.mark.parametrize("stage", Stage)
def test_each_state_draws_one_heading_and_at_most_one_button(stage: Stage) -> None:
    kind = {Stage.FOLLOW_UP: WeekKind.FOLLOW_UP, Stage.BOOSTER: WeekKind.BOOSTER}.get(stage, WeekKind.WEEK)
    week = WeekText(2, kind, "A chain", "What leads to what.", 40, SafeString(""), SafeString(""))
    step = StepText(1, "first", "The first", "", has_worksheet=True)
    reading = WeekReading(week=week, steps=[step], today=date(2026, 11, 23), sheet=Sheet.OPEN)
    context = {
        "now": Now(stage, reading, letter_week=1, next=Next(3, WeekKind.WEEK, None, False, False)),
        "week": "Week 2",
        "letter_day": "Thursday 26 November",
        "next_week": "Week 3",
    }
    request = RequestFactory().get("/home/")
    request.user = Account()
    html = render_to_string("modules/home.html", context, request)
    assert html.count("<h1>") == 1
    assert main_of(html).count("button-primary") == (0 if stage in NOTHING_TO_DO else 1)


@pytest.mark.django_db
class TestBehind:
    def test_several_open_weeks_are_one_thing_to_do(self, page: ProgrammePage, newcomer: Newcomer) -> None:
        states.edition_with_gate(page, "time", 3)
        person = newcomer(23)
        html = shown(person)
        assert person.journey.current is not None
        assert person.journey.current.number == 4
        assert "<h1>Good that you are here. Your week has waited for you.</h1>" in html
        assert "<h2>Week 1: Where I am</h2>" in html
        assert one_primary(html) == "/week/1/"
        assert "is waiting for you</a>" not in html
        assert "There is nothing to catch up with." in html

    def test_one_week_that_waits_for_long_is_gone_on_with(self, newcomer: Newcomer) -> None:
        person = newcomer(14)
        read_week(person, 1)
        states.begin_worksheet(person, 1)
        html = shown(person)
        assert "Your week has waited for you." in html
        assert one_primary(html) == "/week/1/worksheet/"
        assert "Go on with the worksheet" in html

    def test_a_few_days_more_are_nothing_to_speak_of(self, newcomer: Newcomer) -> None:
        assert "<h1>Week 1: Where I am</h1>" in shown(newcomer(13))

    def test_days_of_a_break_do_not_count(self, newcomer: Newcomer) -> None:
        person = newcomer(30)
        with people.days_ago(28):
            weeks.pause(journey=person.journey, by=person.account_id)
        weeks.resume(journey=person.journey, by=person.account_id)
        assert "<h1>Week 1: Where I am</h1>" in shown(person)

    def test_a_quiet_welcome_is_said_once(self, newcomer: Newcomer) -> None:
        person = newcomer(20)
        tell = {"account_id": person.account_id, "today": clock.today()}
        weeks.notify(key=str(uuid4()), kind=NoticeKind.QUIET_LATER, **tell)
        assert shown(person).count("Good that you are here") == 1

    def test_it_costs_no_more(self, newcomer: Newcomer, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        person = newcomer(20)
        shown(person)
        with django_assert_num_queries(AROUND + ITS_OWN):
            shown(person)


@pytest.mark.django_db
class TestWorksheetsOfEarlierWeeks:
    def test_several_are_one_offer(self, page: ProgrammePage, newcomer: Newcomer) -> None:
        states.edition_with_gate(page, "time", 2)
        person = newcomer(15)
        hand_in(person, 3, days=0)
        html = shown(person)
        said = "Earlier worksheets are open too, if you want to go back to one. Nothing waits for them."
        assert html.count(f'href="/week/1/">{said}</a>') == 1
        assert "the worksheet is waiting for you</a>" not in html

    def test_a_correction_that_was_begun_is_told(
        self, newcomer: Newcomer, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        person = newcomer(6)
        with people.days_ago(4):
            people.send_worksheet(person, 1)
        answer(person, 1, days=2)
        assert "begun to correct" not in shown(person)
        states.begin_worksheet(person, 1)
        with django_assert_num_queries(AROUND + ITS_OWN):
            html = shown(person)
        assert "Week 1: you have begun to correct your worksheet. The new version is not sent yet." in html
        assert 'href="/week/1/worksheet/"' in html
