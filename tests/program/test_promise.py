"""By when an answer is promised: against a slow count of working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.promise import RENEWED_BY, Outlook, due_on, is_working_day, new_day

DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = 0b0011111

days = st.dates(date(2024, 1, 1), date(2035, 12, 31))
masks = st.integers(min_value=1, max_value=0b1111111)
closings = st.sets(st.integers(min_value=0, max_value=40), max_size=15)


def by_counting(made_on: date, promise_days: int, working: set[int], closed: set[date]) -> date:
    """The last of the first `promise_days` working days after `made_on`, from a list of all days."""
    following = (made_on + number * DAY for number in range(1, 1000))
    open_days = [day for day in following if day.weekday() in working and day not in closed]
    return open_days[promise_days - 1] if promise_days else made_on


@given(made_on=days, promise_days=st.integers(min_value=0, max_value=15), mask=masks, closing=closings)
def test_same_as_counting_working_days(made_on: date, promise_days: int, mask: int, closing: set[int]) -> None:
    closed = {made_on + number * DAY for number in closing}
    working = {weekday for weekday in range(7) if format(mask, "07b")[6 - weekday] == "1"}
    due = due_on(made_on, promise_days=promise_days, working_days=mask, closed=closed)
    assert due == by_counting(made_on, promise_days, working, closed)


@given(made_on=days, promise_days=st.integers(min_value=1, max_value=10), mask=masks, closing=closings)
def test_promise_falls_on_a_day_when_somebody_works(
    made_on: date, promise_days: int, mask: int, closing: set[int]
) -> None:
    closed = {made_on + number * DAY for number in closing}
    due = due_on(made_on, promise_days=promise_days, working_days=mask, closed=closed)
    assert is_working_day(due, mask, closed)
    assert due > made_on


@given(made_on=days, promise_days=st.integers(min_value=0, max_value=10), mask=masks, closing=closings)
def test_who_writes_later_is_not_answered_earlier(
    made_on: date, promise_days: int, mask: int, closing: set[int]
) -> None:
    closed = {made_on + number * DAY for number in closing}
    rules = {"promise_days": promise_days, "working_days": mask, "closed": closed}
    assert due_on(made_on, **rules) <= due_on(made_on + DAY, **rules)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made_on", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 5)),  # Monday to Thursday
        (date(2026, 3, 5), date(2026, 3, 10)),  # Thursday to Tuesday, over a weekend
        (date(2026, 3, 7), date(2026, 3, 11)),  # written on a Saturday
        (date(2026, 12, 29), date(2027, 1, 1)),  # over the end of a year that nobody closed
    ],
)
def test_three_working_days(made_on: date, due: date) -> None:
    assert due_on(made_on, promise_days=3, working_days=MONDAY_TO_FRIDAY, closed=()) == due


def test_closing_days_put_it_off() -> None:
    easter = {date(2026, 4, 3), date(2026, 4, 6)}
    assert due_on(date(2026, 4, 1), promise_days=3, working_days=MONDAY_TO_FRIDAY, closed=easter) == date(2026, 4, 8)


@pytest.mark.parametrize("mask", [0, 0b10000000])
def test_calendar_without_a_working_day_is_a_mistake(mask: int) -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        due_on(date(2026, 3, 2), promise_days=3, working_days=mask, closed=())


late_by = st.integers(min_value=-10, max_value=60)


def named(due: date, today: date, mask: int, closing: set[int]) -> date:
    return new_day(due, today, working_days=mask, closed={due + number * DAY for number in closing})


@given(due=days, late=late_by, mask=masks, closing=closings)
def test_a_new_day_is_never_over_and_somebody_works_on_it(due: date, late: int, mask: int, closing: set[int]) -> None:
    today, closed = due + late * DAY, {due + number * DAY for number in closing}
    by = named(due, today, mask, closing)
    assert by >= max(due, today)
    assert by == due or is_working_day(by, mask, closed)
    assert (by == due) == (late <= 0)
    assert by <= max(due, due_on(today, promise_days=RENEWED_BY, working_days=mask, closed=closed))


@given(due=days, late=late_by, mask=masks, closing=closings)
def test_a_new_day_stays_until_it_has_passed_as_well(due: date, late: int, mask: int, closing: set[int]) -> None:
    today = due + late * DAY
    by = named(due, today, mask, closing)
    assert {named(due, today + number * DAY, mask, closing) for number in range((by - today).days + 1)} == {by}
    assert named(due, by + DAY, mask, closing) > by


@pytest.mark.parametrize(
    ("today", "by"),
    [
        (date(2026, 3, 5), date(2026, 3, 5)),  # Thursday, the day itself
        (date(2026, 3, 6), date(2026, 3, 9)),  # Friday to Monday
        (date(2026, 3, 9), date(2026, 3, 9)),
        (date(2026, 3, 10), date(2026, 3, 11)),
    ],
)
def test_the_next_two_working_days(today: date, by: date) -> None:
    due = date(2026, 3, 5)
    assert new_day(due, today, working_days=MONDAY_TO_FRIDAY, closed=()) == by
    assert Outlook(due, by).is_late == (today > due)
