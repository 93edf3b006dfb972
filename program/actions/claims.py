"""'I answer this': where several people may read a case, one of them takes an open promise for some hours."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from program.audit.record import record
from program.models import Promise

HOURS = 4


def ends_at(now: datetime) -> datetime:
    """On the hour: a claim tells nobody to the minute when somebody was at their desk."""
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=HOURS)


@transaction.atomic
def claim(*, promise: Promise, by: UUID, now: datetime, today: date) -> bool:
    """Take it, or take it for longer. False where somebody else has it, or where it was kept meanwhile.

    One guarded statement decides: of two who press at one moment the second finds it taken.
    """
    free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_by=by)
    taken = Promise.objects.filter(free, pk=promise.pk, kept_on=None).update(claimed_by=by, claimed_until=ends_at(now))
    if taken:
        record(verb="promise.claimed", by=by, on=today, case=promise.participant_id, subject=promise.pk)
    return bool(taken)


@transaction.atomic
def hand_back(*, promise: Promise, by: UUID, today: date) -> bool:
    """Let it go before its time; False where there is nothing of one's own to let go."""
    freed = Promise.objects.filter(pk=promise.pk, claimed_by=by).update(claimed_by=None, claimed_until=None)
    if freed:
        record(verb="promise.handed-back", by=by, on=today, case=promise.participant_id, subject=promise.pk)
    return bool(freed)


def let_go_of_claims(*, participant_id: UUID, staff: UUID) -> None:
    """Whoever cannot read a case any more does not answer in it."""
    Promise.objects.filter(participant=participant_id, claimed_by=staff).update(claimed_by=None, claimed_until=None)


def empty_past(*, now: datetime) -> int:
    """A claim that is over holds nothing any more; its instant goes, too."""
    return Promise.objects.filter(claimed_until__lte=now).update(claimed_by=None, claimed_until=None)
