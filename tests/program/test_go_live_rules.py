"""The go-live list as pure rules: what holds, what warns, what closes, on which day."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program import go_live
from program.go_live import CAPACITY, CONSENT, CRISIS, DUTY, LAW, LINES, Admission, Facts, Signed, State
from program.watch import Hours, Rota, Span

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
LEAD = UUID(int=1)
WEEKDAYS = 0b0011111
ALL_DAYS = 0b1111111
HOURS = Hours(ALL_DAYS, time(9), time(16))


def rota(*spans: tuple[int, int], days: int = ALL_DAYS, closed: tuple[date, ...] = ()) -> Rota:
    """Spans in days from today."""
    hours = replace(HOURS, days=days)
    return Rota(hours, [Span(TODAY + first * DAY, TODAY + last * DAY) for first, last in spans], closed)


def signed(line: go_live.Line, mark: int | None = None, **changes: object) -> Signed:
    return replace(Signed(line.key, "Decided.", LEAD, TODAY, mark=mark), **changes)  # type: ignore[arg-type]


def in_order() -> Facts:
    """Everything decided, nothing near its end."""
    marks = {CAPACITY.key: 30, CONSENT.key: 2}
    return Facts(
        rota=rota((-10, 400)),
        signed={line.key: signed(line, marks.get(line.key)) for line in LINES},
        tested_on={"": TODAY, "europe": TODAY},
        places=30,
        taken=0,
        consent=2,
    )


def state(line: go_live.Line, facts: Facts, today: date = TODAY) -> State:
    return go_live.standing(line, facts, today).state


def but(line: go_live.Line, **changes: object) -> Facts:
    facts = in_order()
    one = replace(facts.signed[line.key], **changes)  # type: ignore[arg-type]
    return replace(facts, signed={**facts.signed, line.key: one})


def test_everything_decided_is_in_force() -> None:
    assert {each.state for each in go_live.standings(in_order(), TODAY)} == {State.IN_FORCE}
    assert go_live.warnings(go_live.standings(in_order(), TODAY)) == []


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.key)
def test_one_line_missing_or_taken_back_closes(line: go_live.Line) -> None:
    facts = in_order()
    unsigned = replace(facts, signed={key: each for key, each in facts.signed.items() if key != line.key})
    for broken in (unsigned, but(line, taken_back=True)):
        assert state(line, broken) == State.UNSIGNED
        found = go_live.standings(broken, TODAY)
        assert go_live.may_join(is_open=True, found=found, places=30, taken=0) == Admission.CLOSED


@given(line=st.sampled_from(LINES), left=st.integers(-30, 60))
def test_a_signature_warns_for_fourteen_days_and_then_ends(line: go_live.Line, left: int) -> None:
    expected = State.RUN_OUT if left < 0 else State.SOON if left < 14 else State.IN_FORCE
    assert state(line, but(line, stands_until=TODAY + left * DAY)) == expected


@given(ages=st.lists(st.integers(0, 200), min_size=1, max_size=6))
def test_crisis_lines_count_by_the_oldest_test(ages: list[int]) -> None:
    """More than 76 days ago warns, more than 90 closes."""
    oldest = max(ages)
    expected = State.RUN_OUT if oldest > 90 else State.SOON if oldest > 76 else State.IN_FORCE
    facts = replace(in_order(), tested_on={f"{place}": TODAY - age * DAY for place, age in enumerate(ages)})
    assert state(CRISIS, facts) == expected


@pytest.mark.parametrize("tested_on", [{}, {"": TODAY, "asia": None}])
def test_a_line_never_tested_or_no_line_at_all_closes(tested_on: dict[str, date | None]) -> None:
    assert state(CRISIS, replace(in_order(), tested_on=tested_on)) == State.RUN_OUT


@given(first=st.integers(0, 60))
def test_the_rota_stands_until_the_day_before_its_first_gap(first: int) -> None:
    found = go_live.standing(DUTY, replace(in_order(), rota=rota((-5, first - 1), (first + 1, 400))), TODAY)
    expected = State.RUN_OUT if first == 0 else State.SOON if first <= 14 else State.IN_FORCE
    assert found.state == expected
    assert found.until == TODAY + (first - 1) * DAY


@given(
    spans=st.lists(st.tuples(st.integers(-20, 80), st.integers(0, 40)), max_size=5),
    days=st.integers(0, 127),
    closed=st.frozensets(st.integers(0, 60), max_size=10),
)
def test_the_rota_ends_before_the_first_duty_day_without_a_name(
    spans: list[tuple[int, int]], days: int, closed: frozenset[int]
) -> None:
    closing = tuple(TODAY + day * DAY for day in closed)
    asked = rota(*((first, first + length) for first, length in spans), days=days, closed=closing)
    always = rota((0, 60), days=days, closed=closing)
    until = go_live.covered_until(asked, TODAY)
    duty_days = [TODAY + n * DAY for n in range(61) if always.has_duty(TODAY + n * DAY)]
    gap = next((day for day in duty_days if not asked.has_duty(day)), None)
    if duty_days and gap is None:
        assert until is None
    else:
        assert until == max((day for day in duty_days if gap and day < gap), default=TODAY - DAY)
        assert state(DUTY, replace(in_order(), rota=asked)) != State.IN_FORCE or until >= TODAY + 14 * DAY


def test_a_weekend_without_duty_is_no_gap_but_the_day_after_it_must_have_a_name() -> None:
    saturday = date(2026, 3, 7)
    monday = saturday + 2 * DAY
    hours = replace(HOURS, days=WEEKDAYS)
    assert go_live.covered_until(Rota(hours, [Span(monday, monday + 400 * DAY)]), saturday) is None
    left_out = Rota(hours, [Span(saturday - 5 * DAY, saturday), Span(monday + DAY, monday + 400 * DAY)])
    assert go_live.covered_until(left_out, saturday - DAY) == saturday - DAY
    assert state(DUTY, replace(in_order(), rota=left_out), saturday - DAY) == State.SOON
    assert state(DUTY, replace(in_order(), rota=left_out), saturday) == State.RUN_OUT


@given(version=st.integers(1, 9), newest=st.integers(1, 9))
def test_a_new_consent_text_asks_for_a_new_signature(version: int, newest: int) -> None:
    facts = replace(but(CONSENT, mark=version), consent=newest)
    assert state(CONSENT, facts) == (State.IN_FORCE if version == newest else State.UNSIGNED)


@given(mark=st.integers(1, 50), places=st.none() | st.integers(1, 50))
def test_fewer_places_than_signed_for_are_fine_and_more_are_not(mark: int, places: int | None) -> None:
    facts = replace(but(CAPACITY, mark=mark), places=places)
    expected = State.IN_FORCE if places is not None and places <= mark else State.UNSIGNED
    assert state(CAPACITY, facts) == expected


@given(until=st.none() | st.integers(-5, 60), tested=st.integers(-5, 120), last=st.integers(-1, 50))
def test_what_has_run_out_stays_so_and_nothing_gets_better_by_waiting(
    until: int | None, tested: int, last: int
) -> None:
    order = [State.IN_FORCE, State.SOON, State.RUN_OUT]
    facts = replace(
        but(LAW, stands_until=None if until is None else TODAY + until * DAY),
        rota=rota((-5, last)),
        tested_on={"": TODAY - tested * DAY},
    )
    for line in LINES:
        seen = [order.index(state(line, facts, TODAY + ahead * DAY)) for ahead in range(40)]
        assert seen == sorted(seen)


@given(is_open=st.booleans(), places=st.none() | st.integers(1, 5), taken=st.integers(0, 8), whole=st.booleans())
def test_who_may_join(is_open: bool, places: int | None, taken: int, whole: bool) -> None:
    found = go_live.standings(in_order() if whole else but(LAW, taken_back=True), TODAY)
    answer = go_live.may_join(is_open=is_open, found=found, places=places, taken=taken)
    if not is_open or not whole:
        assert answer == Admission.CLOSED
    else:
        assert answer == (Admission.FULL if places is not None and taken >= places else Admission.OPEN)
