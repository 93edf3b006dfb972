"""Who else is at an answer: whoever claimed it, and whoever is writing in its case now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery, UUIDField

from program.access import Case
from program.models import Account, CaseGrant, Promise, PromiseKind
from therapist.inbox import hour_said
from therapist.models import Writing


@dataclass(frozen=True)
class Beside:
    """`promise` is the open one that may be claimed; None where nobody waits for an answer here."""

    promise: UUID | None
    writing: Sequence[str]
    answering: str
    answering_until: str
    is_mine: bool
    is_shared: bool

    @property
    def may_be_claimed(self) -> bool:
        return self.promise is not None and self.is_shared and not self.answering


def beside(case: Case, *, now: datetime, week: int = 0) -> Beside:
    """For the letter of a week, or for the messages where no week is named. One statement: whoever reads the page can
    read the case, so there is a row."""
    me = case.request.user.pk
    readers = list(_readers(case, week))
    others = [reader for reader in readers if reader.pk != me]
    first = readers[0] if readers else None
    is_claimed = bool(first and first.claimed_until and first.claimed_until > now)
    answering = [reader for reader in readers if is_claimed and reader.pk == reader.claimed_by]
    return Beside(
        promise=first.promise if first else None,
        writing=[other.work_name for other in others if other.until and other.until > now],
        answering=answering[0].work_name if answering else "",
        answering_until=hour_said(answering[0].claimed_until) if answering else "",
        is_mine=bool(answering) and answering[0].pk == me,
        is_shared=bool(others),
    )


def _readers(case: Case, week: int) -> QuerySet[Any]:
    """Who may read this case today, each with the end of their mark, and all with the promise and its claim."""
    participant = case.participant
    grants = CaseGrant.objects.in_force(case.journey.today).filter(participant=participant, staff=OuterRef("pk"))
    marks = Writing.objects.filter(participant=participant, staff=OuterRef("pk"))
    kind = PromiseKind.LETTER if week else PromiseKind.MESSAGE
    promise = Promise.objects.filter(participant=participant, kind=kind, week=week, kept_on=None)
    return Account.objects.filter(Exists(grants)).annotate(
        until=Subquery(marks.values("until")[:1]),
        promise=Subquery(promise.values("pk")[:1]),
        claimed_by=Subquery(promise.values("claimed_by_id")[:1], output_field=UUIDField()),
        claimed_until=Subquery(promise.values("claimed_until")[:1]),
    )
