"""The videos, recordings and pictures of a pack: a list of them, and the files that it names."""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass

from django.utils.translation import gettext as _

from modules.filing import content_type
from modules.packs.markdown import Block
from modules.packs.slugs import slug
from worksheets.files import tree
from worksheets.files.problems import FileProblem, Place
from worksheets.files.tree import Files, Mapping

KEYS = ("key", "kind", "title", "file", "captions", "transcript", "width", "height", "seconds")
KINDS = ("video", "audio", "image")
PLAYED_BY = {"video": "video", "audio": "audio", "image": "image"}
"""Which kind of media each block of a step plays or shows."""


@dataclass(frozen=True)
class MediaFile:
    """`name` is the file's path in the pack; `place` is where the list names it."""

    key: str
    kind: str
    title: str
    name: str
    content: bytes
    captions: bytes
    transcript: str
    width: int
    height: int
    seconds: int
    place: Place


Shelf = Dictionary[str, MediaFile]


def read(files: Files, program: Mapping) -> dict[str, MediaFile]:
    """By their keys; none where the programme names no list. Raises FileProblem."""
    if "media" not in program:
        return {}
    name = program.text("media")
    listed = tree.compose(tree.read_text(files, name, program.place("media")), name).allow(("media",))
    found: dict[str, MediaFile] = {}
    for mapping in listed.mappings("media"):
        read = _read(files, mapping.allow(KEYS))
        if read.key in found:
            raise FileProblem(mapping.place("key"), _("Two files have the key “%(key)s”.") % {"key": read.key})
        found[read.key] = read
    return found


def _read(files: Files, mapping: Mapping) -> MediaFile:
    key, kind, name = slug(mapping), mapping.choice("kind", KINDS), mapping.text("file")
    if not content_type(name).startswith(f"{kind}/"):
        sentence = _("“%(name)s” is not named as a file of this kind (%(kind)s) is.") % {"name": name, "kind": kind}
        raise FileProblem(mapping.place("file"), sentence)
    captions = b""
    if "captions" in mapping:
        captions = tree.read_bytes(files, mapping.text("captions"), mapping.place("captions"))
    return MediaFile(
        key=key,
        kind=kind,
        title=mapping.text("title", longest=255),
        name=name,
        content=tree.read_bytes(files, name, mapping.place("file")),
        captions=captions,
        transcript=mapping.text("transcript", default=""),
        width=mapping.number("width", default=0),
        height=mapping.number("height", default=0),
        seconds=mapping.number("seconds", default=0),
        place=mapping.place(),
    )


def check_block(block: Block, shelf: Shelf, file: str, text: str) -> None:
    """A block that plays something names a file of the right kind. Raises FileProblem with its line."""
    kind = PLAYED_BY.get(block.kind)
    if kind is None or (block.title in shelf and shelf[block.title].kind == kind):
        return
    lines = text.split("\n")
    line = next((n for n, said in enumerate(lines, start=1) if said.split()[1:2] == [block.kind]), 1)
    raise FileProblem(Place(file, line), _not_listed(kind, block.title))


def sound(step: Mapping, shelf: Shelf) -> str:
    """The key of a step's recording, or nothing. Raises FileProblem."""
    key = step.text("sound", default="")
    if key and (key not in shelf or shelf[key].kind != "audio"):
        raise FileProblem(step.place("sound"), _not_listed("audio", key))
    return key


def _not_listed(kind: str, key: str) -> str:
    return _("The pack’s media list has no %(kind)s with the key “%(key)s”.") % {"kind": kind, "key": key}
