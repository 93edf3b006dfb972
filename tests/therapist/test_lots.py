"""The draw: always the same, fair, and nothing that anybody can steer."""

from collections import Counter
from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from therapist.lots import drawn

TICKETS = st.lists(st.uuids(), unique=True, max_size=40)
SEEDS = st.text(alphabet="0123456789abcdef", min_size=8, max_size=64)
NUMBERS = st.integers(min_value=0, max_value=20)


@given(TICKETS, SEEDS, NUMBERS, st.randoms(use_true_random=False))
def test_it_comes_out_the_same_in_any_order(tickets: list[UUID], seed: str, number: int, random: Random) -> None:
    found = drawn(tickets, seed, number)
    random.shuffle(tickets)
    assert drawn(tickets, seed, number) == found
    assert drawn([*tickets, *tickets], seed, number) == found


@given(TICKETS, SEEDS, NUMBERS)
def test_as_many_are_drawn_as_asked_for_and_each_once(tickets: list[UUID], seed: str, number: int) -> None:
    found = drawn(tickets, seed, number)
    assert len(found) == len(set(found)) == min(number, len(tickets))
    assert set(found) <= set(tickets)


@given(TICKETS, SEEDS, NUMBERS, st.uuids())
def test_one_more_takes_at_most_one_place(tickets: list[UUID], seed: str, number: int, more: UUID) -> None:
    """Nobody's letter changes the draw of the others: whoever writes more only has more in the hat."""
    before = drawn([one for one in tickets if one != more], seed, number)
    after = drawn([*tickets, more], seed, number)
    assert set(after) - {more} <= set(before)
    assert len(set(before) - set(after)) <= 1


@given(TICKETS, SEEDS, NUMBERS, st.data())
def test_one_that_goes_lets_only_the_next_one_in(
    tickets: list[UUID], seed: str, number: int, data: st.DataObject
) -> None:
    """An erased case takes its letter out of the hat; everybody else who was drawn stays drawn."""
    if not tickets:
        return
    gone = data.draw(st.sampled_from(tickets))
    left = drawn([one for one in tickets if one != gone], seed, number)
    assert set(drawn(tickets, seed, number)) - {gone} <= set(left)


@given(TICKETS, SEEDS, NUMBERS)
def test_asking_for_one_more_keeps_those_that_were_drawn(tickets: list[UUID], seed: str, number: int) -> None:
    found = drawn(tickets, seed, number)
    assert drawn(tickets, seed, number + 1)[:number] == found


@given(st.lists(st.uuids(), unique=True, min_size=6, max_size=6), st.integers(min_value=0, max_value=2**32))
@settings(max_examples=20)
def test_each_has_the_same_chance(tickets: list[UUID], start: int) -> None:
    """Two of six over 1,200 months: each is drawn in about a third of them, each pair in about a fifteenth.

    400 and 80 are expected; the bounds lie more than six standard deviations away.
    """
    months = [drawn(tickets, f"{start} month {month}", 2) for month in range(1200)]
    single = Counter(one for month in months for one in month)
    pairs = Counter(frozenset(month) for month in months)
    assert all(290 < single[one] < 510 for one in tickets)
    assert len(pairs) == 15
    assert all(20 < count < 150 for count in pairs.values())
