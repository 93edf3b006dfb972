"""Who covers for whom, on which days: what the cover grants say. A cover has no row of its own, so none can outlive it.

For whom somebody covers is read off the case: for whoever it is assigned to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, UUIDField

from program.models import CaseGrant, GrantKind

COLUMNS = ("therapist", "staff_id", "first_day", "last_day")


@dataclass(frozen=True)
class Cover:
    """The cases of one therapist that a colleague reads from `first_day` to `last_day`, both included.

    `therapist` is None where nobody has the cases any more. Of `lost` cases the key went with an old password.
    """

    therapist: UUID | None
    colleague: UUID
    first_day: date
    last_day: date
    cases: int
    lost: int


def covers(today: date) -> list[Cover]:
    """All that are not over, those to come included, in the order of their days. One statement."""
    return _grouped(cover_grants(today))


def covers_of(therapist: UUID, today: date) -> Sequence[Cover]:
    """By whom this therapist is covered, from today on, as far as that colleague has a key. One statement."""
    cases = CaseGrant.objects.standing(today).filter(kind=GrantKind.ASSIGNED, staff=therapist)
    found = _grouped(cover_grants(today).filter(participant__in=cases.values("participant")))
    return [cover for cover in found if cover.cases > cover.lost]


def _grouped(grants: QuerySet[CaseGrant]) -> list[Cover]:
    grouped = (
        grants.values_list(*COLUMNS)
        .annotate(cases=Count("pk"), lost=Count("pk", filter=Q(case_key=None)))
        .order_by("first_day", "last_day", *COLUMNS)
    )
    return [Cover(*row) for row in grouped]


def cover_grants(today: date) -> QuerySet[CaseGrant]:
    """Every cover grant that is not over, with the `therapist` whom its case is assigned to."""
    assigned = CaseGrant.objects.standing(today).filter(kind=GrantKind.ASSIGNED, participant=OuterRef("participant"))
    return (
        CaseGrant.objects.standing(today)
        .filter(kind=GrantKind.COVER, last_day__isnull=False)
        .annotate(therapist=Subquery(assigned.order_by("-first_day").values("staff_id")[:1], output_field=UUIDField()))
    )
