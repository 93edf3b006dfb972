"""That somebody took a copy of all they wrote and received."""

from datetime import date

from program.audit.record import record
from program.models import Account


def take(*, account: Account, kind: str, today: date) -> None:
    """Written down, so that a copy which somebody else took does not go unseen. Nothing of it is kept."""
    record(verb="copy.taken", by=account.pk, on=today, case=account.pk, detail={"kind": kind})
