"""Tokens that only this server can make and read: a form that names its account, opaque to whoever carries it."""

import base64
import binascii
import json

from vault import keyfile
from vault.errors import SealBroken


def issue(purpose: str, payload: dict[str, str]) -> str:
    """Good until the server key's version is destroyed. Fit for a hidden field or a URL."""
    return _as_text(keyfile.wrap(json.dumps(payload).encode(), _context(purpose)))


def read(purpose: str, token: str) -> dict[str, str] | None:
    """None for anything that `issue` did not make for the same purpose."""
    try:
        blob = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
        if base64.urlsafe_b64encode(blob).decode() != token:
            return None  # another spelling of the same bytes is not what `issue` gave out
        if _as_text(blob) != token:  # the last character of base64 can be written in several ways
            return None
        payload: dict[str, str] = json.loads(keyfile.unwrap(blob, _context(purpose)))
    except (SealBroken, binascii.Error, UnicodeEncodeError):
        return None
    return payload


def _as_text(blob: bytes) -> str:
    return base64.urlsafe_b64encode(blob).decode()


def _context(purpose: str) -> str:
    return json.dumps(["token", purpose])
