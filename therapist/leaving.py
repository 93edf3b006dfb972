"""When a letter on its way leaves: the instant, and the words for it. Pure: the clock comes in."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LONGEST = timedelta(days=14)
# Nearer than this it is said in minutes; a minute is the least that is said.
SOON = 15


def at_hour(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone)


def soon(now: datetime, seconds: int) -> datetime | None:
    """After the seconds in which it can be taken back; None where there are none."""
    return now + timedelta(seconds=seconds) if seconds else None


def leaves(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """'in about a minute', or the day and hour by the programme's clock."""
    minutes = max(1, round((at - now).total_seconds() / 60))
    if minutes <= SOON:
        return ngettext("in about a minute", "in about %(n)d minutes", minutes) % {"n": minutes}
    local = at.astimezone(zone)
    return _("on %(day)s at %(hour)s") % {
        "day": formats.date_format(local, "l j F"),
        "hour": formats.date_format(local, "H:i"),
    }
