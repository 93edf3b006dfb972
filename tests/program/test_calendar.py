"""What only days decide: how long somebody has been here, and which weeks would be open had nothing been waited for."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from program.schedule import Fact, Facts, Gate, Pause, Week, active_days, active_days_later, by_calendar, week_states

START = date(2026, 3, 2)
GATED = [Week(number, gate=Gate.WORKSHEET) for number in range(1, 9)]


def later(days: int) -> date:
    return START + timedelta(days=days)


def test_days_of_a_pause_do_not_count() -> None:
    pauses = [Pause(later(3), later(5)), Pause(later(8))]
    assert active_days(START, later(3), pauses) == 3
    assert active_days(START, later(7), pauses) == 4
    assert active_days(START, later(30), pauses) == 5
    assert active_days(START, START, ()) == 0
    assert active_days(START, later(-3), ()) == 0


@given(st.integers(0, 60), st.integers(0, 20), st.integers(0, 20))
def test_it_is_the_other_way_round_of_counting_forward(days: int, first: int, length: int) -> None:
    pauses = [Pause(later(first), later(first + length))]
    day = active_days_later(START, days, pauses)
    assert day is not None
    assert active_days(START, day, pauses) == days


def test_whoever_sends_nothing_stays_in_week_one_but_not_by_the_calendar() -> None:
    facts = Facts(GATED, started_on=START, happened={1: Fact(opened_on=START)})
    assert sum(state.is_open for state in week_states(facts, later(21))) == 1
    assert sum(state.is_open for state in by_calendar(facts, later(21))) == 4
    assert sum(state.is_open for state in by_calendar(facts, later(20))) == 3


def test_before_the_beginning_the_calendar_has_no_week_either() -> None:
    assert not any(state.is_open for state in by_calendar(Facts(GATED), later(21)))
