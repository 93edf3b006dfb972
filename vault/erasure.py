"""Erasing a case: every sealed copy of its key goes, and with them all its text, wherever a copy of that lies.

A line in a ledger outside the database says so again after a restore from a backup.
"""

import hmac
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from vault import keyfile
from vault.fields import wrapped_fields
from vault.models import KeyPair

RECEIPT_GROUP = 4
RECEIPT_DIGITS = 20


class LedgerDamaged(Exception):
    """Some lines of the ledger could not be read. All others have been replayed."""


def erase(case_id: UUID) -> None:
    """The ledger first: a crash in between is made good by the next replay; the other way round it would be forgotten.

    For the same reason a line stays although the caller's transaction is rolled back: what was asked for once is done.
    """
    _append(case_id)
    _empty(case_id)


def replay() -> int:
    """Erases again whatever the ledger names: run it after every restore. Returns how many cases still had a key."""
    lines = list(_lines())
    cases = [_as_uuid(line) for line in lines]
    again = sum(_empty(case_id) for case_id in cases if case_id is not None)
    if None in cases:
        raise LedgerDamaged(f"{cases.count(None)} lines of the erasure ledger cannot be read.")
    return again


def receipt(case_id: UUID, day: date) -> str:
    """A number for whoever was erased. It leads to nobody: only the server can make it, from a line of the ledger and
    the day, and neither number nor day is kept anywhere."""
    digits = keyfile.index("erasure receipt", f"{case_id} {day.isoformat()}")[:RECEIPT_DIGITS].upper()
    return "-".join(digits[start : start + RECEIPT_GROUP] for start in range(0, RECEIPT_DIGITS, RECEIPT_GROUP))


def confirms(number: str, day: date) -> bool:
    """Whether the ledger holds the erasure that this receipt was given for on this day. Says nothing of whose."""
    plain = _plain(number)
    cases = [case_id for case_id in map(_as_uuid, _lines()) if case_id is not None]
    return any(hmac.compare_digest(_plain(receipt(case_id, day)), plain) for case_id in cases)


@transaction.atomic
def _empty(case_id: UUID) -> bool:
    """Set-based: one statement for each column that holds sealed case keys. A person's case has their own id: with it
    goes their key pair, and what was sealed to them alone."""
    KeyPair.objects.filter(holder=case_id).exclude(kind=KeyPair.Kind.SUPERVISION).delete()
    found = 0
    for model, field in wrapped_fields():
        if field.case_field is not None:
            rows = model._base_manager.filter(**{field.case_field: case_id}, **{f"{field.name}__gt": b""})
            found += rows.update(**{field.name: b""})
    return found > 0


def _append(case_id: UUID) -> None:
    """On the disk before anything else happens. The line names a random id and no day."""
    path = Path(settings.VAULT_ERASURE_LEDGER)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # A line feed in front, too: a line that a full disk cut short must not swallow the next one.
        os.write(descriptor, f"\n{case_id}\n".encode())
        os.fsync(descriptor)
        os.fsync(folder)
    finally:
        os.close(descriptor)
        os.close(folder)


def _lines() -> Iterator[str]:
    path = Path(settings.VAULT_ERASURE_LEDGER)
    if path.exists():
        yield from dict.fromkeys(path.read_text("utf-8", "replace").split())


def _as_uuid(line: str) -> UUID | None:
    try:
        return UUID(line)
    except ValueError:
        return None


def _plain(number: str) -> str:
    """However it was typed."""
    return "".join(character for character in number.upper() if character.isascii() and character.isalnum())
