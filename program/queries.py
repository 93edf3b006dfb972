"""Sets of rows that more than one action or page asks for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from program.models import Account, AccountKind, CaseGrant, GrantKind
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
