"""Where somebody is signed in now, read out of the sessions themselves: no list of devices is kept anywhere."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from program.models import Account
from program.session_store import SessionStore
from vault import keyfile


@dataclass(frozen=True)
class Device:
    """One session, by a number that opens nothing. Only the day of its sign-in is told; no place and no browser is
    known."""

    number: str
    since: date
    is_this: bool


def devices_of(account: Account, *, this: str, zone: ZoneInfo) -> list[Device]:
    """Every session of this account that is still good, this one first. One statement."""
    found = [
        Device(number_of(key), _day(stored, zone), key == this)
        for key, stored in sessions_of(account)
        if _is_good(account, stored)
    ]
    return sorted(found, key=lambda device: (not device.is_this, device.since))


def sessions_of(account: Account) -> Iterator[tuple[str, dict[str, Any]]]:
    """Keys and contents of this account's sessions, those that are over too.

    No column says whose a session is, so that a thief of the database cannot line them up: the sessions of the last
    half day are all looked into. That is some milliseconds for a thousand of them.
    """
    store = SessionStore()
    rows = Session.objects.filter(expire_date__gt=timezone.now()).values_list("session_key", "session_data")
    for key, data in rows.iterator():
        stored = store.decode(data)
        if stored.get(SESSION_KEY) == str(account.pk):
            yield key, stored


def number_of(session_key: str) -> str:
    """What a form may name a session by: its key would let somebody in."""
    return keyfile.index("device", session_key)[:16]


def _is_good(account: Account, stored: dict[str, Any]) -> bool:
    """Neither ended by a new stamp nor idle for too long."""
    idle, _absolute = settings.SESSION_AGES[account.kind]
    now = int(time.time())
    stamped = constant_time_compare(stored.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash())
    return stamped and now - stored.get("seen", now) <= idle


def _day(stored: dict[str, Any], zone: ZoneInfo) -> date:
    """A session that was never used after its sign-in is of today."""
    started = stored.get("started")
    instant = datetime.fromtimestamp(started, UTC) if started else timezone.now()
    return instant.astimezone(zone).date()
