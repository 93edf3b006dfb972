"""The supervision pair, which opens every case key, and who may use it.

Its private half exists only sealed: once to each supervisor, once to an offline recovery key that is shown a single
time and never stored. So no single person's loss loses a case, and the server alone opens none.
"""

import base64
import binascii
import os
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction

from vault import envelope, sealing
from vault.errors import NotAdmitted, SealBroken
from vault.fields import WrappedField
from vault.holders import PrivateKey, new_pair, public_key
from vault.models import KeyPair, SealedPrivate

__all__ = [
    "SUPERVISION",
    "AlreadyInitialised",
    "NotAdmitted",
    "admit",
    "dismiss",
    "init",
    "is_admitted",
    "recover",
    "supervision_key",
]

SUPERVISION = UUID("5b1d0c7e-3a52-4f0e-9a46-6f7c0e3b8d21")
"""The holder to seal a copy of every case key to."""

RECOVERY_BYTES = 32


class AlreadyInitialised(Exception):
    """There is a supervision pair. A second one would open none of the cases sealed to the first."""


@transaction.atomic
def init() -> str:
    """Makes the supervision pair and returns the offline recovery key, which nothing can show again."""
    if KeyPair.objects.filter(holder=SUPERVISION).exists():
        raise AlreadyInitialised
    supervision = new_pair(holder=SUPERVISION, kind=KeyPair.Kind.SUPERVISION)
    recovery = os.urandom(RECOVERY_BYTES)
    _seal(supervision, to=None, public=envelope.public_of(_stretched(recovery)))
    text = base64.b32encode(recovery).decode().rstrip("=")
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def recover(*, recovery_key: str, holder: UUID) -> None:
    """Admits the first supervisor, or the first again. Raises SealBroken for a wrong key."""
    row = SealedPrivate.objects.filter(sealed_to=None).first()
    if row is None:
        raise SealBroken
    _admit(_open(row, _stretched(_read(recovery_key))), holder)


def admit(*, by: PrivateKey, holder: UUID) -> None:
    """Admits a colleague, who must have a staff key pair. Admitting twice does no harm."""
    _admit(supervision_key(by=by), holder)


def dismiss(*, holder: UUID) -> None:
    """Takes the sealed copy away. Sessions open at this moment keep what they have opened until they end."""
    SealedPrivate.objects.filter(sealed_to__holder=holder).delete()


def is_admitted(holder: UUID) -> bool:
    return SealedPrivate.objects.filter(sealed_to__holder=holder).exists()


def supervision_key(*, by: PrivateKey) -> PrivateKey:
    """Raises NotAdmitted for everybody but supervisors."""
    row = SealedPrivate.objects.filter(sealed_to__holder=by.holder).first()
    if row is None:
        raise NotAdmitted
    return _open(row, by.raw)


@transaction.atomic
def _admit(supervision: PrivateKey, holder: UUID) -> None:
    pair = KeyPair.objects.get(holder=holder, kind=KeyPair.Kind.STAFF)
    dismiss(holder=holder)
    _seal(supervision, to=pair, public=public_key(holder))


def _seal(supervision: PrivateKey, *, to: KeyPair | None, public: bytes) -> None:
    row = SealedPrivate(sealed_to=to)
    sealing.wrap_field(row, "private_key", envelope.seal_to(public, supervision.raw, _context(row)))
    row.save(force_insert=True)


def _open(row: SealedPrivate, private: bytes) -> PrivateKey:
    sealed = sealing.unwrap_field(row, "private_key")
    return PrivateKey(SUPERVISION, envelope.open_with(private, sealed, _context(row)))


def _context(row: SealedPrivate) -> bytes:
    return sealing.place(row, "private_key", WrappedField, "supervision").encode()


def _stretched(recovery: bytes) -> bytes:
    """A private half from the short key that fits on a card. The key is random: no slow derivation is needed."""
    info = b"vault offline recovery"
    return HKDF(algorithm=hashes.SHA256(), length=envelope.PRIVATE_BYTES, salt=None, info=info).derive(recovery)


def _read(recovery_key: str) -> bytes:
    """Hyphens, spaces and case are forgiven, and 0, 1 and 8 read as the letters they were mistaken for."""
    text = "".join(character for character in recovery_key.upper() if character.isalnum())
    text = text.translate(str.maketrans("018", "OIB"))
    try:
        key = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != RECOVERY_BYTES:
        raise SealBroken
    return key
