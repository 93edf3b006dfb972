"""Slowing down guesses without locking anybody out and without knowing who guesses.

Tries are counted under a keyed hash of the name with a key of the day. The answer is a number of seconds to wait;
nothing here sleeps, and no network address is looked at.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from program.models import Throttle
from vault import keyfile

FREE_TRIES = 4
LONGEST_WAIT = 60


def wait(*parts: str) -> int:
    """Seconds until the next try for this name may be made; 0 when it may be made now."""
    row = Throttle.objects.filter(pk=_key(*parts)).first()
    left = (row.next_try_at - timezone.now()).total_seconds() if row else 0
    return max(0, int(left) + 1) if left > 0 else 0


@transaction.atomic
def failed(*parts: str) -> None:
    """Count a wrong try: after a few free ones, each doubles the wait, up to a minute."""
    now = timezone.now()
    Throttle.objects.get_or_create(pk=_key(*parts), defaults={"next_try_at": now})
    Throttle.objects.filter(pk=_key(*parts)).update(tries=F("tries") + 1)
    tries = Throttle.objects.values_list("tries", flat=True).get(pk=_key(*parts))
    Throttle.objects.filter(pk=_key(*parts)).update(next_try_at=now + _wait_after(tries))


def passed(*parts: str) -> None:
    """The right secret was given: forget the wrong ones."""
    Throttle.objects.filter(pk=_key(*parts)).delete()


def forget_before(instant: datetime) -> int:
    """Remove rows whose wait ended before `instant`; the sweep does this every hour."""
    return Throttle.objects.filter(next_try_at__lt=instant).delete()[0]


def _wait_after(tries: int) -> timedelta:
    if tries <= FREE_TRIES:
        return timedelta(0)
    return timedelta(seconds=min(LONGEST_WAIT, 2 ** min(tries - FREE_TRIES, 10)))


def _key(*parts: str) -> str:
    return keyfile.daily_index("throttle", " ".join(":".join(parts).casefold().split()), timezone.now().date())
