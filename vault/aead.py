"""AES-256-GCM with a fresh random nonce in front. The only place where the cipher is called."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vault.errors import SealBroken

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def encrypt(key: bytes, data: bytes, bound_to: bytes) -> bytes:
    """`bound_to` is authenticated, not stored: decryption succeeds only where the same bytes are given again."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, bound_to)


def decrypt(key: bytes, blob: bytes, bound_to: bytes) -> bytes:
    if len(blob) < NONCE_BYTES + TAG_BYTES:
        raise SealBroken
    try:
        return AESGCM(key).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], bound_to)
    except InvalidTag:
        raise SealBroken from None
