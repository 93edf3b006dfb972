"""What colleagues would like to talk about, for supervisors: who, which case, since when. No word of the case."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from program.models import Account
from therapist.models import Debrief
from therapist.paging import PAGE, Page, day_and_id, page_of

# How long what was talked about stays below.
SHOWN_FOR = timedelta(days=30)
BELOW = 20
MANY = 99


@dataclass(frozen=True)
class Wish:
    """One wish to talk. `marked_by` is the supervisor who said that it was talked about."""

    id: UUID
    name: str
    alias: str
    asked_on: date
    talked_on: date | None
    marked_by: str


def waiting(*, after: str = "") -> Page[Wish]:
    """The oldest first. One query."""
    rows = _rows().filter(talked_on=None).order_by("asked_on", "id")
    place = day_and_id(after)
    if place is not None:
        day, row_id = place
        rows = rows.filter(asked_on__gte=day).exclude(asked_on=day, id__lte=row_id)
    return page_of([_wish(row) for row in rows[: PAGE + 1]], lambda row: f"{row.asked_on.isoformat()}.{row.id}", PAGE)


def talked_about(today: date) -> list[Wish]:
    """The newest first. One query."""
    return [_wish(row) for row in _rows().filter(talked_on__gte=today - SHOWN_FOR).order_by("-talked_on", "id")[:BELOW]]


def wishes() -> QuerySet[Debrief]:
    """Those that nobody has talked about yet."""
    return Debrief.objects.filter(talked_on=None)


def number_waiting() -> int:
    """At most one more than MANY."""
    return len(wishes().values_list("pk")[: MANY + 1])


def _rows() -> QuerySet[Debrief]:
    return Debrief.objects.select_related("participant", "staff", "marked_by")


def _wish(row: Debrief) -> Wish:
    return Wish(
        id=row.pk,
        name=_name(row.staff),
        alias=row.participant.alias if row.participant else _("an erased case"),
        asked_on=row.asked_on,
        talked_on=row.talked_on,
        marked_by=_name(row.marked_by) if row.marked_by else "",
    )


def _name(account: Account) -> str:
    return account.work_name
