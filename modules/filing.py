"""Files of an edition: kept under their hash, beside the editors' own, so that replacing a video changes no edition."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile

FOLDER = "editions"
CAPTIONS_TYPE = "text/vtt"
UNKNOWN_TYPE = "application/octet-stream"
# Whatever else a name says is sent as bytes: no file of an editor's is ever a page.
SHOWN = ("audio/", "video/", "image/jpeg", "image/png", "image/webp", "image/gif")


@dataclass(frozen=True)
class Filed:
    """One frozen file."""

    sha256: str
    path: str
    content_type: str


def file_away(file: FieldFile) -> Filed:
    """Keep a copy of the file as it is now; the same bytes are kept once."""
    with file.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        path = f"{FOLDER}/{sha256}{PurePosixPath(str(file.name)).suffix.lower()}"
        if not default_storage.exists(path):
            opened.seek(0)
            default_storage.save(path, opened)
    return Filed(sha256, path, content_type(str(file.name)))


def content_type(name: str) -> str:
    if name.lower().endswith(".vtt"):
        return CAPTIONS_TYPE
    guessed = mimetypes.guess_type(name)[0] or UNKNOWN_TYPE
    return guessed if guessed.startswith(SHOWN) else UNKNOWN_TYPE
