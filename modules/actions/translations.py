"""A translation is said to say the same as its source does now."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from modules.checks.translated import A_SENTENCE, length, spoken
from modules.models import ModulePage, ProgrammePage, TranslatedFrom
from modules.texts.bases import read_revision
from modules.texts.pieces import Piece, pieces, texts
from program.audit.record import record


@transaction.atomic
def mark_up_to_date(*, piece: Piece, language: str, by: UUID | str, today: date) -> None:
    """From now on it is held against these words of the source."""
    hold_against_source(piece, language, today)
    record(verb="translation.up_to_date", by=by, on=today, subject=piece.source.pk, detail={"language": language})


def hold_all(*, page: ProgrammePage, language: str, weeks: Collection[int], today: date) -> None:
    """After a pack has brought both: the page itself, and these weeks with their worksheets."""
    rows = ModulePage.objects.child_of(page).filter(number__in=weeks).select_related("worksheet")
    sheets = {f"worksheet-{row.worksheet.key}" for row in rows if row.worksheet is not None}
    places = {"programme", *(f"week-{number}" for number in weeks), *sheets}
    for piece in pieces(ProgrammePage.objects.get(pk=page.pk), language):
        if piece.translation is not None and piece.place in places:
            hold_against_source(piece, language, today)


def hold_copy(*, made: ProgrammePage, source: ProgrammePage, today: date) -> None:
    """After a programme was copied into another language: what came as it is began with these words, so that the checks
    know them again. What is translated already is not held against anything."""
    if spoken(made) == spoken(source):
        return
    theirs = {piece.place: _sentences(piece) for piece in pieces(source, source.language)}
    for piece in pieces(made, made.language):
        said = _sentences(piece)
        if said and said == theirs.get(piece.place):
            hold_against_source(piece, made.language, today)


def hold_like(copy: ModulePage, week: ModulePage, today: date) -> None:
    """A week that is copied within a programme which is itself a copy began with the same words of another language."""
    language = week.locale.language_code
    for held in TranslatedFrom.objects.filter(translation_key=week.translation_key, language=language):
        of = {"language": language, "revision": held.revision, "on_day": today}
        TranslatedFrom.objects.create(translation_key=copy.translation_key, **of)


def _sentences(piece: Piece) -> dict[str, str]:
    found = texts(piece.source, piece.place)
    return {place: text.plain for place, text in found.items() if length(text.plain) >= A_SENTENCE}


def hold_against_source(piece: Piece, language: str, today: date) -> None:
    """What is held against these words already stays as it is, with its day."""
    key, revision = piece.source.translation_key, str(read_revision(piece.source) or "")
    rows = TranslatedFrom.objects.filter(translation_key=key, language=language)
    if not rows.filter(revision=revision).exists():
        rows.update_or_create(translation_key=key, language=language, defaults={"revision": revision, "on_day": today})
