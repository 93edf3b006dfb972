"""Files that somebody wants to import and has not confirmed: one for each person, for a day at most."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

FOLDER = "imports"
LIFE = timedelta(days=1)


def keep(content: bytes, by: UUID) -> UUID:
    """Takes the place of what this person brought before. What others forgot is swept away."""
    forget(by)
    for name in _names():
        if default_storage.get_modified_time(name) < timezone.now() - LIFE:
            default_storage.delete(name)
    token = uuid4()
    default_storage.save(_name(by, token), ContentFile(content))
    return token


def kept(by: UUID, token: UUID) -> bytes | None:
    """What this person brought under this token; None where it is gone, or somebody else's."""
    name = _name(by, token)
    if not default_storage.exists(name):
        return None
    with default_storage.open(name, "rb") as opened:
        return bytes(opened.read())


def forget(by: UUID) -> None:
    for name in _names():
        if name.startswith(f"{FOLDER}/{by}-"):
            default_storage.delete(name)


def _name(by: UUID, token: UUID) -> str:
    return f"{FOLDER}/{by}-{token}.zip"


def _names() -> Iterator[str]:
    if default_storage.exists(FOLDER):
        yield from (f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1])
