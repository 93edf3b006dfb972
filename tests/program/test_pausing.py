"""A pause stops the clock and takes nothing away."""

from datetime import timedelta

from program.actions import weeks
from program.models import EnrolmentState, Pause, WeekFact
from tests import people
from tests.people import Person
from tests.program.staff_pages import verbs


def open_weeks(person: Person) -> list[int]:
    return [state.number for state in person.journey.states if state.is_open]


def test_week_that_opened_today_stays_open_in_a_pause_of_today(sol: Person) -> None:
    people.begin(sol)
    weeks.pause(journey=sol.journey, by=sol.account_id)
    assert open_weeks(sol) == [1]


def test_second_week_that_nobody_visited_stays_open_too(anna: Person) -> None:
    WeekFact.objects.filter(enrolment=anna.enrolment, number=2).delete()
    opened = anna.journey.state(2)
    assert opened is not None
    weeks.pause(journey=anna.journey, by=anna.account_id)
    assert anna.journey.state(2) == opened
    assert anna.enrolment.state == EnrolmentState.PAUSED
    assert verbs(anna.account_id)[-1] == "programme.paused"


def test_paused_days_do_not_count(sol: Person) -> None:
    with people.days_ago(10):
        people.begin(sol)
        weeks.pause(journey=sol.journey, by=sol.account_id)
    weeks.pause(journey=sol.journey, by=sol.account_id)
    weeks.resume(journey=sol.journey, by=sol.account_id)
    assert Pause.objects.get().last_day == sol.journey.today - timedelta(days=1)
    assert open_weeks(sol) == [1]
    assert sol.enrolment.state == EnrolmentState.ACTIVE


def test_pause_taken_back_on_the_same_day_leaves_no_trace(sol: Person) -> None:
    people.begin(sol)
    before = [state.opens_on for state in sol.journey.states]
    weeks.pause(journey=sol.journey, by=sol.account_id)
    weeks.resume(journey=sol.journey, by=sol.account_id)
    assert not Pause.objects.exists()
    assert [state.opens_on for state in sol.journey.states] == before
