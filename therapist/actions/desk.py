"""Marks that say who is writing where, and what somebody keeps on their own desk."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from program.actions import claims
from program.models import Account
from therapist.models import KeptFilter, Writing

STEP = timedelta(minutes=5)
MOST_KEPT = 12


def mark_until(now: datetime) -> datetime:
    """The second full five minutes from now: a pause for thought keeps the mark, and it tells no minute."""
    begun = now.replace(minute=now.minute - now.minute % 5, second=0, microsecond=0)
    return begun + 2 * STEP


def wrote(*, participant_id: UUID, by: UUID, now: datetime) -> None:
    """Somebody has just saved something in this case. No audit row: the save has its own."""
    Writing.objects.bulk_create(
        [Writing(participant_id=participant_id, staff_id=by, until=mark_until(now))],
        update_conflicts=True,
        unique_fields=["participant", "staff"],
        update_fields=["until"],
    )


def stopped_writing(*, participant_id: UUID, by: UUID) -> None:
    """It was sent: nobody has to wait for the mark to end."""
    Writing.objects.filter(participant_id=participant_id, staff_id=by).delete()


@transaction.atomic
def keep_filter(*, staff: UUID, address: str) -> bool:
    """Once, however often it is asked for; False where somebody keeps as many as fit above a list."""
    # The account is the lock: two windows cannot both keep the last one.
    Account.objects.select_for_update().get(pk=staff)
    kept = set(KeptFilter.objects.filter(staff_id=staff).values_list("address", flat=True))
    if address not in kept and len(kept) < MOST_KEPT:
        KeptFilter.objects.create(staff_id=staff, address=address)
        kept.add(address)
    return address in kept


def let_filter_go(*, staff: UUID, address: str) -> None:
    KeptFilter.objects.filter(staff_id=staff, address=address).delete()


def switch_keys(*, staff: UUID, on: bool) -> None:
    Account.objects.filter(pk=staff).update(single_keys=on)


def tidy(*, now: datetime) -> None:
    """Claims and marks that are over hold instants; these go."""
    claims.empty_past(now=now)
    Writing.objects.filter(until__lte=now).delete()
