"""What needs a supervisor now: one line for each thing, always in the same order, so that a glance finds it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from program import ages, clock
from program.cover import covers
from program.http import StaffRequest
from program.models import Alert, AlertState
from program.prepared import Prepared
from program.queries import rooms
from therapist import alerts_above, debriefs, late, queries, sampling
from therapist.overlooked import MANY

COVER_ENDS_WITHIN = timedelta(days=2)


@dataclass(frozen=True)
class Line:
    """`state` is one of components/status.html; `said` are the words beside its sign."""

    name: str
    url: str
    state: Literal["done", "waiting", "urgent"]
    said: str


def lines(request: StaffRequest) -> Sequence[Line]:
    """A constant number of statements; every number is bounded."""
    today = clock.today()
    return [line(request, today) for line in LINES]


def line(name: str, url: str, said: str, *, urgent: bool = False) -> Line:
    """Nothing said: nothing waits."""
    if not said:
        return Line(name, reverse(url), "done", pgettext("what waits", "Nothing"))
    return Line(name, reverse(url), "urgent" if urgent else "waiting", said)


UNSEEN = Prepared(lambda state: Alert.objects.filter(state=state).values_list("pk")[: MANY + 1], str)


def _alerts(request: StaffRequest, today: date) -> Line:
    """Above all: urgent ones that are open, and how many nobody has opened yet."""
    found = alerts_above.above(staff=request.user, today=today, now=clock.now())
    unseen = len(UNSEEN.rows(AlertState.RAISED))
    said = [
        _open(found.number, ngettext("%(n)s open", "%(n)s open", found.number)),
        _open(len(found.urgent), ngettext("%(n)s urgent", "%(n)s urgent", len(found.urgent))),
        _open(unseen, ngettext("%(n)s that nobody has read", "%(n)s that nobody has read", unseen)),
    ]
    return line(_("Alerts"), "therapist:alerts", ", ".join(part for part in said if part), urgent=bool(found.urgent))


def _late(_request: StaffRequest, today: date) -> Line:
    return line(_("Promises"), "therapist:late", late.above(today))


def _unassigned(_request: StaffRequest, today: date) -> Line:
    page = queries.unassigned(today=today)
    if page.after:
        said = _("More than %(n)d people wait for one") % {"n": len(page.rows)}
    else:
        waits = ngettext("%(n)s waits for one", "%(n)s wait for one", len(page.rows))
        said = _open(len(page.rows), waits)
    return line(_("Without a therapist"), "therapist:unassigned", said)


def _cover(_request: StaffRequest, today: date) -> Line:
    """Cover ends by itself, and the cases go back: somebody should know that their therapist is there again."""
    number = sum(each.first_day <= today and each.last_day - today <= COVER_ENDS_WITHIN for each in covers(today))
    ends = ngettext("%(n)s ends in the next three days", "%(n)s end in the next three days", number)
    return line(_("Cover"), "therapist:cover", _open(number, ends))


def _capacity(_request: StaffRequest, today: date) -> Line:
    number = sum(room.left < 0 for room in rooms(today))
    over = ngettext("%(n)s therapist over capacity", "%(n)s therapists over capacity", number)
    return line(_("Team"), "therapist:team", _open(number, over))


def _sample(request: StaffRequest, today: date) -> Line:
    number = sampling.to_read(request.user.pk, today)
    waits = ngettext("%(n)s drawn letter to read", "%(n)s drawn letters to read", number)
    return line(_("Sampled letters"), "therapist:sample", _open(number, waits))


def _debriefs(_request: StaffRequest, _today: date) -> Line:
    number = debriefs.number_waiting()
    wishes = ngettext("%(n)s wish to talk about a case", "%(n)s wishes to talk about a case", number)
    return line(_("To talk about"), "therapist:debriefs", _open(number, wishes))


def _ages(_request: StaffRequest, _today: date) -> Line:
    return line(_("Under 18"), "therapist:ages", ages.said(ages.number_open(MANY), MANY))


def _open(number: int, words: str) -> str:
    """A bounded number in its words; empty for none."""
    if not number:
        return ""
    return words % {"n": number if number <= MANY else _("more than %(n)d") % {"n": MANY}}


LINES: tuple[Callable[[StaffRequest, date], Line], ...] = (
    *(_alerts, _late, _unassigned, _cover, _sample, _debriefs, _capacity, _ages),
)
