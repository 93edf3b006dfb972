"""How the desk does: answers in time, who waits, open alerts, load, minutes. Counts only, in words for a page.

For the whole clinic. A share or a mean of few would be about each of them and is left out. Therapists stand by name:
nothing here is sorted by how much or how well somebody works.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from program.alerting import Facts, facts_of
from program.choices import PromiseKind, Severity
from program.cover import covers
from program.models import Alert, AlertState, Program, Promise
from program.queries import Room, rooms
from therapist import alert_report, minutes
from therapist.alerts_above import OF_ALL
from therapist.hours import since

MONTHS = 6
WEEKS = 8
NOTHING = "–"

Cell = dict[str, object]


@dataclass(frozen=True)
class Table:
    caption: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Figures:
    answers: Table
    waiting: Table
    alerts: Table | None
    load: Table | None
    minutes: Table
    smallest: int


def figures(today: date, now: datetime) -> Figures:
    """Eight statements, however large the clinic is."""
    smallest = max(Program.objects.values_list("smallest_cell", flat=True), default=5)
    return Figures(
        answers=_answers(today, smallest),
        waiting=_waiting(today),
        alerts=_alerts(now),
        load=_load(today),
        minutes=_minutes(today, smallest),
        smallest=smallest,
    )


def _answers(today: date, smallest: int) -> Table:
    """By the month of the promised day; of promises whose day has passed, so that each is decided."""
    months = alert_report.months(today)[-MONTHS:]
    kept, open_still = Q(kept_on__lte=F("due_on")), Q(kept_on=None)
    counted = (
        Promise.objects.filter(due_on__gte=months[0], due_on__lt=today)
        .annotate(month=TruncMonth("due_on"))
        .values_list("month")
        .annotate(n=Count("pk"), kept=Count("pk", filter=kept), waiting=Count("pk", filter=open_still))
        .order_by()
    )
    found = {month: (n, kept, waiting) for month, n, kept, waiting in counted}
    rows = []
    for month in reversed(months):
        n, in_time, waiting = found.get(month, (0, 0, 0))
        share = f"{round(100 * in_time / n)} %" if n >= smallest else NOTHING
        rows.append(
            [
                _name(_("Month"), formats.date_format(month, "F Y")),
                _number(_("Promised"), n),
                _number(_("Kept by their day"), in_time),
                _number(_("Kept later"), n - in_time - waiting),
                _number(_("Still waiting"), waiting),
                _cell(_("In time"), share),
            ]
        )
    return Table(_("Answers whose promised day has passed, by month"), rows)


def _waiting(today: date) -> Table:
    """By how far the promised day is away; letters and messages beside each other."""
    ages = _ages(today)
    counts = {
        f"{kind.value}_{place}": Count("pk", filter=Q(kind=kind) & within)
        for kind in PromiseKind
        for place, (_said, within) in enumerate(ages)
    }
    found = Promise.objects.filter(kept_on=None, participant__supervision_key__gt=b"").aggregate(**counts)
    return Table(
        _("Who waits now, by the promised day"),
        [
            [
                _name(_("Promised"), said),
                _number(_("Letters"), found[f"{PromiseKind.LETTER.value}_{place}"]),
                _number(_("Answers to a message"), found[f"{PromiseKind.MESSAGE.value}_{place}"]),
            ]
            for place, (said, _within) in enumerate(ages)
        ],
    )


def _ages(today: date) -> list[tuple[str, Q]]:
    day = timedelta(days=1)
    return [
        (_("Late by more than a week"), Q(due_on__lt=today - 7 * day)),
        (_("Late by three days to a week"), Q(due_on__range=(today - 7 * day, today - 3 * day))),
        (_("Late by a day or two"), Q(due_on__range=(today - 2 * day, today - day))),
        (_("For today"), Q(due_on=today)),
        (_("For tomorrow or later"), Q(due_on__gt=today)),
    ]


def _alerts(now: datetime) -> Table | None:
    """Those that nobody has acknowledged. How severe one is opens with the server's key: counted in memory."""
    found = [(facts_of(Alert(id=row_id, facts=facts)), state) for row_id, facts, state, *_more in OF_ALL.rows()]
    if not found:
        return None
    return Table(
        _("Alerts that nobody has acknowledged"),
        [_severity(severity, [one for one in found if one[0].severity == severity], now) for severity in Severity],
    )


def _severity(severity: Severity, found: Sequence[tuple[Facts, str]], now: datetime) -> list[Cell]:
    oldest = min((facts.raised_at for facts, _state in found), default=None)
    return [
        _name(_("Severity"), str(severity.label)),
        _number(_("Open"), len(found)),
        _number(_("Read by nobody yet"), sum(state == AlertState.RAISED for _facts, state in found)),
        _number(_("Past their hours"), sum(now > facts.act_by for facts, _state in found)),
        _cell(_("The oldest"), since(oldest, now) if oldest else NOTHING),
    ]


def _load(today: date) -> Table | None:
    """In the order of names. Cases that somebody covers come on top of their own."""
    covered: dict[object, int] = {}
    for cover in covers(today):
        if cover.first_day <= today:
            covered[cover.colleague] = covered.get(cover.colleague, 0) + cover.cases - cover.lost
    found = sorted(rooms(today), key=lambda room: room.therapist.work_name.casefold())
    rows = [_room(room, covered.get(room.therapist.pk, 0)) for room in found]
    return Table(_("Cases against capacity, by name"), rows) if rows else None


def _room(room: Room, covered: int) -> list[Cell]:
    over = ngettext("%(n)d over", "%(n)d over", -room.left) % {"n": -room.left}
    left = ngettext("Room for %(n)d", "Room for %(n)d", room.left) % {"n": room.left}
    full = {"state": "open", "text": _("Full")}
    state = {"state": "waiting", "text": over} if room.left < 0 else {"state": "done", "text": left}
    return [
        _name(_("Therapist"), room.therapist.work_name),
        _number(_("Cases"), room.load),
        _number(_("Capacity"), room.therapist.capacity),
        _number(_("Covering"), covered),
        {"label": _("Room"), **(state if room.left else full)},
    ]


def _minutes(today: date, smallest: int) -> Table:
    """Of the whole team together, in weeks that are over."""
    rows = [
        [
            _name(_("Week from"), formats.date_format(week.week_on, "j F")),
            _cell(_("People written to"), _("few") if week.people is None else str(week.people)),
            _cell(_("Minutes for each, on average"), NOTHING if week.mean is None else str(week.mean)),
        ]
        for week in minutes.team(today, WEEKS, smallest)
    ]
    return Table(_("Minutes of writing, the whole team together"), rows)


def _name(label: str, text: str) -> Cell:
    return {"label": label, "text": text}


def _cell(label: str, text: str) -> Cell:
    return {"label": label, "text": text, "number": True}


def _number(label: str, count: int) -> Cell:
    return _cell(label, str(count))
