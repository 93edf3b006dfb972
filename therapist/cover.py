"""Cover as the desk shows it: who covers for whom, and which cases of a list are a colleague's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, UUIDField
from django.utils import formats
from django.utils.translation import gettext as _

from program import clock
from program.cover import Cover, covers
from program.duty import may_be_on_duty
from program.http import StaffRequest
from program.models import Account, CaseGrant, GrantKind
from program.prepared import Prepared, Row
from program.queries import work_names


@dataclass(frozen=True)
class Shown:
    """One cover with its names. `may_end` is for the therapist who is covered, and for supervisors."""

    cover: Cover
    therapist: str
    colleague: str
    is_now: bool
    may_end: bool


@dataclass(frozen=True)
class Board:
    """`therapists` are those whose cases may be covered by the reader of the page; `colleagues`, who may cover."""

    shown: Sequence[Shown]
    therapists: Sequence[Account]
    colleagues: Sequence[Account]


def board(request: StaffRequest) -> Board:
    """All for a supervisor; for a therapist what they are part of, and their own cases. Four queries."""
    today, me = clock.today(), request.user
    found = [cover for cover in covers(today) if me.is_supervisor or me.pk in {cover.therapist, cover.colleague}]
    names = work_names({staff for cover in found for staff in (cover.therapist, cover.colleague) if staff})
    return Board(
        shown=[
            Shown(
                cover=cover,
                therapist=names[cover.therapist] if cover.therapist else "",
                colleague=names[cover.colleague],
                is_now=cover.first_day <= today,
                may_end=me.is_supervisor or cover.therapist == me.pk,
            )
            for cover in found
        ],
        therapists=_therapists(me, today),
        colleagues=sorted(may_be_on_duty(), key=_by_name),
    )


def _therapists(me: Account, today: date) -> Sequence[Account]:
    assigned = CaseGrant.objects.standing(today).filter(kind=GrantKind.ASSIGNED)
    found = Account.objects.filter(pk__in=assigned.values("staff"))
    return sorted(found if me.is_supervisor else found.filter(pk=me.pk), key=_by_name)


def covering(staff: UUID, today: date) -> dict[UUID, str]:
    """Of the cases that this member of staff covers today: for whom, and until when. One query, one more for names."""
    rows = COVERED.rows(staff, today, today)
    if not rows:
        return {}
    names = work_names({therapist for _case, _day, therapist in rows if therapist})
    parts = {(day, therapist) for _case, day, therapist in rows}
    said = {(day, therapist): cover_said(names.get(therapist, ""), day) for day, therapist in parts}
    return {case: said[(day, therapist)] for case, day, therapist in rows}


def cover_said(name: str, last_day: date) -> str:
    """Whom somebody covers for, and until when; without a name where it is nobody's case any more."""
    day = formats.date_format(last_day, "j F")
    if not name:
        return _("Covering until %(day)s") % {"day": day}
    return _("Covering for %(name)s until %(day)s") % {"name": name, "day": day}


def _covered(staff: UUID, first: date, last: date) -> QuerySet[CaseGrant, Row]:
    assigned = CaseGrant.objects.filter(participant=OuterRef("participant"), kind=GrantKind.ASSIGNED, last_day=None)
    return (
        CaseGrant.objects.filter(
            staff=staff, kind=GrantKind.COVER, first_day__lte=first, last_day__gte=last, case_key__isnull=False
        )
        .annotate(therapist=Subquery(assigned.values("staff_id")[:1], output_field=UUIDField()))
        .order_by("last_day")
        .values_list("participant_id", "last_day", "therapist")
    )


COVERED = Prepared(_covered, UUID, date, date)


def _by_name(person: Account) -> str:
    return person.work_name.casefold()
