"""When questions are due: against a slow walk through every day, for whole stories of pauses and late openings."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from program import assessment
from program.assessment import Facts, Occurrence, Point
from program.schedule import Pause, WeekState

DAY = timedelta(days=1)
START = date(2026, 3, 2)
BASELINE = Point("baseline", "baseline", ("a", "b"), window_days=7, mandatory=True)
WEEKLY = Point("weekly", "weekly", ("c", "a"), weeks=(1, 2, 3), window_days=7)
POST = Point("post", "post", ("a", "b"), weeks=(3,), after_days=4, window_days=14, mandatory=True)


def opened(*days: int | None) -> list[WeekState]:
    """Weeks 1, 2 … that opened so many days after the start; None has no day yet."""
    return [
        WeekState(number, day is not None, None if day is None else START + day * DAY)
        for number, day in enumerate(days, start=1)
    ]


def on(day: int) -> date:
    return START + day * DAY


def names(found: list[assessment.Asked]) -> list[Occurrence]:
    return [asked.occurrence for asked in found]


def test_a_baseline_is_due_from_joining_on() -> None:
    facts = Facts([BASELINE, WEEKLY], opened(None, None, None))
    assert names(assessment.due(facts, set(), on(400))) == [("baseline", 0, "a"), ("baseline", 0, "b")]


def test_a_baseline_waits_for_its_days_after_the_beginning() -> None:
    facts = Facts([BASELINE], opened(0, None, None), started_on=START)
    assert len(assessment.due(facts, set(), on(6))) == 2
    assert assessment.due(facts, set(), on(7)) == []
    assert len(assessment.missed(facts, {("baseline", 0, "a")}, on(7))) == 1


def test_a_week_asks_when_it_opens_and_not_after_its_window() -> None:
    facts = Facts([WEEKLY], opened(0, 9, None), started_on=START)
    assert names(assessment.due(facts, set(), on(8))) == []
    assert names(assessment.due(facts, set(), on(9))) == [("weekly", 2, "c"), ("weekly", 2, "a")]
    assert names(assessment.due(facts, {("weekly", 2, "c")}, on(15))) == [("weekly", 2, "a")]
    assert assessment.due(facts, set(), on(16)) == []


def test_what_is_not_mandatory_is_never_missed() -> None:
    facts = Facts([WEEKLY], opened(0, 7, 14), started_on=START)
    assert assessment.missed(facts, set(), on(300)) == []


def test_days_of_a_pause_do_not_count_and_nothing_is_asked_in_it() -> None:
    facts = Facts([WEEKLY], opened(0, None, None), started_on=START, pauses=[Pause(on(2), on(11))])
    assert len(assessment.due(facts, set(), on(1))) == 2
    assert assessment.due(facts, set(), on(5)) == []
    assert len(assessment.due(facts, set(), on(16))) == 2
    assert assessment.due(facts, set(), on(17)) == []


def test_the_end_is_asked_some_days_after_the_last_week_opened() -> None:
    facts = Facts([POST], opened(0, 7, 14), started_on=START)
    assert assessment.due(facts, set(), on(17)) == []
    assert names(assessment.due(facts, set(), on(18))) == [("post", 3, "a"), ("post", 3, "b")]
    assert len(assessment.missed(facts, set(), on(32))) == 2


def test_the_older_comes_first_and_points_of_one_day_in_their_order() -> None:
    mid = Point("mid", "mid", ("b",), weeks=(2,))
    facts = Facts([WEEKLY, mid, BASELINE], opened(0, 3, None), started_on=START)
    assert names(assessment.due(facts, set(), on(4))) == [
        ("baseline", 0, "a"),
        ("baseline", 0, "b"),
        ("weekly", 1, "c"),
        ("weekly", 1, "a"),
        ("weekly", 2, "c"),
        ("weekly", 2, "a"),
        ("mid", 2, "b"),
    ]


# Any story

points = st.lists(
    st.builds(
        Point,
        key=st.sampled_from(["one", "two", "three", "four"]),
        kind=st.just("weekly"),
        instruments=st.lists(st.sampled_from("abc"), min_size=1, unique=True).map(tuple),
        weeks=st.lists(st.integers(1, 5), unique=True).map(sorted).map(tuple),
        after_days=st.integers(0, 5),
        window_days=st.integers(1, 20),
        mandatory=st.booleans(),
    ).map(lambda point: point if point.weeks else replace(point, after_days=0)),
    max_size=4,
    unique_by=lambda point: point.key,
)


@st.composite
def stories(draw: st.DrawFn) -> Facts:
    weeks, day = [], 0
    for number in range(1, 6):
        weeks.append(WeekState(number, True, START + day * DAY))
        day += draw(st.integers(1, 12))
    known = draw(st.integers(0, 5))
    states = [state if state.number <= known else WeekState(state.number, False, None) for state in weeks]
    pauses = []
    for first in draw(st.lists(st.integers(0, 60), max_size=3)):
        length = draw(st.none() | st.integers(0, 20))
        pauses.append(Pause(on(first), None if length is None else on(first + length)))
    return Facts(draw(points), states, START if known else None, pauses)


def slowly(facts: Facts, asked: assessment.Asked, today: date) -> tuple[bool, bool]:
    """Whether it is open, and whether it is over, found by living through every day until today."""
    begin = next((state.opens_on for state in facts.states if state.number == asked.week), facts.started_on)
    if begin is None:
        return True, False
    wait, left, day = asked.point.after_days, asked.point.window_days, begin
    while day <= today:
        if not any(pause.covers(day) for pause in facts.pauses):
            if left == 0 and wait == 0:
                return False, True
            if wait:
                wait -= 1
            else:
                left -= 1
                if day == today:
                    return True, False
        day += DAY
    # Before the beginning a baseline waits already.
    return not asked.point.weeks and begin > today, False


@given(stories(), st.integers(-3, 150))
def test_it_is_what_a_walk_through_every_day_finds(facts: Facts, number: int) -> None:
    today = on(number)
    paused = any(pause.covers(today) for pause in facts.pauses)
    due = set(names(assessment.due(facts, set(), today)))
    for asked in assessment.asked_by(facts):
        is_open, is_over = slowly(facts, asked, today)
        assert (asked.occurrence in due) == (is_open and not paused)
        if is_over:
            assert asked.is_past(today)


@settings(deadline=None)
@given(stories())
def test_a_lifetime_of_answering_misses_none_and_doubles_none(facts: Facts) -> None:
    settled: list[Occurrence] = []
    for number in range(-3, 260):
        for asked in assessment.due(facts, set(settled), on(number)):
            settled.append(asked.occurrence)
    assert len(settled) == len(set(settled))
    assert assessment.missed(facts, set(settled), on(260)) == []
    reachable = {
        asked.occurrence
        for asked in assessment.asked_by(facts)
        if any(asked.is_due(on(n)) and not any(p.covers(on(n)) for p in facts.pauses) for n in range(-3, 260))
    }
    assert set(settled) == reachable


@given(stories(), st.integers(-3, 150), st.data())
def test_what_is_settled_never_comes_back_and_the_rest_keeps_its_order(
    facts: Facts, number: int, data: st.DataObject
) -> None:
    all_due = names(assessment.due(facts, set(), on(number)))
    settled = set(data.draw(st.lists(st.sampled_from(all_due)))) if all_due else set()
    left = names(assessment.due(facts, settled, on(number)))
    assert left == [occurrence for occurrence in all_due if occurrence not in settled]
    assert len(all_due) == len(set(all_due))


@given(stories(), st.integers(-3, 150))
def test_what_is_due_is_not_missed_yet(facts: Facts, number: int) -> None:
    everything = replace(facts, points=[replace(point, mandatory=True) for point in facts.points])
    due = set(names(assessment.due(everything, set(), on(number))))
    assert not due & set(names(assessment.missed(everything, set(), on(number))))
