"""Letters that wait above the inbox: to be read for colleagues, those about which something was said, and, for
supervisors, those whose writer has gone.

No text is read.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from program.models import Account, CaseGrant
from therapist.models import Held, Letter, LetterReview, ReadingOutcome, SecondReading

SHOWN = 20


@dataclass(frozen=True)
class Stayed:
    """A letter that is a draft again. `may_read`: the link leads to it; without a grant a supervisor opens the case."""

    participant: UUID
    week: int
    alias: str
    may_read: bool


def held_back(staff: UUID, today: date) -> QuerySet[Letter]:
    """In any case, for supervisors; others see it in the inbox of their own cases."""
    granted = CaseGrant.objects.in_force(today).filter(staff=staff, participant=OuterRef("participant"))
    rows = Letter.objects.filter(held=Held.WRITER).annotate(may_read=Exists(granted))
    return rows.order_by("participant_id", "week")


@dataclass(frozen=True)
class ToRead:
    """A colleague's letter that one was asked to read."""

    participant: UUID
    week: int
    alias: str
    writer: str
    asked_on: date


def asked(staff: UUID, today: date) -> QuerySet[SecondReading]:
    """The longest asked first, in the cases that one may still read."""
    granted = CaseGrant.objects.in_force(today).filter(staff=staff, participant=OuterRef("letter__participant"))
    rows = SecondReading.objects.filter(Exists(granted), reader=staff, outcome=ReadingOutcome.OPEN)
    return rows.order_by("asked_on", "pk")


def rated(author: UUID) -> QuerySet[LetterReview]:
    """What was said about their letters, and they have not read; not where it was sealed to nobody."""
    return LetterReview.objects.filter(letter__author=author, seen=False, for_author__isnull=False)


def writer(account_id: UUID, wrapped: bytes | None) -> str:
    """The work name of an account of which nothing else was read."""
    return Account(pk=account_id, password="-", work_name_wrapped=wrapped).work_name  # noqa: S106 (no password)
