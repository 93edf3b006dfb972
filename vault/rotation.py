"""A new server key version, and the end of old ones. Only small wrapped blobs are renewed, never text."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models, transaction

from vault import keyfile, sealing
from vault.errors import SealBroken
from vault.fields import wrapped_fields

KEEP = timedelta(days=35)
CHUNK = 200


@dataclass(frozen=True)
class Rotation:
    """`unreadable` blobs were moved, altered or wrapped by a destroyed version: left as they are, to be looked into."""

    version: int
    rewrapped: int
    unreadable: int
    destroyed: tuple[int, ...]


def rotate(*, today: date) -> Rotation:
    """Made to be killed at any point and run again: every chunk stands by itself, and none is done twice."""
    version = keyfile.add_version(today=today)
    rewrapped = unreadable = 0
    for model, field in wrapped_fields():
        done, broken = _rewrap_column(model, field.name, keyfile.head_of(version.number))
        rewrapped, unreadable = rewrapped + done, unreadable + broken
    return Rotation(version.number, rewrapped, unreadable, destroy_old(today=today))


def destroy_old(*, today: date) -> tuple[int, ...]:
    """Destroys the versions older than 35 days that no row uses, and the backups made under them with them.

    A version that was in use until today stays for another run: a request under way may be about to commit a row
    wrapped by it, and tonight's backup has not been made yet.
    """
    versions = keyfile.server_keys().versions
    destroyed = []
    for version, successor in zip(versions, versions[1:], strict=False):
        if today - version.made_on > KEEP and successor.made_on < today and not _in_use(version.number):
            keyfile.destroy_version(version.number)
            destroyed.append(version.number)
    return tuple(destroyed)


def _rewrap_column(model: type[models.Model], name: str, newest: bytes) -> tuple[int, int]:
    """Keyset chunks, each in a transaction that locks its rows: a passphrase changed or a case erased at the same
    time must not be undone by writing back what was read before."""
    done = broken = 0
    old = model._base_manager.filter(**{f"{name}__gt": b"", f"{name}__lt": newest}).order_by("pk").only("pk", name)
    chunk = old
    while True:
        with transaction.atomic():
            rows = list(chunk.select_for_update()[:CHUNK])
            renewed = [row for row in rows if _rewrap(row, name)]
            model._base_manager.bulk_update(renewed, [name])
        done, broken = done + len(renewed), broken + len(rows) - len(renewed)
        if len(rows) < CHUNK:
            return done, broken
        chunk = old.filter(pk__gt=rows[-1].pk)


def _rewrap(row: models.Model, name: str) -> bool:
    try:
        sealing.wrap_field(row, name, sealing.unwrap_field(row, name))
    except SealBroken:
        return False
    return True


def _in_use(number: int) -> bool:
    first, after = keyfile.head_of(number), keyfile.head_of(number + 1)
    return any(
        model._base_manager.filter(**{f"{field.name}__gte": first, f"{field.name}__lt": after}).exists()
        for model, field in wrapped_fields()
    )
