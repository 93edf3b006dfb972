"""Keeps a person's key unlocked between requests, in two halves that open nothing alone.

The session row holds the private key encrypted under a random secret; the secret lives only in a cookie.
"""

import base64
import binascii
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from vault import aead
from vault.errors import Locked, SealBroken
from vault.holders import PrivateKey

__all__ = ["FORGET", "Locked", "cookie_to_send", "forget", "private_key", "remember"]

SESSION_KEY = "vault"
CONTEXT = b"vault session"
UUID_BYTES = 16
FORGET = ""
"""What `cookie_to_send` returns where the cookie is to be deleted."""

# On the request object, never in META: that is what error reports print.
_UNLOCKED = "_vault_unlocked"
_COOKIE = "_vault_cookie"


def remember(request: HttpRequest, private: PrivateKey) -> None:
    """Call it at sign-in. A new secret each time: an older cookie opens nothing any more."""
    secret = aead.new_key()
    sealed = aead.encrypt(secret, private.holder.bytes + private.raw, CONTEXT)
    request.session[SESSION_KEY] = base64.b64encode(sealed).decode()
    setattr(request, _COOKIE, base64.urlsafe_b64encode(secret).decode())
    setattr(request, _UNLOCKED, private)


def private_key(request: HttpRequest) -> PrivateKey:
    """Raises Locked where session and cookie do not belong together, or one is missing."""
    unlocked: PrivateKey | None = getattr(request, _UNLOCKED, None)
    if unlocked is None:
        unlocked = _unlocked(request)
        setattr(request, _UNLOCKED, unlocked)
    return unlocked


def forget(request: HttpRequest) -> None:
    """Wipes both halves. Call it at sign-out."""
    request.session.pop(SESSION_KEY, None)
    setattr(request, _COOKIE, FORGET)
    setattr(request, _UNLOCKED, None)


def cookie_to_send(request: HttpRequest) -> str | None:
    """For the middleware: a value to set, FORGET to delete, None to leave the cookie alone."""
    value: str | None = getattr(request, _COOKIE, None)
    return value


def _unlocked(request: HttpRequest) -> PrivateKey:
    stored, cookie = request.session.get(SESSION_KEY), request.COOKIES.get(settings.VAULT_COOKIE)
    if not stored or not cookie:
        raise Locked
    try:
        secret = base64.b64decode(cookie.encode("ascii"), altchars=b"-_", validate=True)
        if len(secret) != aead.KEY_BYTES:
            raise Locked
        plain = aead.decrypt(secret, base64.b64decode(stored), CONTEXT)
    except (SealBroken, binascii.Error, UnicodeEncodeError):
        raise Locked from None
    return PrivateKey(UUID(bytes=plain[:UUID_BYTES]), plain[UUID_BYTES:])
