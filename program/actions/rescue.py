"""Keeping, offering and letting go of words that could not be taken when they were sent."""

import json
from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from program.audit.record import record
from program.models import Account, RescuedText
from vault import holders
from vault.holders import PrivateKey


@transaction.atomic
def keep(
    *, account_id: UUID, path: str, typed: Mapping[str, list[str]], form_key: str, today: date
) -> RescuedText | None:
    """Seal what was typed to the account's public key. None where there is no such account or nothing was typed.

    One text a form: a page that goes on trying to save, all night, renews the one row that its id leads to.
    """
    if not typed or not Account.objects.filter(pk=account_id, is_active=True).exists():
        return None
    row = RescuedText(account_id=account_id, path=path[:200], on_day=today)
    if form_key:
        row.pk = uuid5(account_id, form_key)
    holders.seal_for(holder=account_id, row=row, field="sealed", text=json.dumps(dict(typed)))
    if not RescuedText.objects.filter(pk=row.pk).exists():
        record(verb="text.rescued", by=account_id, on=today, subject=row.pk)
    RescuedText.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["id"], update_fields=["path", "sealed", "on_day"]
    )
    return row


def take(*, account_id: UUID, private: PrivateKey, rescued_id: str) -> dict[str, list[str]]:
    """The kept fields of one rescued text of this account; empty when there is none. The row stays until let go."""
    try:
        row = RescuedText.objects.filter(account_id=account_id, pk=UUID(rescued_id)).first()
    except ValueError:
        return {}
    if row is None:
        return {}
    fields: dict[str, list[str]] = json.loads(holders.open_for(private=private, row=row, field="sealed"))
    return fields


def let_go(*, account_id: UUID, rescued_id: UUID) -> None:
    """The person does not need it any more."""
    RescuedText.objects.filter(account_id=account_id, pk=rescued_id).delete()
