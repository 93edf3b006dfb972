"""Instants and hours in words, as the desk says them: pure functions of two instants in the programme's time zone."""

from datetime import date, datetime, timedelta

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ONE_DAY = timedelta(days=1)
# So many hours are still easier to grasp than days.
HOURS_SAID = 48


def moment(at: datetime, now: datetime) -> str:
    """'today 14:00', or the date and the hour. Both are in the same time zone."""
    time = formats.date_format(at, "H:i")
    return _("%(day)s %(time)s") % {"day": day_said(at.date(), now.date()), "time": time}


def day_said(day: date, today: date) -> str:
    """The days around today by their names, others by their date."""
    near = {today - ONE_DAY: _("yesterday"), today: _("today"), today + ONE_DAY: _("tomorrow")}
    if day in near:
        return near[day]
    return formats.date_format(day, "j F" if day.year == today.year else "j F Y")


def since(at: datetime, now: datetime) -> str:
    """How long ago, in whole hours; in days once those are easier to grasp. An instant to come is none ago."""
    hours = int((now - at).total_seconds() // 3600)
    if hours < 1:
        return _("less than an hour ago")
    if hours <= HOURS_SAID:
        return ngettext("%(n)d hour ago", "%(n)d hours ago", hours) % {"n": hours}
    days = hours // 24
    return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}


def lasted(hours: float) -> str:
    """A length of time in hours, to the half hour; in days once those are easier to grasp."""
    if hours < 1:
        return _("under 1 h")
    if hours > HOURS_SAID:
        days = round(hours / 24)
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    halves = round(hours * 2) / 2
    return _("%(hours)s h") % {"hours": formats.number_format(halves, decimal_pos=1 if halves % 1 else 0)}
