"""The programme's day: one time zone for each program, and a clock that only the demo can move."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from program import clock
from program.models import Program

ZONES = ["Europe/Stockholm", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"]


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        (datetime(2026, 3, 1, 22, 59, tzinfo=UTC), "Europe/Stockholm", date(2026, 3, 1)),
        (datetime(2026, 3, 1, 23, 0, tzinfo=UTC), "Europe/Stockholm", date(2026, 3, 2)),
        # On the night when clocks go forward midnight is still an hour from UTC's; the night after, two.
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), "Europe/Stockholm", date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), "Europe/Stockholm", date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), "Europe/Stockholm", date(2026, 3, 30)),
        (datetime(2027, 1, 1, 7, 59, tzinfo=UTC), "America/Los_Angeles", date(2026, 12, 31)),
        (datetime(2027, 1, 1, 8, 0, tzinfo=UTC), "America/Los_Angeles", date(2027, 1, 1)),
        (datetime(2028, 2, 28, 18, 30, tzinfo=UTC), "Asia/Kolkata", date(2028, 2, 29)),
        (datetime(2026, 3, 1, 10, 0, tzinfo=UTC), "Pacific/Kiritimati", date(2026, 3, 2)),
    ],
)
def test_day_turns_at_midnight_of_the_program(instant: datetime, zone: str, day: date) -> None:
    with time_machine.travel(instant, tick=False):
        assert clock.today(ZoneInfo(zone)) == day
        assert clock.today(Program(time_zone=zone).zone) == day


@given(
    instant=st.datetimes(datetime(2024, 1, 1), datetime(2034, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=st.sampled_from(ZONES),
)
def test_days_never_go_back(instant: datetime, zone: str) -> None:
    days = []
    for hours in range(0, 50, 5):
        with time_machine.travel(instant + timedelta(hours=hours), tick=False):
            days.append(clock.today(ZoneInfo(zone)))
    assert days == sorted(days)
    assert timedelta(days=1) <= days[-1] - days[0] <= timedelta(days=3)


def test_demo_clock_goes_forward_and_never_back() -> None:
    before = clock.today()
    assert clock.forward(3) == 3
    assert clock.forward(4) == 7
    assert clock.today() == before + timedelta(days=7)
    with pytest.raises(ValueError, match="only goes forward"):
        clock.forward(-1)


def test_clock_of_a_clinic_cannot_be_moved(settings: Settings) -> None:
    clock.forward(5)
    settings.DEMO = False
    assert clock.today() == datetime.now(ZoneInfo(settings.CLINIC_TIME_ZONE)).date()
    with pytest.raises(RuntimeError, match="in the demo only"):
        clock.forward(1)
