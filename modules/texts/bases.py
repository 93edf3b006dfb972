"""The revision that each translation was made from: as somebody said, else the one that was there when it was made."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Min
from wagtail.models import Revision

from modules.models import TranslatedFrom
from modules.texts.pieces import Piece, Row, worded

# A row among revisions: its type and its key as text.
Known = tuple[int, str]


def bases(pieces: Sequence[Piece], language: str) -> dict[str, Row | None]:
    """By place, the source as it was when its translation last said the same: the source itself where nothing was
    written in it since, None where that is not known. Four statements at most."""
    there = [piece for piece in pieces if piece.translation is not None]
    held = _held(there, language)
    made = _when_made([piece for piece in there if piece.source.translation_key not in held])
    wanted = {piece.place: held.get(piece.source.translation_key) or made.get(piece.place) for piece in there}
    old = {revision for piece in there if (revision := wanted[piece.place]) and not _is_now(piece, revision)}
    found = {str(row.pk): row for row in Revision.objects.filter(pk__in=old)} if old else {}
    return {piece.place: _basis(piece, wanted.get(piece.place), found) for piece in pieces}


def read_revision(source: Row) -> int | None:
    """The revision that `Piece.source` shows."""
    found: int | None = source.live_revision_id if source.live else source.latest_revision_id
    return found


def _held(pieces: Sequence[Piece], language: str) -> dict[Any, str]:
    keys = [piece.source.translation_key for piece in pieces]
    rows = TranslatedFrom.objects.filter(translation_key__in=keys, language=language)
    return dict(rows.values_list("translation_key", "revision"))


def _when_made(pieces: Sequence[Piece]) -> dict[str, str]:
    """Where nobody has said so: the newest revision of the source that was there when the translation was made."""
    if not pieces:
        return {}
    first = _first([_known(piece.translation) for piece in pieces])
    sources = {_known(piece.source): piece for piece in pieces}
    found: dict[str, str] = {}
    for row in _of(list(sources)).order_by("created_at").values_list("content_type", "object_id", "pk", "created_at"):
        piece = sources.get((row[0], row[1]))
        begun = first.get(_known(piece.translation)) if piece else None
        if piece and begun and row[3] <= begun:
            found[piece.place] = str(row[2])
    return found


def _first(rows: Sequence[Known]) -> Mapping[Known, datetime]:
    found = _of(rows).order_by().values_list("content_type", "object_id").annotate(Min("created_at"))
    return {(kind, key): day for kind, key, day in found}


def _of(rows: Sequence[Known]) -> Any:
    kinds, keys = {kind for kind, _key in rows}, {key for _kind, key in rows}
    return Revision.objects.filter(content_type__in=kinds, object_id__in=keys)


def _known(row: Any) -> Known:
    return ContentType.objects.get_for_model(type(row)).pk, str(row.pk)


def _is_now(piece: Piece, revision: str) -> bool:
    return revision == str(read_revision(piece.source))


def _basis(piece: Piece, revision: str | None, found: Mapping[str, Revision]) -> Row | None:
    if piece.translation is None or revision is None or _is_now(piece, revision):
        return piece.source
    row = found.get(revision)
    if row is None or row.object_id != str(piece.source.pk):
        return None
    basis: Row = worded(piece.source, row.content)
    return basis
