"""Sealing text with a case key, and wrapping small things with the server key, each bound to its place.

Whatever is sealed opens only in the table, row and field it was sealed for: a ciphertext that somebody moved fails
as loudly as one that somebody altered.
"""

import json
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from django.db import models

from vault import aead, keyfile, padding
from vault.errors import SealBroken
from vault.fields import SealedField, WrappedField
from vault.secret import Secret

__all__ = ["CaseKey", "SealBroken", "open", "place", "seal", "stored", "unwrap_field", "wrap_field"]

FORMAT = b"\x01"  # text under a case key; `vault.holders` uses another for text under a holder's public key


@dataclass(frozen=True, slots=True)
class CaseKey(Secret):
    """Opens all text of one case. Lives in memory during a request; at rest only in sealed copies."""

    id: UUID
    raw: bytes = field(repr=False)

    @classmethod
    def new(cls, case_id: UUID) -> Self:
        return cls(case_id, aead.new_key())


def seal(key: CaseKey, row: models.Model, field: str, text: str) -> None:
    """Sets `row.field`; the caller saves the row."""
    bound_to = _bound_to(key, row, field)
    setattr(row, field, FORMAT + aead.encrypt(key.raw, padding.pad_text(text), bound_to))


def open(key: CaseKey, row: models.Model, field: str) -> str:
    """Raises SealBroken on anything but what `seal` wrote into this very field, an empty field included."""
    bound_to = _bound_to(key, row, field)
    blob = stored(row, field)
    if blob[:1] != FORMAT:
        raise SealBroken
    return padding.unpad_text(aead.decrypt(key.raw, blob[1:], bound_to))


def wrap_field(row: models.Model, field: str, data: bytes) -> None:
    """Sets `row.field`, a WrappedField; the caller saves the row."""
    setattr(row, field, keyfile.wrap(data, place(row, field, WrappedField)))


def unwrap_field(row: models.Model, field: str) -> bytes:
    return keyfile.unwrap(stored(row, field), place(row, field, WrappedField))


def place(row: models.Model, field: str, marker: type[SealedField] | type[WrappedField], *more: str) -> str:
    """One unambiguous string for a table, row and field, for ciphertext to be bound to.

    A field without the right marker is a mistake in our code and raises TypeError: rotation would not find it.
    """
    column = row._meta.get_field(field)
    if not isinstance(column, marker):
        raise TypeError(f"{row._meta.label}.{field} is not a {marker.__name__}.")
    if row.pk is None:
        raise ValueError("A row needs its primary key before anything is sealed in it.")
    return json.dumps([column.model._meta.db_table, str(row.pk), field, *more])


def stored(row: models.Model, field: str) -> bytes:
    """What the field holds, as bytes on every database. Empty when erased."""
    return bytes(getattr(row, field) or b"")


def _bound_to(key: CaseKey, row: models.Model, field: str) -> bytes:
    return FORMAT + place(row, field, SealedField, str(key.id)).encode()
