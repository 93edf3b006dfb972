"""Videos, recordings and pictures of a programme as files, each under a key that its title and its bytes give."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.utils.text import slugify

from modules.filing import FileGone
from modules.models import ModulePage, ProgramImage, ProgramMedia
from modules.packs.media import PLAYED_BY
from modules.packs.writing_yaml import written as yaml_written
from worksheets.files.tree import Files

FOLDER = "media"
LIST = "media.yaml"
LONGEST_KEY = 40
DISTINCT = 8


Shown = ProgramMedia | ProgramImage


@dataclass(frozen=True)
class _Kept:
    """One file with its words; two rows of the library that hold the same are one of these."""

    media: Shown
    content: bytes
    captions: bytes
    sha256: str


class Shelf:
    """All that these weeks play."""

    def __init__(self, weeks: Iterable[ModulePage]) -> None:
        played = {_name_of(media): media for week in weeks for media in _played(week)}
        self._kept = {name: _kept(media) for name, media in sorted(played.items())}
        hashes = defaultdict[str, set[str]](set)
        for kept in self._kept.values():
            hashes[_slug(kept.media)].add(kept.sha256)
        self._crowded = {slug for slug, several in hashes.items() if len(several) > 1}

    def key(self, media: Shown) -> str:
        """The key by which a step names it."""
        kept = self._kept[_name_of(media)]
        slug = _slug(media)
        return f"{slug}-{kept.sha256[:DISTINCT]}" if slug in self._crowded else slug

    def files(self) -> Files:
        """The files, and the list of them; nothing where nothing is played."""
        kept = sorted((self.key(each.media), each) for each in {k.sha256: k for k in self._kept.values()}.values())
        files: dict[str, bytes] = {}
        for key, each in kept:
            files[_name(key, each)] = each.content
            if each.captions:
                files[f"{FOLDER}/{key}.vtt"] = each.captions
        if kept:
            files[LIST] = yaml_written({"media": [_said(key, each) for key, each in kept]})
        return files


def _name_of(media: Shown) -> tuple[str, int]:
    return type(media).__name__, media.pk


def _played(week: ModulePage) -> Iterator[Shown]:
    for step in week.steps:
        if sound := step.value.get("sound"):
            yield sound
        for block in step.value["body"]:
            for each in block.value["body"] if block.block_type == "only" else [block]:
                if each.block_type in PLAYED_BY:
                    yield each.value["image" if each.block_type == "image" else "media"]


def _kept(media: Shown) -> _Kept:
    content, captions, kind, transcript = _bytes(media.file), b"", "image", ""
    if isinstance(media, ProgramMedia):
        captions = _bytes(media.captions) if media.captions else b""
        kind, transcript = media.type, media.transcript
    parts = (kind.encode(), media.title.encode(), transcript.encode(), captions, content)
    digests = b"".join(hashlib.sha256(part).digest() for part in parts)
    return _Kept(media, content, captions, hashlib.sha256(digests).hexdigest())


def _bytes(file: Any) -> bytes:
    try:
        with file.open("rb") as opened:
            content: bytes = opened.read()
    except FileNotFoundError:
        raise FileGone(str(file.name)) from None
    return content


def _slug(media: Shown) -> str:
    return slugify(media.title)[:LONGEST_KEY].strip("-_").replace("_", "-") or FOLDER


def _name(key: str, kept: _Kept) -> str:
    return f"{FOLDER}/{key}{PurePosixPath(str(kept.media.file.name)).suffix.lower()}"


def _said(key: str, kept: _Kept) -> dict[str, Any]:
    media = kept.media
    if isinstance(media, ProgramImage):
        return {"key": key, "kind": "image", "title": media.title, "file": _name(key, kept)}
    said = {
        "key": key,
        "kind": str(media.type),
        "title": media.title,
        "file": _name(key, kept),
        "captions": f"{FOLDER}/{key}.vtt" if kept.captions else "",
        "transcript": media.transcript.strip(),
        "width": media.width,
        "height": media.height,
        "seconds": int(media.duration or 0),
    }
    return {name: value for name, value in said.items() if value}
