"""From what a person types to keys: Argon2id once, then split in two."""

import os
import re
import threading
import unicodedata
from dataclasses import dataclass, field
from typing import Self

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from django.conf import settings

from vault import aead
from vault.secret import Secret

SALT_BYTES = 16

# Each run takes 64 MiB. Two at a time per process bounds the memory that a flood of sign-ins can claim.
_two_at_a_time = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Cost:
    """The Argon2id parameters. Stored with each lock, so they can be raised without locking anybody out."""

    memory_kib: int
    passes: int
    lanes: int

    @classmethod
    def current(cls) -> Self:
        return cls(**settings.VAULT_ARGON2)


@dataclass(frozen=True, slots=True)
class Derived(Secret):
    """Neither half tells anything about the other: the verifier may be compared while the wrapping key stays shut."""

    verifier: bytes = field(repr=False)
    wrapping_key: bytes = field(repr=False)


def new_salt() -> bytes:
    return os.urandom(SALT_BYTES)


def derive(secret: str, *, salt: bytes, cost: Cost) -> Derived:
    """Slow on purpose (about 0.2 s), and waits while two others run in this process."""
    argon = Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    with _two_at_a_time:
        root = argon.derive(secret.encode("utf-8", "surrogatepass"))
    halves = HKDFExpand(algorithm=hashes.SHA256(), length=2 * aead.KEY_BYTES, info=b"vault lock").derive(root)
    return Derived(verifier=halves[: aead.KEY_BYTES], wrapping_key=halves[aead.KEY_BYTES :])


def canonical(text: str) -> str:
    """One spelling for a generated secret, however it was typed: case, width, hyphens and spaces are forgiven.

    For generated secrets only: an own passphrase would lose strength. See `exact`.
    """
    folded = exact(exact(text).casefold())
    return " ".join(re.sub(_SEPARATORS, " ", folded).split())


def exact(text: str) -> str:
    """What was typed, whichever way the keyboard composed its accents."""
    return unicodedata.normalize("NFKC", text)


# Soft hyphen, hyphens, dashes and minus as phones and word processors put them in for a plain hyphen.
_SEPARATORS = re.compile("[-\u00ad\u058a\u05be\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\u30a0\ufe58\ufe63\uff0d\\s]+")
