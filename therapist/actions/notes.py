"""Private notes about a case: written, corrected beside the wording before, removed for good. Each is in the log."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import F

from program.audit.record import record
from program.models import Account, Participant
from therapist.models import CaseNote, NoteWording
from therapist.once import once
from vault import sealing
from vault.sealing import CaseKey


class Correcting(StrEnum):
    DONE = "done"
    # Somebody had corrected it since this page was shown; nothing was written.
    OVERTAKEN = "overtaken"
    # Somebody had removed it meanwhile; nothing was written.
    GONE = "gone"


@transaction.atomic
def add_note(
    *, participant: Participant, key: CaseKey, text: str, form_key: UUID, by: Account, today: date
) -> CaseNote:
    """Write it down. The same words from the same form make one note; other words another one."""
    # The participant's row is the lock of the case's counter: two clicks come one after the other.
    before = Participant.objects.select_for_update().get(pk=participant.pk)
    stored_key = once("case note", form_key, [participant.pk, text])
    found = NoteWording.objects.filter(form_key=stored_key).select_related("note").first()
    if found is not None:
        return found.note
    Participant.objects.filter(pk=participant.pk).update(sequence=F("sequence") + 1)
    note = CaseNote(participant=participant, sequence=before.sequence + 1, author=by, on_day=today)
    note.save(force_insert=True)
    _word(note, 1, key, text, stored_key, by, today)
    record(verb="note.added", by=by.pk, on=today, case=participant.pk, subject=note.pk)
    return note


@transaction.atomic
def correct_note(
    *, note: CaseNote, key: CaseKey, text: str, base: int, form_key: UUID, by: Account, today: date
) -> Correcting:
    """A new wording on top of number `base`, which the page showed. The same form twice makes one."""
    if CaseNote.objects.select_for_update().filter(pk=note.pk).first() is None:
        return Correcting.GONE
    stored_key = once("case note", form_key, [note.pk, text])
    if NoteWording.objects.filter(form_key=stored_key).exists():
        return Correcting.DONE
    newest = NoteWording.objects.filter(note=note).latest("number")
    if newest.number != base:
        return Correcting.OVERTAKEN
    if sealing.open(key, newest, "body") != text:
        _word(note, base + 1, key, text, stored_key, by, today)
        record(verb="note.corrected", by=by.pk, on=today, case=note.participant_id, subject=note.pk)
    return Correcting.DONE


@transaction.atomic
def remove_note(*, note: CaseNote, by: Account, today: date) -> None:
    """All its wordings go. The log keeps that there was one, who removed it and on which day."""
    if CaseNote.objects.select_for_update().filter(pk=note.pk).first() is None:
        return
    record(verb="note.removed", by=by.pk, on=today, case=note.participant_id, subject=note.pk)
    note.delete()


def _word(
    note: CaseNote, number: int, key: CaseKey, text: str, form_key: UUID, by: Account, today: date
) -> NoteWording:
    wording = NoteWording(note=note, number=number, author=by, on_day=today, form_key=form_key)
    sealing.seal(key, wording, "body", text)
    wording.save(force_insert=True)
    return wording
