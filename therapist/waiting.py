"""How long somebody has waited, in words: pure functions of days."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from program.choices import PromiseKind

A_WEEK = 7
# Up to four weeks days are counted: that is how far the rules about silence count them.
COUNTED = 29


@dataclass(frozen=True)
class Waiting:
    """A state for components/status.html, and the words that say the same without any colour."""

    state: Literal["waiting", "open", "closed"]
    said: str

    @property
    def is_late(self) -> bool:
        return self.state == "waiting"


def awaited(kind: str, week: int) -> str:
    """What is waited for, in words."""
    return _("Letter, week %(week)s") % {"week": week} if kind == PromiseKind.LETTER else _("Answer to a message")


def days_late(days: int) -> str:
    return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}


def waiting(due_on: date, today: date) -> Waiting:
    """Late once the promised day is over; due on the day itself."""
    days = (due_on - today).days
    if days < 0:
        return Waiting("waiting", _("Late since %(day)s") % {"day": _day(due_on, -days)})
    if days == 0:
        return Waiting("open", _("Today"))
    if days == 1:
        return Waiting("closed", _("Tomorrow"))
    if days < A_WEEK:
        in_days = ngettext("In %(days)d day", "In %(days)d days", days) % {"days": days}
        return Waiting("closed", f"{in_days} ({_day(due_on, days)})")
    return Waiting("closed", _day(due_on, days))


def ago(day: date, today: date) -> str:
    """A day that is over, as people say it; the date where it is longer ago than anybody counts."""
    days = (today - day).days
    if days <= 0:
        return _("Today")
    if days == 1:
        return _("Yesterday")
    if days < COUNTED:
        return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}
    return formats.date_format(day, "j F" if day.year == today.year else "j F Y")


def _day(day: date, distance: int) -> str:
    """A weekday where it can mean only one day, else the date."""
    return formats.date_format(day, "l" if distance < A_WEEK else "j F")
