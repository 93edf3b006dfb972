"""One's own worksheets in words, as components/table.html takes them."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from program.models import WeekKind
from worksheets.mine import MySheet, Standing, WeekOfPlan

Cell = dict[str, str]


def week_name(number: int, kind: str) -> str:
    if kind == WeekKind.WEEK:
        return _("Week %(number)d") % {"number": number}
    return _("Follow-up") if kind == WeekKind.FOLLOW_UP else _("Extra week")


def named(weeks: Sequence[WeekOfPlan]) -> list[tuple[str, WeekOfPlan]]:
    """Each week with its name."""
    return [(week_name(week.number, week.kind), week) for week in weeks]


def rows(sheets: Sequence[MySheet]) -> list[list[Cell]]:
    """A row for each worksheet: where it stands, where it leads, its letter."""
    return [_row(sheet) for sheet in sheets]


def _row(sheet: MySheet) -> list[Cell]:
    at = reverse("worksheets:sent" if sheet.sent else "worksheets:fill", args=[sheet.number])
    letter = {"text": _("Read it"), "url": reverse("letters:letter", args=[sheet.number])}
    return [
        {"label": _("Week"), "text": week_name(sheet.number, sheet.kind)},
        {"label": _("Worksheet"), "text": sheet.title, "url": at},
        {"label": _("Where it stands"), "text": _standing(sheet)},
        {"label": _("Letter"), **(letter if sheet.has_letter else {"text": _("Not yet")})},
    ]


def _standing(sheet: MySheet) -> str:
    if sheet.standing == Standing.OPEN:
        return _("Not begun yet")
    if sheet.standing == Standing.BEGUN:
        return _("Begun; nobody reads it until you send it")
    names = {"day": date_format(sheet.sent[-1], "j F Y"), "number": len(sheet.sent)}
    if sheet.standing == Standing.CHANGING:
        return _("Sent on %(day)s; a new version is begun") % names
    return (_("Version %(number)d, sent on %(day)s") if len(sheet.sent) > 1 else _("Sent on %(day)s")) % names
