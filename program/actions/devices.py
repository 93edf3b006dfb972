"""Sessions that somebody ends from another device: one of them, or all."""

from datetime import date

from django.contrib.sessions.models import Session
from django.db import transaction

from program.audit.record import record
from program.devices import number_of, sessions_of
from program.models import Account


@transaction.atomic
def sign_out(*, account: Account, number: str, today: date) -> bool:
    """End the session of this number; False where there is none any more. Twice changes nothing."""
    keys = [key for key, _stored in sessions_of(account) if number_of(key) == number]
    if not keys:
        return False
    Session.objects.filter(session_key__in=keys).delete()
    record(verb="device.signed-out", by=account.pk, on=today)
    return True


@transaction.atomic
def sign_out_everywhere(*, account: Account, today: date) -> None:
    """Every session is over at once, this one too: by a new stamp, and its row is gone."""
    account.renew_stamp()
    account.save(update_fields=["password"])
    forget(account=account)
    record(verb="device.signed-out-everywhere", by=account.pk, on=today)


def forget(*, account: Account, but: str | None = None) -> None:
    """Remove the rows of sessions: a key lies sealed in each, although nobody can use it without its cookie."""
    keys = [key for key, _stored in sessions_of(account) if key != but]
    Session.objects.filter(session_key__in=keys).delete()
