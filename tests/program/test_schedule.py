"""When weeks open: against a slow walk through every day, and through whole stories of pauses, gates and visits."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.schedule import (
    Fact,
    Facts,
    Gate,
    Pause,
    Week,
    WeekState,
    active_days_later,
    current_week,
    week_states,
)

DAY = timedelta(days=1)
START = date(2026, 3, 2)
HORIZON = 200

starts = st.one_of(
    st.sampled_from([date(2028, 2, 28), date(2028, 2, 29), date(2027, 2, 28), date(2026, 12, 31), date(2026, 3, 28)]),
    st.dates(date(2024, 1, 1), date(2035, 12, 31)),
)
gates = st.sampled_from(list(Gate))
lengths = st.integers(min_value=1, max_value=10)


@st.composite
def editions(draw: st.DrawFn) -> list[Week]:
    """Eight weeks, or nine of which the last follows four weeks later, or boosters after it; or a few of any shape."""
    if draw(st.booleans()):
        weeks = [Week(number, gate=draw(gates)) for number in range(1, 9)]
        later = [Week(9, after_days=28), Week(10, after_days=draw(lengths)), Week(11, after_days=draw(lengths))]
        return [*weeks, *later[: draw(st.integers(min_value=0, max_value=3))]]
    count = draw(st.integers(min_value=1, max_value=4))
    return [
        Week(number, draw(lengths), draw(st.integers(min_value=0, max_value=5)), draw(gates))
        for number in range(1, count + 1)
    ]


@st.composite
def some_facts(draw: st.DrawFn) -> Facts:
    """Any facts without latches: pauses may overlap, touch, or never end; gates may be met early, late or never."""
    weeks, start = draw(editions()), draw(starts)
    days = st.integers(min_value=-5, max_value=150).map(lambda number: start + number * DAY)
    pauses = []
    for first_day in draw(st.lists(days, max_size=4)):
        length = draw(st.one_of(st.none(), st.integers(min_value=0, max_value=30)))
        pauses.append(Pause(first_day, None if length is None else first_day + length * DAY))
    happened = {week.number: Fact(None, draw(st.none() | days), draw(st.none() | days)) for week in weeks}
    patience = draw(st.none() | st.integers(min_value=1, max_value=30))
    return Facts(weeks, draw(st.none() | st.just(start)), pauses, happened, patience)


# The slow way


def walked(facts: Facts, today: date) -> dict[int, date]:
    """On which day each week opened, found by living through every day until today."""
    opened: dict[int, date] = {}
    if facts.started_on is None:
        return opened
    lived: dict[int, int] = {}
    # What was handed in may lie before the beginning here, though no action lets it.
    day = facts.started_on - 10 * DAY
    waited: dict[int, int] = {}
    while day <= today:
        if not any(pause.first_day <= day <= (pause.last_day or day) for pause in facts.pauses):
            for number in openings(facts, day, opened, lived, waited):
                opened[number], lived[number] = day, 0
            count_day(lived, list(lived))
            count_day(waited, [number for number, fact in facts.happened.items() if sent_by(fact, day)])
        day += DAY
    return opened


def count_day(days: dict[int, int], numbers: list[int]) -> None:
    for number in numbers:
        days[number] = days.get(number, 0) + 1


def sent_by(fact: Fact, day: date) -> bool:
    return fact.submitted_on is not None and fact.submitted_on <= day


def openings(
    facts: Facts, day: date, opened: dict[int, date], lived: dict[int, int], waited: dict[int, int]
) -> Iterator[int]:
    """The weeks that open on this day, which is not paused. A generator: each opening may bring the next one."""
    if facts.started_on is None or day < facts.started_on:
        return
    for before, week in zip([None, *facts.weeks], facts.weeks, strict=False):
        if week.number in opened:
            continue
        if before is not None and (before.number not in opened or not ripe(facts, before, week, day, lived, waited)):
            return
        yield week.number


def ripe(facts: Facts, before: Week, week: Week, day: date, lived: dict[int, int], waited: dict[int, int]) -> bool:
    if lived[before.number] < before.length_days + week.after_days:
        return False
    fact = facts.happened.get(before.number, Fact())
    if before.gate == Gate.LETTER and waited.get(before.number, 0) >= (facts.letter_gate_days or HORIZON * 10):
        return True
    met_on = {Gate.TIME: day, Gate.WORKSHEET: fact.submitted_on, Gate.LETTER: fact.letter_on}[before.gate]
    return met_on is not None and met_on <= day


@given(facts=some_facts(), days=st.integers(min_value=-10, max_value=HORIZON))
def test_same_as_living_through_every_day(facts: Facts, days: int) -> None:
    today = (facts.started_on or START) + days * DAY
    states = week_states(facts, today)
    assert [state.number for state in states] == [week.number for week in facts.weeks]
    assert {state.number: state.opens_on for state in states if state.is_open} == walked(facts, today)


@given(facts=some_facts(), days=st.integers(min_value=0, max_value=HORIZON))
def test_days_of_opening_do_not_depend_on_today(facts: Facts, days: int) -> None:
    today = (facts.started_on or START) + days * DAY
    now, later = week_states(facts, today), week_states(facts, today + 30 * DAY)
    assert [state.opens_on for state in now] == [state.opens_on for state in later]
    assert all(after.is_open for before, after in zip(now, later, strict=True) if before.is_open)


@given(facts=some_facts(), days=st.integers(min_value=0, max_value=HORIZON))
def test_latching_what_is_open_changes_nothing(facts: Facts, days: int) -> None:
    today = (facts.started_on or START) + days * DAY
    states = week_states(facts, today)
    latched = {
        state.number: replace(facts.happened.get(state.number, Fact()), opened_on=state.opens_on)
        for state in states
        if state.is_open
    }
    assert week_states(replace(facts, happened={**facts.happened, **latched}), today) == [
        replace(state, waits_for=None) if state.is_open else state for state in states
    ]


@given(facts=some_facts(), days=st.integers(min_value=0, max_value=HORIZON))
def test_weeks_open_in_order_and_say_what_they_wait_for(facts: Facts, days: int) -> None:
    states = week_states(facts, (facts.started_on or START) + days * DAY)
    known = [state.opens_on for state in states if state.opens_on is not None]
    assert known == sorted(known)
    assert [state.opens_on is None for state in states] == sorted(state.opens_on is None for state in states)
    for state in states:
        assert not (state.is_open and state.opens_on is None)
        assert state.waits_for is None or state.opens_on is None
        assert state.waits_for != Gate.TIME
        assert not (state.at_latest and (state.is_open or state.opens_on is None))


@given(facts=some_facts(), days=st.integers(min_value=0, max_value=HORIZON), ahead=st.integers(0, 40))
def test_a_letter_opens_sooner_what_would_open_at_the_latest(facts: Facts, days: int, ahead: int) -> None:
    today = (facts.started_on or START) + days * DAY
    for before, state in zip(facts.weeks, week_states(facts, today)[1:], strict=False):
        fact = facts.happened.get(before.number, Fact())
        if state.at_latest and state.opens_on is not None:
            come = replace(fact, letter_on=state.opens_on - ahead * DAY)
            sooner = week_states(replace(facts, happened={**facts.happened, before.number: come}), today)
            found = next(other.opens_on for other in sooner if other.number == state.number)
            assert found is not None
            assert found <= state.opens_on


@given(facts=some_facts(), days=st.integers(min_value=0, max_value=HORIZON), wait=st.integers(1, 30))
def test_a_shorter_wait_opens_nothing_later(facts: Facts, days: int, wait: int) -> None:
    today = (facts.started_on or START) + days * DAY
    longer = week_states(replace(facts, letter_gate_days=wait + 1), today)
    shorter = week_states(replace(facts, letter_gate_days=wait), today)
    for_ever = week_states(replace(facts, letter_gate_days=None), today)
    for late, soon in [*zip(longer, shorter, strict=True), *zip(for_ever, longer, strict=True)]:
        assert late.opens_on is None or (soon.opens_on is not None and soon.opens_on <= late.opens_on)


# Whole stories: facts that grow day by day, as the actions let them


@dataclass
class Story:
    """A participant's facts so far, and the openings seen so far."""

    weeks: list[Week]
    start: date
    pauses: list[Pause] = field(default_factory=list)
    happened: dict[int, Fact] = field(default_factory=dict)
    seen: dict[int, date] = field(default_factory=dict)
    patience: int | None = None

    @property
    def facts(self) -> Facts:
        return Facts(self.weeks, self.start, list(self.pauses), dict(self.happened), self.patience)

    @property
    def paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].last_day is None

    def states(self, today: date) -> list[WeekState]:
        return week_states(self.facts, today)

    def open_weeks(self, today: date) -> list[WeekState]:
        return [state for state in self.states(today) if state.is_open]

    def note(self, number: int, **what: date | None) -> None:
        fact = self.happened.get(number, Fact())
        self.happened[number] = replace(fact, **{key: getattr(fact, key) or value for key, value in what.items()})


def visit(story: Story, today: date) -> None:
    for state in story.open_weeks(today)[-1:]:
        story.note(state.number, opened_on=state.opens_on)


def submit(story: Story, today: date) -> None:
    visit(story, today)
    for state in story.open_weeks(today)[-1:]:
        story.note(state.number, submitted_on=today)


def letter(story: Story, today: date) -> None:
    for number, fact in list(story.happened.items()):
        if fact.submitted_on is not None:
            story.note(number, letter_on=today)


def pause(story: Story, today: date) -> None:
    """As `actions.weeks.pause`: what is open by now is latched first, since today itself will be paused."""
    if not story.paused:
        for state in story.open_weeks(today):
            story.note(state.number, opened_on=state.opens_on)
        story.pauses.append(Pause(today))


def resume(story: Story, today: date) -> None:
    if story.paused:
        last = story.pauses.pop()
        if last.first_day < today:
            story.pauses.append(Pause(last.first_day, today - DAY))


EVENTS = {"visit": visit, "submit": submit, "letter": letter, "pause": pause, "resume": resume}
days_of_events = st.lists(st.lists(st.sampled_from(sorted(EVENTS)), max_size=3), min_size=1, max_size=90)


@given(weeks=editions(), start=starts, events=days_of_events, patience=st.none() | st.integers(1, 12))
def test_week_that_has_opened_stays_open_whatever_happens(
    weeks: list[Week], start: date, events: list[list[str]], patience: int | None
) -> None:
    story = Story(weeks, start, patience=patience)
    for number, today_events in enumerate(events):
        today = start + number * DAY
        check(story, today)
        for event in today_events:
            EVENTS[event](story, today)
            check(story, today)


def check(story: Story, today: date) -> None:
    states = story.states(today)
    opened = {state.number: state.opens_on for state in states if state.is_open and state.opens_on is not None}
    assert story.seen.items() <= opened.items(), "A week closed, or opened on another day than before."
    assert list(opened) == [week.number for week in story.weeks][: len(opened)]
    if story.paused:
        assert opened == story.seen, "A week opened within a pause."
    story.seen = opened


# Single cases, as a person would tell them


def states_of(facts: Facts, days: int) -> list[WeekState]:
    return week_states(facts, START + days * DAY)


def test_nothing_is_open_before_the_beginning() -> None:
    states = week_states(Facts([Week(1), Week(2)]), START)
    assert [(state.is_open, state.opens_on) for state in states] == [(False, None), (False, None)]
    assert current_week(states) is None


def test_a_week_lasts_seven_days() -> None:
    facts = Facts([Week(1), Week(2)], START)
    assert [state.is_open for state in states_of(facts, 6)] == [True, False]
    assert [state.is_open for state in states_of(facts, 7)] == [True, True]
    newest = current_week(states_of(facts, 7))
    assert newest is not None
    assert newest.number == 2


def test_follow_up_comes_four_weeks_after_the_last_week() -> None:
    facts = Facts([Week(8), Week(9, after_days=28)], START)
    assert states_of(facts, 0)[1].opens_on == START + 35 * DAY


def test_days_of_a_pause_do_not_count() -> None:
    facts = Facts([Week(1), Week(2)], START, [Pause(START + 3 * DAY, START + 5 * DAY)])
    assert states_of(facts, 0)[1].opens_on == START + 10 * DAY


def test_open_pause_hides_the_next_day() -> None:
    facts = Facts([Week(1), Week(2)], START, [Pause(START + 3 * DAY)])
    assert states_of(facts, 100)[1] == WeekState(2, False, None, None)


@pytest.mark.parametrize(("gate", "happened"), [(Gate.WORKSHEET, "submitted_on"), (Gate.LETTER, "letter_on")])
def test_gate_holds_the_next_week_back(gate: Gate, happened: str) -> None:
    facts = Facts([Week(1, gate=gate), Week(2)], START)
    assert states_of(facts, 100)[1] == WeekState(2, False, None, gate)
    early = replace(facts, happened={1: Fact(**{happened: START + 2 * DAY})})
    assert states_of(early, 6)[1] == WeekState(2, False, START + 7 * DAY, None)
    late = replace(facts, happened={1: Fact(**{happened: START + 40 * DAY})})
    assert states_of(late, 40)[1] == WeekState(2, True, START + 40 * DAY, None)


def test_gate_opens_by_itself_where_no_letter_comes() -> None:
    facts = Facts([Week(1, gate=Gate.LETTER), Week(2)], START, letter_gate_days=10)
    assert states_of(facts, 100)[1] == WeekState(2, False, None, Gate.LETTER)
    sent = replace(facts, happened={1: Fact(submitted_on=START + 3 * DAY)})
    assert states_of(sent, 12)[1] == WeekState(2, False, START + 13 * DAY, None, at_latest=True)
    assert states_of(sent, 13)[1] == WeekState(2, True, START + 13 * DAY)
    late = replace(facts, happened={1: Fact(submitted_on=START + 3 * DAY, letter_on=START + 20 * DAY)})
    assert states_of(late, 20)[1] == WeekState(2, True, START + 13 * DAY)


def test_days_of_a_pause_do_not_open_the_gate() -> None:
    sent = {1: Fact(submitted_on=START + DAY)}
    broken = Facts([Week(1, gate=Gate.LETTER), Week(2)], START, [Pause(START + 2 * DAY, START + 8 * DAY)], sent, 10)
    assert states_of(broken, 0)[1].opens_on == START + 18 * DAY
    assert states_of(replace(broken, pauses=[Pause(START + 2 * DAY)]), 99)[1].opens_on is None


def test_a_gate_that_is_quicker_than_the_week_opens_with_it() -> None:
    sent = {1: Fact(submitted_on=START)}
    facts = Facts([Week(1, gate=Gate.LETTER), Week(2)], START, happened=sent, letter_gate_days=3)
    assert states_of(facts, 0)[1] == WeekState(2, False, START + 7 * DAY)


def test_gate_met_within_a_pause_opens_after_it() -> None:
    facts = Facts(
        [Week(1, gate=Gate.LETTER), Week(2)],
        START,
        [Pause(START + 8 * DAY, START + 20 * DAY)],
        {1: Fact(letter_on=START + 10 * DAY)},
    )
    assert states_of(facts, 0)[1].opens_on == START + 21 * DAY


def test_latched_week_stays_open_through_a_pause_of_that_very_day() -> None:
    facts = Facts([Week(1), Week(2)], START, [Pause(START)], {1: Fact(opened_on=START)})
    assert states_of(facts, 0)[0] == WeekState(1, True, START)


def test_weeks_cross_months_and_leap_days() -> None:
    facts = Facts([Week(1), Week(2)], date(2028, 2, 26))
    assert week_states(facts, date(2028, 3, 31))[1].opens_on == date(2028, 3, 4)
    assert active_days_later(date(2026, 12, 31), 1, []) == date(2027, 1, 1)
