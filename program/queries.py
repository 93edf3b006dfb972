"""Sets of rows that more than one action or page asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, Value

from program.models import (
    Account,
    AccountKind,
    CaseGrant,
    GrantKind,
    Notice,
    NoticeKind,
    Promise,
    PromiseKind,
    RescuedText,
)
from vault.models import KeyPair


@dataclass(frozen=True)
class Room:
    """One therapist with what they carry. `left` may be negative: a supervisor may assign beyond the capacity."""

    therapist: Account
    load: int

    @property
    def left(self) -> int:
        return self.therapist.capacity - self.load


def rooms(today: date, *, locked: bool = False) -> list[Room]:
    """Every therapist who can take a case: active, with a key pair to seal its key to. Most room first, ties by id.

    Two queries. `locked` keeps others from assigning to the same therapists until the transaction ends.
    """
    therapists = Account.objects.filter(
        kind=AccountKind.STAFF,
        is_therapist=True,
        is_active=True,
        pk__in=KeyPair.objects.filter(kind=KeyPair.Kind.STAFF).values("holder"),
    ).order_by("pk")
    if locked:
        therapists = therapists.select_for_update()
    found = list(therapists)
    loads = dict(
        CaseGrant.objects.filter(_carried(today), staff__in=found).values_list("staff").annotate(Count("pk")).order_by()
    )
    return sorted((Room(therapist, loads.get(therapist.pk, 0)) for therapist in found), key=_most_room_first)


def _carried(today: date) -> Q:
    """An assigned case weighs on its therapist from its first day, also while a lost key waits to be sealed again."""
    open_ended = Q(last_day=None) | Q(last_day__gt=today)
    last_day_with_key = Q(last_day=today, case_key__isnull=False)
    return Q(kind=GrantKind.ASSIGNED) & (open_ended | last_day_with_key)


def _most_room_first(room: Room) -> tuple[int, str]:
    return -room.left, str(room.therapist.pk)


@dataclass(frozen=True)
class Told:
    """One line that waits to be read on somebody's home page."""

    kind: NoticeKind
    week: int | None
    on_day: date


@dataclass(frozen=True)
class Desk:
    """What a participant waits for, and what has come for them. `promised` holds the day of each open promise."""

    promised: Mapping[tuple[PromiseKind, int], date]
    told: Sequence[Told]


def desk(account_id: UUID) -> Desk:
    """Open promises and unread notices of one participant, in one statement; the oldest notice first."""
    notices = Notice.objects.filter(account_id=account_id, read=False).order_by()
    promises = Promise.objects.filter(participant_id=account_id, kept_on=None).order_by()
    rows = list(
        notices.annotate(what=Value("notice"))
        .values_list("what", "kind", "week", "on_day")
        .union(promises.annotate(what=Value("promise")).values_list("what", "kind", "week", "due_on"), all=True)
    )
    told = [Told(NoticeKind(kind), week, day) for what, kind, week, day in rows if what == "notice"]
    return Desk(
        promised={(PromiseKind(kind), week or 0): day for what, kind, week, day in rows if what == "promise"},
        told=sorted(told, key=lambda line: line.on_day),
    )


def unread_notices(account_id: UUID) -> Sequence[Told]:
    """What has come for somebody and was not read yet, oldest first."""
    return desk(account_id).told


def open_promise(participant_id: UUID, kind: PromiseKind, week: int = 0) -> date | None:
    """By when this answer is promised; None where nobody waits for one."""
    return desk(participant_id).promised.get((kind, week))


def rescued_texts(account_id: UUID) -> list[RescuedText]:
    """Words kept for this account after they could not be taken, newest first."""
    return list(RescuedText.objects.filter(account_id=account_id).order_by("-on_day", "-id"))
