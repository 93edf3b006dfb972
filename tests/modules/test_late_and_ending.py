"""Home when a promise has passed, when a gate opens by itself, and in the last weeks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from modules import words
from program import clock
from program.actions import service, weeks
from program.models import ClosingDay, Enrolment, EnrolmentState, Program, Promise, WeekFact
from program.queries import new_days
from tests import rows
from tests.modules import states
from tests.modules.conftest import sample_page
from tests.modules.test_home import AROUND, AWAITING, ITS_OWN, answer, finish, hand_in, newcomer, shown
from tests.people import Person
from tests.therapist import desk

__all__ = ["newcomer"]
pytestmark = pytest.mark.django_db

Newcomer = Callable[[int], Person]
DAY = timedelta(days=1)


def pass_promises(person: Person, days: int = 3) -> date:
    """Every promise to this person passed so many days ago; the day that is named now."""
    due = clock.today() - days * DAY
    Promise.objects.filter(participant_id=person.account_id).update(due_on=due)
    return new_days(person.enrolment.program, [due], clock.today())[due]


def test_the_new_day_stands_on_home_and_in_the_week(newcomer: Newcomer) -> None:
    person = newcomer(4)
    hand_in(person, 1, days=4)
    by = words.long_day(pass_promises(person))
    html = shown(person)
    assert "<h1>Your letter is late. This is not about you.</h1>" in html
    assert f"The new day is {by}." in html
    assert "overdue" not in html
    assert f"It will be here by {by}." in " ".join(person.client.get("/week/1/").content.decode().split())


def test_closing_days_are_no_new_days(newcomer: Newcomer) -> None:
    person = newcomer(4)
    hand_in(person, 1, days=4)
    before = pass_promises(person)
    ClosingDay.objects.create(program=person.enrolment.program, day=before)
    after = pass_promises(person)
    assert after > before
    assert words.long_day(after) in shown(person)


def test_looking_changes_no_promise(newcomer: Newcomer) -> None:
    person = newcomer(4)
    hand_in(person, 1, days=4)
    pass_promises(person)
    rows = list(Promise.objects.values_list())
    shown(person)
    assert list(Promise.objects.values_list()) == rows


def test_an_earlier_letter_and_an_answer_are_late_in_quiet_lines(anna: Person) -> None:
    desk.ask(anna)
    by = words.long_day(pass_promises(anna))
    html = shown(anna)
    assert f"Week 1: your letter is late, and this is not about you. It will be here by {by}." in html
    said = f"The answer to your message is late, and this is not about you. It will be here by {by}."
    assert f'href="/messages/">{said}</a>' in html


def test_an_answer_that_is_not_late_has_no_line(anna: Person) -> None:
    desk.ask(anna)
    assert "The answer to your message" not in shown(anna)


def test_a_late_letter_is_told_on_a_break_too(newcomer: Newcomer) -> None:
    person = newcomer(4)
    hand_in(person, 1, days=4)
    pass_promises(person)
    weeks.pause(journey=person.journey, by=person.account_id)
    html = shown(person)
    assert "<h1>You are taking a break</h1>" in html
    assert "Week 1: your letter is late, and this is not about you." in html


def test_it_costs_no_statement_more(anna: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    desk.ask(anna)
    pass_promises(anna)
    anna.client.get("/home/")
    with django_assert_num_queries(AROUND + ITS_OWN + AWAITING):
        anna.client.get("/home/")


# A gate that opens by itself


WithGate = Callable[[int | None], Program]


@pytest.fixture(scope="session")
def letter_gate(once: rows.Doing) -> rows.Once:
    return once(lambda: states.edition_with_gate(sample_page(), "letter"))


@pytest.fixture
def with_gate(programme: Program, letter_gate: rows.Once) -> WithGate:
    def gated(days: int | None) -> Program:
        letter_gate.again()
        service.set_letter_gate(program=programme, days=days, by="tests")
        return programme

    return gated


def test_the_gate_names_its_last_day(with_gate: WithGate, newcomer: Newcomer) -> None:
    with_gate(10)
    person = newcomer(1)
    hand_in(person, 1, days=1)
    state = person.journey.next_closed
    assert state is not None
    assert state.opens_on == clock.today() + 9 * DAY
    assert f"Week 2 opens when your letter has come, and on {words.long_day(state.opens_on)} at the latest." in shown(
        person
    )


def test_the_gate_opens_without_a_letter(with_gate: WithGate, newcomer: Newcomer) -> None:
    with_gate(10)
    person = newcomer(12)
    hand_in(person, 1, days=10)
    html = shown(person)
    assert "<h1>Week 2:" in html
    assert "Week 1: your letter is late" in html
    assert person.client.get("/week/2/").status_code == 200


def test_the_gate_waits_for_ever_where_no_day_is_set(with_gate: WithGate, newcomer: Newcomer) -> None:
    with_gate(None)
    person = newcomer(90)
    hand_in(person, 1, days=80)
    assert person.client.get("/week/2/").status_code == 404


@pytest.mark.parametrize("later", [None, 60])
def test_what_has_opened_stays_open_when_the_wait_becomes_longer(
    later: int | None, with_gate: WithGate, newcomer: Newcomer
) -> None:
    program = with_gate(10)
    person = newcomer(12)
    hand_in(person, 1, days=10)
    service.set_letter_gate(program=program, days=later, by="tests")
    waiting = person.journey.state(2)
    assert waiting is not None
    assert waiting.is_open
    assert WeekFact.objects.get(enrolment=person.enrolment, number=2).opened_on == clock.today()


def test_a_shorter_wait_latches_nothing(with_gate: WithGate, newcomer: Newcomer) -> None:
    program = with_gate(10)
    person = newcomer(12)
    hand_in(person, 1, days=8)
    service.set_letter_gate(program=program, days=5, by="tests")
    assert not WeekFact.objects.filter(enrolment=person.enrolment, number=2).exists()
    assert person.client.get("/week/2/").status_code == 200


@pytest.mark.parametrize("days", [0, -1, 366])
def test_no_gate_waits_for_no_day_or_for_years(days: int, programme: Program) -> None:
    with pytest.raises(ValueError, match="at most"):
        service.set_letter_gate(program=programme, days=days, by="tests")


# The ending


ENDING = {
    5: "",
    6: "Two more weeks after this one. Then comes the follow-up.",
    7: "One more week after this one. Then comes the follow-up.",
    8: "This is the last week. After it comes only the follow-up.",
}


def in_week(person: Person, number: int) -> None:
    """Everything before is done, and this week has opened."""
    finish(person, through=number - 1)
    WeekFact.objects.create(enrolment=person.enrolment, number=number, opened_on=clock.today())


@pytest.mark.parametrize("number", ENDING)
def test_the_ending_is_announced_in_the_last_three_weeks(number: int, newcomer: Newcomer) -> None:
    person = newcomer(60)
    in_week(person, number)
    html = shown(person)
    assert f"<h1>Week {number}:" in html
    assert ENDING[number] in html
    assert ("follow-up." in html) == bool(ENDING[number])


def test_it_is_not_announced_on_a_break_and_not_to_whoever_left(newcomer: Newcomer) -> None:
    person = newcomer(60)
    in_week(person, 6)
    for state in (EnrolmentState.PAUSED, EnrolmentState.WITHDRAWN, EnrolmentState.COMPLETED):
        Enrolment.objects.filter(pk=person.enrolment.pk).update(state=state)
        assert "Two more weeks" not in shown(person)


def test_between_the_last_week_and_the_follow_up_it_is_said_no_more(newcomer: Newcomer) -> None:
    person = newcomer(1)
    finish(person, through=8)
    assert "This is the last week" not in shown(person)


@pytest.mark.parametrize(("number", "said"), [(7, "One more week after this one."), (8, "This is the last week.")])
def test_a_programme_without_follow_up_ends_with_its_last_week(number: int, said: str, newcomer: Newcomer) -> None:
    person = newcomer(60)
    in_week(person, number)
    journey = replace(person.journey, weeks=person.journey.weeks[:8])
    assert words.ending(journey) == said


def test_the_letter_of_the_last_weeks_says_so_to_the_therapist(newcomer: Newcomer, therese: Person) -> None:
    person = newcomer(60)
    in_week(person, 6)
    page = " ".join(therese.client.get(desk.letter_url(person, 6)).content.decode().split())
    assert "The end is near: 2 more weeks after week 6." in page
    in_week_8 = person.enrolment
    WeekFact.objects.create(enrolment=in_week_8, number=8, opened_on=clock.today())
    page = " ".join(therese.client.get(desk.letter_url(person, 6)).content.decode().split())
    assert "The end is near: week 8 is the last one." in page


def test_before_that_the_letter_says_nothing_of_the_end(newcomer: Newcomer, therese: Person) -> None:
    person = newcomer(9)
    hand_in(person, 1, days=8)
    answer(person, 1, days=2)
    assert "The end is near" not in therese.client.get(desk.letter_url(person)).content.decode()
