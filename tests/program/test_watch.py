"""When somebody reads alerts: against a slow search minute by minute."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.watch import Hours, Rota, Span, is_watched, next_read

MONDAY = date(2026, 11, 23)
WEEKDAYS = 0b0011111
DAYS = st.integers(0, 20).map(lambda n: MONDAY + timedelta(days=n))
MOMENTS = st.integers(0, 20 * 24 * 4).map(lambda n: datetime.combine(MONDAY, time(), UTC) + timedelta(minutes=15 * n))


@st.composite
def rotas(draw: st.DrawFn) -> Rota:
    start = draw(st.integers(0, 22))
    end = draw(st.integers(start + 1, 23))
    first = draw(DAYS)
    spans = [Span(first, first + timedelta(days=draw(st.integers(0, 9))))] if draw(st.booleans()) else []
    closed = draw(st.sets(DAYS, max_size=3))
    return Rota(Hours(draw(st.integers(0, 127)), time(start), time(end)), spans, closed)


def reads(rota: Rota, at: datetime) -> bool:
    """The same in other words, one condition at a time."""
    day = at.date()
    named = [span for span in rota.spans if span.first_day <= day <= span.last_day]
    return (
        f"{rota.hours.days:07b}"[-1 - day.weekday()] == "1"
        and day not in rota.closed
        and named != []
        and rota.hours.start.hour <= at.hour < rota.hours.end.hour
    )


@given(rotas(), MOMENTS)
def test_is_watched_as_the_rota_says(rota: Rota, at: datetime) -> None:
    assert is_watched(rota, at) == reads(rota, at)


@given(rotas(), MOMENTS)
def test_next_read_is_the_first_watched_quarter_of_an_hour(rota: Rota, at: datetime) -> None:
    quarters = (at + timedelta(minutes=15 * n) for n in range(61 * 24 * 4))
    assert next_read(rota, at) == next((moment for moment in quarters if reads(rota, moment)), None)


def test_evening_waits_for_the_next_morning_and_friday_for_monday() -> None:
    rota = Rota(Hours(WEEKDAYS, time(9), time(16)), [Span(MONDAY, MONDAY + timedelta(days=30))])
    monday_evening = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    assert next_read(rota, monday_evening) == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert next_read(rota, monday_evening + timedelta(days=4)) == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def test_closing_day_is_passed_over() -> None:
    tuesday = MONDAY + timedelta(days=1)
    rota = Rota(Hours(WEEKDAYS, time(9), time(16)), [Span(MONDAY, MONDAY + timedelta(days=30))], {tuesday})
    assert next_read(rota, datetime(2026, 11, 23, 16, 0, tzinfo=UTC)) == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_nobody_on_the_rota_is_said_as_such() -> None:
    assert next_read(Rota(Hours(WEEKDAYS, time(9), time(16)), []), datetime(2026, 11, 23, 10, 0, tzinfo=UTC)) is None


def test_hours_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(ValueError, match="after"):
        Hours(WEEKDAYS, time(16), time(9))
