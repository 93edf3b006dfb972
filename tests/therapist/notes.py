"""What the tests of private notes and of the timeline share."""

from uuid import UUID, uuid4

from program import clock
from tests.people import Person
from therapist.actions import notes
from therapist.actions.notes import Correcting
from therapist.models import CaseNote
from vault import sealing

WORDS = "siskin-words, they open up when asked about the garden"
OTHER = "siskin-other, it is the allotment and not the garden"


def timeline_url(person: Person) -> str:
    return f"/staff/case/{person.account_id}/timeline/"


def note_url(person: Person, note: CaseNote) -> str:
    return f"/staff/case/{person.account_id}/notes/{note.pk}/"


def add(person: Person, by: Person, text: str = WORDS, form_key: UUID | None = None) -> CaseNote:
    return notes.add_note(
        participant=person.participant,
        key=person.case_key,
        text=text,
        form_key=form_key or uuid4(),
        by=by.account,
        today=clock.today(),
    )


def correct(
    person: Person, note: CaseNote, by: Person, text: str = OTHER, *, base: int = 1, form_key: UUID | None = None
) -> Correcting:
    return notes.correct_note(
        note=note,
        key=person.case_key,
        text=text,
        base=base,
        form_key=form_key or uuid4(),
        by=by.account,
        today=clock.today(),
    )


def texts(person: Person, note: CaseNote) -> list[str]:
    return [sealing.open(person.case_key, wording, "body") for wording in note.wordings.all()]


def fields(text: str = WORDS, **more: object) -> dict[str, object]:
    return {"text": text, "form_key": str(uuid4())} | more
