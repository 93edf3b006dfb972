"""Lists of the desk: keyset pages of light rows. No body is read, nothing is counted, the queries are few."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce

from program.models import (
    NEEDS_NO_THERAPIST,
    Account,
    AccountKind,
    CaseGrant,
    GrantKind,
    Participant,
    Promise,
    PromiseKind,
)
from program.prepared import Prepared
from program.queries import rooms, work_names
from therapist.cover import covering
from therapist.models import Letter, LetterState
from therapist.paging import PAGE, Page, day_and_id, page_of
from therapist.waiting import Waiting, awaited, waiting
from vault.models import KeyPair, SealedPrivate


@dataclass(frozen=True)
class Waiter:
    """One open promise, as the inbox shows it. `draft_by` names whoever saved last the letter that is being written.

    `covering` says for whom and until when, where this is a colleague's case.
    """

    id: UUID
    kind: str
    week: int
    due_on: date
    participant: UUID
    alias: str
    draft_by: str
    waiting: Waiting
    covering: str = ""
    is_leaving: bool = False
    is_asked: bool = False
    is_held: bool = False

    @property
    def is_letter(self) -> bool:
        return self.kind == PromiseKind.LETTER

    @property
    def what(self) -> str:
        """What is waited for, in words."""
        return awaited(self.kind, self.week)


def _waiting(staff: UUID, today: date) -> QuerySet[Promise]:
    written = Letter.objects.filter(participant=OuterRef("participant"), week=OuterRef("week"))
    draft = written.exclude(state=LetterState.SENT).values("author_id")[:1]
    return (
        Promise.objects.filter(kept_on=None, participant__in=granted(staff, today))
        .annotate(
            draft_by=Subquery(draft, output_field=UUIDField()),
            is_leaving=Exists(written.filter(state=LetterState.LEAVING)),
            is_asked=Exists(written.filter(state=LetterState.ASKED)),
            is_held=Exists(written.exclude(held="")),
        )
        .order_by("due_on", "id")
    )


WAITER = (
    "id",
    "kind",
    "week",
    "due_on",
    "participant_id",
    "participant__alias",
    "draft_by",
    "is_leaving",
    "is_asked",
    "is_held",
)
FIRST = Prepared(lambda staff, today: _waiting(staff, today).values_list(*WAITER)[: PAGE + 1], UUID, date)
LATER = Prepared(
    # Not an OR: in this form the index on (due_on, id) begins reading where the page begins.
    lambda staff, today, day, row_id: (
        _waiting(staff, today)
        .filter(due_on__gte=day)
        .exclude(due_on=day, id__lte=row_id)
        .values_list(*WAITER)[: PAGE + 1]
    ),
    *(UUID, date, date, UUID),
)


def inbox(*, staff: UUID, today: date, after: str = "") -> Page[Waiter]:
    """Who waits for this therapist, the oldest promise first. Three queries, and one more for whoever covers."""
    place = day_and_id(after)
    values = FIRST.rows(staff, today) if place is None else LATER.rows(staff, today, *place)
    names = work_names({row[6] for row in values if row[6]})
    said = {day: waiting(day, today) for day in {row[3] for row in values}}
    covered = covering(staff, today) if values else {}
    found = [
        Waiter(
            row_id,
            kind,
            week,
            due_on,
            participant,
            alias,
            names.get(author, ""),
            said[due_on],
            covered.get(participant, ""),
            *on_its_way,
        )
        for row_id, kind, week, due_on, participant, alias, author, *on_its_way in values
    ]
    return page_of(found, lambda row: f"{row.due_on.isoformat()}.{row.id}", PAGE)


def next_waiter(*, staff: UUID, today: date) -> Waiter | None:
    """Who has waited longest of all now, and has no letter on its way or with a reader."""
    return next((row for row in inbox(staff=staff, today=today).rows if not (row.is_leaving or row.is_asked)), None)


@dataclass(frozen=True)
class Newcomer:
    """Somebody who has no therapist yet, and the day on which they joined."""

    participant: UUID
    alias: str
    joined_on: date


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
    found = [Newcomer(*row) for row in rows.values_list("pk", "alias", "joined_on")[: PAGE + 1]]
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
