"""A participant agrees to a newer text; the one they agreed to before stays with them."""

from datetime import date

from django.db import transaction

from program.audit.record import record
from program.models import Account, Consent, ConsentText


@transaction.atomic
def agree(*, account: Account, text: ConsentText, today: date) -> None:
    """Pressed twice, it is written down once."""
    _row, is_new = Consent.objects.get_or_create(participant_id=account.pk, text=text, defaults={"given_on": today})
    if is_new:
        record(verb="consent.given", by=account.pk, on=today, case=account.pk, detail={"consent": text.version})
