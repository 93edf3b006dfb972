"""A translation is said to say the same as its source does now."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from modules.models import ModulePage, ProgrammePage, TranslatedFrom
from modules.texts.pieces import Piece, pieces
from modules.texts.standing import read_revision
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


def hold_against_source(piece: Piece, language: str, today: date) -> None:
    """What is held against these words already stays as it is, with its day."""
    key, revision = piece.source.translation_key, str(read_revision(piece.source) or "")
    rows = TranslatedFrom.objects.filter(translation_key=key, language=language)
    if not rows.filter(revision=revision).exists():
        rows.update_or_create(translation_key=key, language=language, defaults={"revision": revision, "on_day": today})
