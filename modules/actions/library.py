"""Videos, recordings and pictures of a pack in the editors' library."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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
                done.filed += _files_of(media)
                done.made.append(f"{file.kind} {key}")
            found[key] = media
    problems.stop_if_any()
    return found


@contextmanager
def taken_back_if_refused(filed: Sequence[FieldFile]) -> Iterator[None]:
    """No transaction knows of files: those of an import that comes to nothing are deleted here."""
    try:
        yield
    except Exception:
        for file in filed:
            file.storage.delete(str(file.name))
        raise


def _files_of(media: ProgramMedia | ProgramImage) -> list[FieldFile]:
    return [media.file, *([media.captions] if isinstance(media, ProgramMedia) and media.captions else [])]


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
    """A file that the library names and the disk no longer has holds nothing that anybody could play."""
    if not stored:
        return not content
    if not stored.storage.exists(str(stored.name)) or stored.size != len(content):
        return False
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
