"""Who reads an alert, and when, as its own participant is told. Pure: the clock and the rota come in.

No promise is made that the rota does not hold: an urgent alert is read when somebody watches, and any other by the
first watched moment after the hour by which somebody has to act.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from program import watch
from program.choices import Duty, Severity


class Reading(StrEnum):
    """SEEN: somebody has opened it. NOW: somebody is here and told. UNTIL: nobody is here before `at`. BY: it is read
    by the day of `at`. UNKNOWN: nobody can say when."""

    SEEN = "seen"
    NOW = "now"
    UNTIL = "until"
    BY = "by"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Reader:
    """`who` is the first to be told; `at` is in the time of the clinic, which `zone` names."""

    reading: Reading
    who: Duty
    at: datetime | None = None
    zone: str = ""


def who_reads(
    *, severity: Severity, act_by: datetime, who: Duty, is_seen: bool, rota: watch.Rota, now: datetime
) -> Reader:
    """`now` is in the time zone of the programme; `act_by` may be in any."""
    if is_seen:
        return Reader(Reading.SEEN, who)
    zone = named(now)
    next_read = watch.next_read(rota, now)
    if next_read is None:
        return Reader(Reading.UNKNOWN, who)
    if severity == Severity.URGENT:
        return Reader(Reading.NOW if next_read == now else Reading.UNTIL, who, next_read, zone)
    by = watch.next_read(rota, max(act_by.astimezone(now.tzinfo), now))
    return Reader(Reading.BY, who, by, zone) if by else Reader(Reading.UNKNOWN, who)


def named(at: datetime) -> str:
    """A time zone as people say it: the city of `Europe/Stockholm`."""
    return str(at.tzinfo).rpartition("/")[2].replace("_", " ")
