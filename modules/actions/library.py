"""Videos, recordings and pictures of a pack in the editors' library."""

from collections.abc import Mapping
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from modules.actions.bringing import Imported
from modules.models import ProgramImage, ProgramMedia
from modules.packs.media import MediaFile
from modules.packs.problems import Problems
from modules.redrawing import redrawn
from worksheets.files.problems import FileProblem


def bring_media(done: Imported, files: Mapping[str, MediaFile]) -> dict[str, ProgramMedia | ProgramImage]:
    """By the keys of the pack. What the library holds already, with the same words, is taken; nothing is replaced.

    Raises PackRefused for what the studio would not take.
    """
    problems = Problems()
    found: dict[str, ProgramMedia | ProgramImage] = {}
    for key, file in files.items():
        with problems.gathered():
            media = _picture(file) if file.kind == "image" else _same(file) or _new(file)
            if media.pk is None:
                media.save()
                done.made.append(f"{file.kind} {key}")
            found[key] = media
    problems.stop_if_any()
    return found


def _picture(file: MediaFile) -> ProgramImage:
    """The one that the library holds, or a new one: drawn anew unless its file holds nothing but its dots."""
    try:
        drawn = redrawn(BytesIO(file.content), file.name)
    except ValidationError as refused:
        raise FileProblem(file.place, " ".join(refused.messages)) from None
    content = drawn.read()
    drawn.seek(0)
    rows = ProgramImage.objects.filter(title=file.title).order_by("pk")
    same = next((row for row in rows if _holds(row.file, content)), None)
    return same or ProgramImage(title=file.title, file=drawn)


def _same(file: MediaFile) -> ProgramMedia | None:
    rows = ProgramMedia.objects.filter(type=file.kind, title=file.title, transcript=file.transcript).order_by("pk")
    return next(
        (row for row in rows if _holds(row.file, file.content) and _holds(row.captions, file.captions)),
        None,
    )


def _holds(stored: FieldFile, content: bytes) -> bool:
    if not stored or stored.size != len(content):
        return not stored and not content
    with stored.open("rb") as opened:
        return bool(opened.read() == content)


def _new(file: MediaFile) -> ProgramMedia:
    captions = ContentFile(file.captions, f"{file.key}.vtt") if file.captions else ""
    media = ProgramMedia(
        type=file.kind,
        title=file.title,
        file=ContentFile(file.content, file.name.rpartition("/")[2]),
        captions=captions,
        transcript=file.transcript,
        width=file.width or None,
        height=file.height or None,
        duration=file.seconds,
    )
    try:
        media.full_clean(exclude=["collection"])
    except ValidationError as refused:
        raise FileProblem(file.place, " ".join(refused.messages)) from None
    return media
