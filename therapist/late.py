"""Promises whose day has passed, for whoever sees to it that nobody is overlooked. No text is read, nothing counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, UUIDField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from program.models import CaseGrant, GrantKind, Promise
from program.prepared import Prepared
from program.queries import Room, work_names
from therapist.paging import PAGE, Page, day_and_id, page_of
from therapist.rooms import Choice, choices
from therapist.waiting import awaited, days_late

# Above the inbox it is said exactly up to so many.
MANY = 99


@dataclass(frozen=True)
class Late:
    """One promise that has passed. `holder` is the therapist who can read the case today, if there is one; `offered`
    are all others who could."""

    id: UUID
    kind: str
    week: int
    due_on: date
    participant: UUID
    alias: str
    holder: UUID | None
    holder_name: str
    days: int
    offered: Sequence[Choice]

    @property
    def what(self) -> str:
        return awaited(self.kind, self.week)

    @property
    def said(self) -> str:
        return days_late(self.days)


def passed(today: date) -> QuerySet[Promise]:
    """Of an erased case nothing can be given to anybody."""
    return Promise.objects.filter(kept_on=None, due_on__lt=today, participant__supervision_key__gt=b"").order_by(
        "due_on", "id"
    )


def _with_holder(today: date) -> QuerySet[Promise]:
    holder = CaseGrant.objects.in_force(today).filter(participant=OuterRef("participant"), kind=GrantKind.ASSIGNED)
    return passed(today).annotate(holder=Subquery(holder.values("staff_id")[:1], output_field=UUIDField()))


COLUMNS = ("id", "kind", "week", "due_on", "participant_id", "participant__alias", "holder")


def late(*, today: date, rooms: Sequence[Room], after: str = "") -> Page[Late]:
    """Every promise that has passed, in any case, the oldest first. One query for any number of promises, and one more
    where somebody has a case who may take none any more. `rooms` are the therapists who can."""
    rows = _with_holder(today)
    place = day_and_id(after)
    if place is not None:
        day, row_id = place
        rows = rows.filter(due_on__gte=day).exclude(due_on=day, id__lte=row_id)
    values = list(rows.values_list(*COLUMNS)[: PAGE + 1])
    names = {room.therapist.pk: room.therapist.work_name for room in rooms}
    names |= work_names({row[-1] for row in values if row[-1]} - names.keys())
    offered = choices(rooms)
    found = [
        Late(
            *(row_id, kind, week, due_on, participant, alias, holder, names.get(holder, "")),
            days=(today - due_on).days,
            offered=[choice for choice in offered if choice.therapist != holder],
        )
        for row_id, kind, week, due_on, participant, alias, holder in values
    ]
    return page_of(found, lambda row: f"{row.due_on.isoformat()}.{row.id}", PAGE)


NUMBER = Prepared(lambda today: passed(today).values_list("pk")[: MANY + 1], date)


def above(today: date) -> str:
    """How many promises have passed, in words for a line of its own; empty for none. One query."""
    return said(len(NUMBER.rows(today)))


def said(number: int) -> str:
    """So many promises have passed; more than MANY are not told apart."""
    if not number:
        return ""
    if number > MANY:
        return _("More than %(n)d answers are late") % {"n": MANY}
    return ngettext("%(n)d answer is late", "%(n)d answers are late", number) % {"n": number}
