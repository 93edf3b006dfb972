"""What translators wrote becomes drafts. Nothing is published, and either all of it is taken or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Locale, Page

from modules.actions.translations import hold_against_source
from modules.models import ModulePage, ProgrammePage
from modules.texts.catalogue import Change, NotTaken
from modules.texts.pieces import FIELDS, Piece, put, same_shape
from modules.texts.standing import Standing, standings
from program.audit.record import record
from program.models import Account
from worksheets.models import Worksheet


@dataclass
class TextsImported:
    """Titles of the rows that have a new draft."""

    made: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


@transaction.atomic
def import_texts(
    *, page: ProgrammePage, language: str, changes: Sequence[Change], by: UUID | str, today: date
) -> TextsImported:
    """Writes a draft of each translation that gets other words, and makes those that are missing. Raises NotTaken."""
    done = TextsImported()
    locale = Locale.objects.get(language_code=language)
    user = Account.objects.filter(pk=by).first() if isinstance(by, UUID) else None
    by_place = {change.place: change for change in changes}
    # Worksheets first: a week that is made points to its own.
    for standing in sorted(standings(page, language), key=lambda each: each.piece.is_page):
        words = [by_place[line.place] for line in standing.lines if line.place in by_place]
        if words:
            _write(done, standing, words, locale, user)
            if _is_whole(standing, words):
                hold_against_source(standing.piece, language, today)
    if done.made or done.changed:
        detail: dict[str, str | int] = {"language": language, "texts": len(changes), "made": len(done.made)}
        record(verb="texts.imported", by=by, on=today, subject=page.program_id, detail=detail)
    return done


def _write(
    done: TextsImported, standing: Standing, words: Sequence[Change], locale: Locale, user: Account | None
) -> None:
    piece = standing.piece
    is_new = piece.translation is None
    row: Any = _made(piece, locale) if is_new else _draft(piece.translation)
    if _is_locked(row, user):
        raise NotTaken([_("“%(title)s” is locked in the studio. Nothing was imported.") % {"title": row.title}])
    if not same_shape(piece.source, row):
        _take_over_blocks(piece, row)
        put(row, piece.place, {line.place: line.said for line in standing.lines if line.said})
    put(row, piece.place, {change.place: change.after for change in words})
    try:
        row.save_revision(user=user, log_action=True)
    except ValidationError as refused:
        named = {"title": piece.source.title, "problem": " ".join(refused.messages)}
        raise NotTaken([_("“%(title)s”: %(problem)s") % named]) from None
    (done.made if is_new else done.changed).append(str(piece.source.title))


def _is_locked(row: Any, user: Account | None) -> bool:
    """By somebody, or by its review: a reviewer signs the newest draft, and has read it."""
    lock = row.get_lock()
    return lock is not None and (user is None or bool(lock.for_user(user)))


def _draft(row: Any) -> Any:
    """As it is to be saved again: a piece is for reading."""
    stored = type(row).objects.get(pk=row.pk)
    return stored.get_latest_revision_as_object() if stored.has_unpublished_changes else stored


def _made(piece: Piece, locale: Locale) -> Any:
    """A copy that waits for its words, as Wagtail makes one; a week's parent is made with it."""
    stored: Any = type(piece.source).objects.get(pk=piece.source.pk)
    if isinstance(stored, Page):
        there = type(stored).objects.filter(translation_key=stored.translation_key, locale=locale).first()
        row = there or stored.copy_for_translation(locale, copy_parents=True)
    else:
        row = stored.copy_for_translation(locale)
        row.save()
    row = _draft(row)
    _take_over_blocks(piece, row)
    if isinstance(row, ModulePage) and row.worksheet is not None:
        spoken = Worksheet.objects.filter(translation_key=row.worksheet.translation_key, locale=locale).first()
        row.worksheet = spoken or row.worksheet
    return row


def _take_over_blocks(piece: Piece, row: Any) -> None:
    """The blocks of the source, with its words in them until the translated ones are put there."""
    for name in FIELDS[type(row)]:
        if isinstance(row._meta.get_field(name), StreamField):
            stream = getattr(piece.source, name)
            setattr(row, name, stream.stream_block.to_python(list(stream.get_prep_value())))
        elif bool(getattr(row, name)) != bool(getattr(piece.source, name)):
            setattr(row, name, getattr(piece.source, name))


def _is_whole(standing: Standing, words: Sequence[Change]) -> bool:
    """Whether it says, with these words, all that its source says now; or has only just been begun."""
    fresh = {change.place for change in words if not change.is_old}
    if standing.piece.translation is None:
        return True
    return all(line.place in fresh or (line.said and not line.is_stale) for line in standing.lines)
