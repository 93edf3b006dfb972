"""The server key: a versioned key in a file outside the database and its backups.

It is the outer wrap around every sealed key, so a stolen database opens nothing, and destroying a version kills the
backups made under it. The file is JSON:

    {"index_key": base64, "versions": [{"number": 1, "made_on": "2026-11-22", "key": base64}, …]}
"""

import base64
import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from vault import aead
from vault.errors import SealBroken
from vault.secret import Secret

FORMAT = 1
NUMBER_BYTES = 4
HEAD_BYTES = 1 + NUMBER_BYTES


@dataclass(frozen=True, slots=True)
class Version(Secret):
    number: int
    made_on: date
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ServerKeys(Secret):
    """`versions` run from oldest to newest; only the newest wraps, all of them unwrap."""

    index_key: bytes = field(repr=False)
    versions: tuple[Version, ...]

    @property
    def current(self) -> Version:
        return self.versions[-1]

    def key(self, number: int) -> bytes:
        for version in self.versions:
            if version.number == number:
                return version.key
        raise SealBroken  # destroyed, or never ours


def server_keys() -> ServerKeys:
    """Read again only when the file has changed, so a rotation reaches every process without a restart."""
    global _cached  # one tuple, replaced whole: no lock needed
    try:
        stat = _path().stat()
    except OSError:
        raise ImproperlyConfigured(
            "The server key file of VAULT_KEY_FILE cannot be read. Restore it from its backup,"
            " or run `manage.py vault init` on a new installation."
        ) from None
    stamp = (str(_path()), stat.st_mtime_ns, stat.st_size, stat.st_ino)
    if _cached is None or _cached[0] != stamp:
        _cached = (stamp, _parse(_path().read_bytes()))
    return _cached[1]


_cached: tuple[tuple[str, int, int, int], ServerKeys] | None = None


# Wrapping


def wrap(data: bytes, context: str) -> bytes:
    """Encrypted under the newest version; opens only with the same `context`."""
    version = server_keys().current
    head = head_of(version.number)
    return head + aead.encrypt(version.key, data, head + context.encode())


def unwrap(blob: bytes, context: str) -> bytes:
    head = blob[:HEAD_BYTES]
    if len(head) < HEAD_BYTES or head[0] != FORMAT:
        raise SealBroken
    key = server_keys().key(int.from_bytes(head[1:], "big"))
    return aead.decrypt(key, blob[HEAD_BYTES:], head + context.encode())


def head_of(number: int) -> bytes:
    """The first bytes of everything wrapped by that version. They sort like the numbers, so rotation finds old
    blobs by comparing columns."""
    return bytes([FORMAT]) + number.to_bytes(NUMBER_BYTES, "big")


# Keyed hashes, for looking up what must not be readable. They survive rotation.


def index(purpose: str, value: str) -> str:
    return hmac.new(_index_key(f"index {purpose}"), value.encode(), hashlib.sha256).hexdigest()


def daily_index(purpose: str, value: str, day: date) -> str:
    """Equal within one day, unlinkable across days."""
    return hmac.new(_index_key(f"daily {day.isoformat()} {purpose}"), value.encode(), hashlib.sha256).hexdigest()


def _index_key(info: str) -> bytes:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"vault {info}".encode())
    return derived.derive(server_keys().index_key)


# Changing the file


def missing() -> bool:
    return not _path().exists()


def create(*, today: date) -> bool:
    """Makes the file where there is none; False when there is one, which is never touched."""
    with _changing():
        if not missing():
            return False
        _write(ServerKeys(index_key=aead.new_key(), versions=(Version(1, today, aead.new_key()),)))
    return True


def add_version(*, today: date) -> Version:
    """At most one a day: a rotation that was killed and started again goes on with the version it had made."""
    with _changing():
        keys = server_keys()
        if keys.current.made_on == today:
            return keys.current
        version = Version(keys.current.number + 1, today, aead.new_key())
        _write(replace(keys, versions=(*keys.versions, version)))
    return version


def destroy_version(number: int) -> None:
    """For good: whatever is still wrapped by it, old backups first of all, can never be opened again."""
    with _changing():
        keys = server_keys()
        if number == keys.current.number:
            raise ValueError("The version in use cannot be destroyed.")
        _write(replace(keys, versions=tuple(version for version in keys.versions if version.number != number)))


@contextmanager
def _changing() -> Iterator[None]:
    """One change at a time: two versions of the same number would lose everything wrapped by the first."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(keys: ServerKeys) -> None:
    """All or nothing: a crash leaves the old file or the new one."""
    global _cached
    path = _path()
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(_as_json(keys), file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _cached = None
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _as_json(keys: ServerKeys) -> dict[str, Any]:
    return {
        "index_key": base64.b64encode(keys.index_key).decode(),
        "versions": [
            {
                "number": version.number,
                "made_on": version.made_on.isoformat(),
                "key": base64.b64encode(version.key).decode(),
            }
            for version in keys.versions
        ],
    }


def _parse(content: bytes) -> ServerKeys:
    try:
        data = json.loads(content)
        versions = [
            Version(int(row["number"]), date.fromisoformat(row["made_on"]), _key(row["key"]))
            for row in data["versions"]
        ]
        if versions:
            ordered = tuple(sorted(versions, key=lambda version: version.number))
            return ServerKeys(index_key=_key(data["index_key"]), versions=ordered)
    except (ValueError, KeyError, TypeError):
        pass  # raised below, outside: a JSON error holds the whole document and would travel along as the context
    raise ImproperlyConfigured("The server key file of VAULT_KEY_FILE is damaged. Restore it from its backup.")


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != aead.KEY_BYTES:
        raise ValueError("Wrong length.")
    return key


def _path() -> Path:
    return Path(settings.VAULT_KEY_FILE)
