"""Silence is counted in days on which it was somebody's turn: against a slow walk through every single day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.schedule import Pause
from program.silence import Facts, Quiet, quiet, quiet_days

START = date(2026, 3, 2)
ONE_DAY = timedelta(days=1)


def days_on(number: int) -> date:
    return START + number * ONE_DAY


@pytest.mark.parametrize(
    ("days", "reached"),
    [
        *((0, None), (6, None), (7, Quiet.FIRST), (13, Quiet.FIRST), (14, Quiet.LATER), (27, Quiet.LATER)),
        *((28, Quiet.REST), (400, Quiet.REST)),
    ],
)
def test_each_step_comes_on_its_day(days: int, reached: Quiet | None) -> None:
    assert quiet(Facts(seen_on=START, turn_since=START - ONE_DAY), days_on(days)) == reached


def test_nobody_is_quiet_while_it_is_our_turn() -> None:
    assert quiet(Facts(seen_on=START, turn_since=None), days_on(400)) is None


def test_a_day_that_nobody_knows_counts_from_when_it_was_their_turn() -> None:
    assert quiet(Facts(seen_on=None, turn_since=START), days_on(7)) == Quiet.FIRST


@given(
    visits=st.sets(st.integers(0, 90), max_size=12),
    paused=st.sets(st.integers(0, 90), max_size=40),
    turn=st.integers(0, 60),
)
def test_it_counts_as_a_slow_walk_through_every_day_does(visits: set[int], paused: set[int], turn: int) -> None:
    pauses = [Pause(days_on(day), days_on(day)) for day in paused]
    counted, seen_on = 0, None
    for day in range(91):
        if day in visits:
            seen_on, counted = days_on(day), 0
        if day < turn:
            counted = 0
        assert quiet_days(Facts(seen_on, days_on(turn), pauses), days_on(day)) == counted
        counted += day not in paused and day >= turn


@given(days=st.integers(0, 60), pause=st.integers(1, 60), length=st.integers(0, 60))
def test_a_pause_never_brings_a_step_nearer(days: int, pause: int, length: int) -> None:
    without = Facts(START, START)
    paused = Facts(START, START, [Pause(days_on(pause), days_on(pause + length))])
    order = [None, Quiet.FIRST, Quiet.LATER, Quiet.REST]
    assert order.index(quiet(paused, days_on(days))) <= order.index(quiet(without, days_on(days)))


def test_an_open_pause_stops_it() -> None:
    facts = Facts(START, START, [Pause(days_on(5))])
    assert quiet_days(facts, days_on(100)) == 5
