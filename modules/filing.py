"""Files of an edition: kept under their hash, beside the editors' own, so that replacing a video changes no edition."""

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

FOLDER = "editions"
UNKNOWN_TYPE = "application/octet-stream"
TYPES = {
    ".vtt": "text/vtt",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
}
"""What browsers play and show, whatever the machine's own lists know. Any other name is sent as bytes: no file of an
editor's is ever a page."""


@dataclass(frozen=True)
class Filed:
    """One frozen file."""

    sha256: str
    path: str
    content_type: str


class FileGone(Exception):
    """The library names a file that is no longer there."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    @property
    def sentence(self) -> str:
        """For an editor."""
        said = _("The file “%(name)s” is gone. Put it into the library again, or take it out of its step.")
        return said % {"name": PurePosixPath(self.path).name}


def file_away(file: FieldFile) -> Filed:
    """Keep a copy of the file as it is now; the same bytes are kept once. Raises FileGone."""
    with _opened(file) as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        path = f"{FOLDER}/{sha256}{PurePosixPath(str(file.name)).suffix.lower()}"
        if not default_storage.exists(path):
            opened.seek(0)
            default_storage.save(path, opened)
    return Filed(sha256, path, content_type(str(file.name)))


def _opened(file: FieldFile) -> FieldFile:
    try:
        return file.open("rb")
    except FileNotFoundError:
        raise FileGone(str(file.name)) from None


def content_type(name: str) -> str:
    return TYPES.get(PurePosixPath(name).suffix.lower(), UNKNOWN_TYPE)
