"""Who reads an alert and when: nothing is promised that the rota does not hold."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from program.choices import Duty, Severity
from program.watch import Hours, Rota, Span
from program.who_reads import Reader, Reading, named, who_reads

ZONE = ZoneInfo("Europe/Stockholm")
HOURS = Hours(0b0011111, time(9), time(16))
JUNE = Rota(HOURS, [Span(date(2030, 6, 1), date(2030, 6, 30))], closed=[date(2030, 6, 6)])
MONDAY = datetime(2030, 6, 3, 10, 0, tzinfo=ZONE)
SATURDAY = datetime(2030, 6, 1, 10, 0, tzinfo=ZONE)


def at(day: int, hour: int) -> datetime:
    return datetime(2030, 6, day, hour, tzinfo=ZONE)


def told(severity: Severity, now: datetime, hours: int, rota: Rota = JUNE, *, is_seen: bool = False) -> Reader:
    act_by = now.astimezone(UTC) + timedelta(hours=hours)
    return who_reads(severity=severity, act_by=act_by, who=Duty.DUTY, is_seen=is_seen, rota=rota, now=now)


@pytest.mark.parametrize(
    ("severity", "now", "hours", "reading", "when"),
    [
        (Severity.URGENT, MONDAY, 2, Reading.NOW, MONDAY),
        (Severity.URGENT, at(3, 16), 2, Reading.UNTIL, at(4, 9)),
        (Severity.URGENT, SATURDAY, 2, Reading.UNTIL, at(3, 9)),
        (Severity.URGENT, at(5, 17), 2, Reading.UNTIL, at(7, 9)),  # the sixth is a closing day
        (Severity.URGENT, at(28, 17), 2, Reading.UNKNOWN, None),  # the rota ends
        (Severity.SOON, MONDAY, 48, Reading.BY, at(5, 10)),
        (Severity.SOON, at(7, 10), 48, Reading.BY, at(10, 9)),  # a Sunday becomes the Monday
        (Severity.SOON, at(4, 10), 48, Reading.BY, at(7, 9)),
        (Severity.SOON, at(28, 10), 48, Reading.UNKNOWN, None),
        (Severity.LOOK, MONDAY, 120, Reading.BY, at(10, 9)),
    ],
)
def test_what_is_said(severity: Severity, now: datetime, hours: int, reading: Reading, when: datetime | None) -> None:
    reader = told(severity, now, hours)
    assert (reader.reading, reader.at, reader.who) == (reading, when, Duty.DUTY)


def test_a_day_that_has_passed_is_not_named() -> None:
    assert told(Severity.SOON, MONDAY, -200).at == MONDAY


def test_seen_is_seen_whatever_the_rota_says() -> None:
    assert told(Severity.URGENT, SATURDAY, 2, Rota(HOURS, []), is_seen=True) == Reader(Reading.SEEN, Duty.DUTY)


def test_the_zone_is_named_as_people_say_it() -> None:
    assert named(MONDAY) == "Stockholm"
    assert named(MONDAY.astimezone(ZoneInfo("America/New_York"))) == "New York"
    assert named(datetime(2030, 6, 3, tzinfo=ZoneInfo("UTC"))) == "UTC"
