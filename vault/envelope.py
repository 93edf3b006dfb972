"""Sealing to a public key: HPKE with the hybrid of ML-KEM-768 and X25519, AES-256-GCM inside.

The hybrid stays shut as long as either half does, so what is stolen today is no gift to a quantum computer later.
A private half is kept as its 96 seed bytes: 64 for ML-KEM, 32 for X25519.
"""

import os
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from vault.errors import SealBroken

SEED_BYTES = 64
PRIVATE_BYTES = SEED_BYTES + 32
MLKEM_PUBLIC_BYTES = 1184

SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


class _Halves(NamedTuple):
    mlkem: MLKEM768PrivateKey
    x25519: X25519PrivateKey


def new_private() -> bytes:
    return os.urandom(PRIVATE_BYTES)


def public_of(private: bytes) -> bytes:
    halves = _halves(private)
    return halves.mlkem.public_key().public_bytes_raw() + halves.x25519.public_key().public_bytes_raw()


def seal_to(public: bytes, data: bytes, bound_to: bytes) -> bytes:
    """Anybody may seal; only the private half opens, and only with the same `bound_to`."""
    mlkem = MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC_BYTES])
    x25519 = X25519PublicKey.from_public_bytes(public[MLKEM_PUBLIC_BYTES:])
    return SUITE.encrypt(data, hpke.MLKEM768X25519PublicKey(mlkem, x25519), bound_to)


def open_with(private: bytes, blob: bytes, bound_to: bytes) -> bytes:
    try:
        return SUITE.decrypt(blob, hpke.MLKEM768X25519PrivateKey(*_halves(private)), bound_to)
    except InvalidTag:
        raise SealBroken from None


def _halves(private: bytes) -> _Halves:
    return _Halves(
        mlkem=MLKEM768PrivateKey.from_seed_bytes(private[:SEED_BYTES]),
        x25519=X25519PrivateKey.from_private_bytes(private[SEED_BYTES:]),
    )
