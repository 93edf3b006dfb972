"""A reader keeps a step or lets it go, writes a note beside an exercise or empties it. No audit row: it is theirs."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from modules.actions.progress import reach
from modules.models import Bookmark, StepNote, StepProgress
from modules.notes import opened
from program.models import Enrolment
from vault import holders
from vault.holders import PrivateKey

FIRST_BASES = 900_000_000


@dataclass(frozen=True)
class Place:
    """An exercise of one step, in its reader's own week."""

    enrolment: Enrolment
    week: int
    number: int
    step: str
    exercise: int


@dataclass(frozen=True)
class Written:
    """What one window of the browser wants to save. `joined`: overtaken words that its box shows as well, each with
    its base."""

    text: str = field(repr=False)
    base: int
    form_key: UUID
    joined: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Saved:
    """`base` is what the next save of the same window builds on. Where it was `overtaken`, its words are kept aside."""

    base: int
    overtaken: bool = False


def keep_step(*, enrolment: Enrolment, week: int, number: int, step: str, by: UUID) -> None:
    """Kept once, however often it is asked for."""
    progress = _progress(enrolment, week, number, by)
    Bookmark.objects.bulk_create([Bookmark(progress=progress, step=step)], ignore_conflicts=True)


def let_step_go(*, enrolment: Enrolment, week: int, step: str, by: UUID) -> None:
    if enrolment.participant_id == by:
        Bookmark.objects.filter(progress__enrolment=enrolment, progress__week=week, step=step).delete()


@transaction.atomic
def save_note(*, place: Place, written: Written, private: PrivateKey, by: UUID) -> Saved:
    """Seal the note to its writer alone; an empty text removes it.

    Where another window saved meanwhile, the words of this one are kept aside: the page shows both.
    """
    progress = _progress(place.enrolment, place.week, place.number, by)
    # One save after the other: whoever comes second sees what the first one wrote.
    StepProgress.objects.select_for_update().get(pk=progress.pk)
    rows = StepNote.objects.filter(progress=progress, step=place.step, place=place.exercise)
    row = rows.filter(aside=False).first()
    stored = opened(row, private) if row else ""
    if row is not None and written.base != row.base:
        if written.form_key != row.form_key:
            return _keep_aside(row, written, private)
        # The same window twice, in an unknown order: what the other attempt had saved is not dropped.
        if stored not in written.text:
            _aside(row, uuid4(), stored, private)
    for aside_id, base in written.joined.items():
        rows.filter(aside=True, pk=aside_id, base=base).delete()
    if row is not None:
        rows.filter(aside=True, pk=_aside_id(row, written)).delete()
    if not written.text.strip():
        rows.filter(aside=False).delete()
        return Saved(0)
    # A note that was emptied and begun again must not meet the base of a window that still holds the old one.
    first = secrets.randbelow(FIRST_BASES)
    row = row or StepNote(progress=progress, step=place.step, place=place.exercise, base=first)
    if stored != written.text or row.form_key != written.form_key:
        row.base += 1
        row.form_key = written.form_key
        _seal(row, written.text, private)
        row.save()
    return Saved(row.base)


def _progress(enrolment: Enrolment, week: int, number: int, by: UUID) -> StepProgress:
    """The row that all of it hangs on: made by opening the step, or here where that was overtaken."""
    if enrolment.participant_id != by:
        raise ValueError("A step is kept, and a note written, by its reader alone.")
    reach(enrolment_id=enrolment.pk, week=week, step=number, known=0)
    return StepProgress.objects.get(enrolment=enrolment, week=week)


def _keep_aside(row: StepNote, written: Written, private: PrivateKey) -> Saved:
    """One row for each window, however often it tries."""
    if written.text.strip():
        _aside(row, _aside_id(row, written), written.text, private)
    return Saved(row.base, overtaken=True)


def _aside_id(row: StepNote, written: Written) -> UUID:
    return uuid5(row.pk, str(written.form_key))


def _aside(row: StepNote, aside_id: UUID, text: str, private: PrivateKey) -> None:
    copy = StepNote.objects.filter(pk=aside_id).first() or StepNote(
        pk=aside_id, progress_id=row.progress_id, step=row.step, place=row.place, aside=True, form_key=row.form_key
    )
    copy.base += 1
    _seal(copy, text, private)
    copy.save()


def _seal(row: StepNote, text: str, private: PrivateKey) -> None:
    holders.seal_for(holder=private.holder, row=row, field="text", text=text)
