"""Lists of the desk: keyset pages of light rows. No body is read, nothing is counted, the queries are few."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from program.letter_languages import said
from program.models import (
    NEEDS_NO_THERAPIST,
    Account,
    AccountKind,
    CaseGrant,
    GrantKind,
    Participant,
)
from program.queries import rooms
from therapist.paging import PAGE, Page, day_and_id, page_of
from vault.models import KeyPair, SealedPrivate


@dataclass(frozen=True)
class Newcomer:
    """Somebody who has no therapist yet, and the day on which they joined."""

    participant: UUID
    alias: str
    joined_on: date
    letters_in: str = ""

    @property
    def language(self) -> str:
        return said(self.letters_in)


def unassigned(*, today: date, after: str = "") -> Page[Newcomer]:
    """Participants without an assigned therapist, who waits longest first. One query."""
    # One whose key was lost still stands: its therapist is given the cases anew on the team's page.
    standing = Q(last_day=None) | Q(last_day__gt=today) | Q(last_day=today, case_key__isnull=False)
    assigned = CaseGrant.objects.filter(standing, participant=OuterRef("pk"), kind=GrantKind.ASSIGNED)
    rows = (
        Participant.objects.filter(~Exists(assigned), enrolment__isnull=False)
        .exclude(enrolment__state__in=NEEDS_NO_THERAPIST)
        .annotate(joined_on=Coalesce(Min("consents__given_on"), Value(today)))
        .order_by("joined_on", "pk")
    )
    place = day_and_id(after)
    if place is not None:
        day, row_id = place
        rows = rows.filter(joined_on__gte=day).exclude(joined_on=day, pk__lte=row_id)
    found = [Newcomer(*row) for row in rows.values_list("pk", "alias", "joined_on", "letters_in")[: PAGE + 1]]
    return page_of(found, lambda row: f"{row.joined_on.isoformat()}.{row.participant}", PAGE)


@dataclass(frozen=True)
class Colleague:
    """One member of the clinical staff, as supervisors see them."""

    account: Account
    load: int
    lost: int
    has_key: bool
    is_admitted: bool

    @property
    def may_be_admitted(self) -> bool:
        return self.account.is_supervisor and self.has_key and not self.is_admitted


def team(*, today: date) -> list[Colleague]:
    """The clinical staff by name. Five queries, for any number of colleagues."""
    staff = Account.objects.filter(
        Q(is_therapist=True) | Q(is_supervisor=True), kind=AccountKind.STAFF, is_active=True
    ).annotate(
        has_key=Exists(KeyPair.objects.filter(kind=KeyPair.Kind.STAFF, holder=OuterRef("pk"))),
        is_admitted=Exists(SealedPrivate.objects.filter(sealed_to__holder=OuterRef("pk"))),
    )
    loads = {room.therapist.pk: room.load for room in rooms(today)}
    lost = Counter(
        CaseGrant.objects.filter(
            Q(last_day=None) | Q(last_day__gt=today), kind__in=[GrantKind.ASSIGNED, GrantKind.COVER], case_key=None
        ).values_list("staff_id", flat=True)
    )
    found = [
        Colleague(account, loads.get(account.pk, 0), lost[account.pk], account.has_key, account.is_admitted)
        for account in staff
    ]
    return sorted(found, key=lambda colleague: colleague.account.work_name.casefold())


def granted(staff: UUID, today: date) -> QuerySet[CaseGrant, UUID]:
    """The cases with a grant of this member of staff in force, less those of which one only reads a colleague's letter.

    For IN: read once, and two grants make no two rows.
    """
    return (
        CaseGrant.objects.in_force(today)
        .filter(staff=staff)
        .exclude(kind=GrantKind.READER)
        .values_list("participant_id", flat=True)
    )
