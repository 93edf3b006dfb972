"""Writing a letter. Windows never overwrite each other; no text that arrived is dropped. `dispatch` sends it, once."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from program.actions.weeks import read_notices
from program.audit.record import record
from program.models import Enrolment, NoticeKind
from therapist.models import Letter, LetterState, StaleLetter
from therapist.words import Words, seal_words, words_of
from vault.sealing import CaseKey
from worksheets.models import Response


@dataclass(frozen=True)
class Place:
    """Where a letter belongs: a case, a week, and the version of the worksheet that its writer has in front of them."""

    enrolment: Enrolment
    key: CaseKey
    week: int
    response: Response | None


@dataclass(frozen=True)
class Window:
    """One open page: the key of its form, and the save that it was built upon (0 before the first)."""

    form_key: UUID
    base: int


class Outcome(StrEnum):
    SAVED = "saved"
    SENT = "sent"
    # It is on its way: it leaves at its time, unless somebody takes it back.
    LEAVING = "leaving"
    # Another window had saved other words meanwhile; this text is kept beside them.
    OVERTAKEN = "overtaken"
    # A second reader has it.
    ASKED = "asked"
    # The letter had gone out with other words; this text is kept beside it.
    ALREADY_SENT = "already-sent"
    # It is on its way with other words; this text is kept beside it.
    ALREADY_LEAVING = "already-leaving"
    # A second reader has other words; this text is kept beside them.
    ALREADY_ASKED = "already-asked"


# What a window is told of a letter that is closed for writing: with the same words, and with others.
CLOSED = {
    LetterState.ASKED: (Outcome.ASKED, Outcome.ALREADY_ASKED),
    LetterState.LEAVING: (Outcome.LEAVING, Outcome.ALREADY_LEAVING),
    LetterState.SENT: (Outcome.SENT, Outcome.ALREADY_SENT),
}


@dataclass(frozen=True)
class Written:
    """What became of a text. `letter` is empty only where there was nothing to save."""

    outcome: Outcome
    letter: Letter | None

    @property
    def base(self) -> int:
        """The save that the window stands on now."""
        return self.letter.base if self.letter else 0


@transaction.atomic
def save_draft(*, place: Place, window: Window, words: Words, by: UUID, today: date) -> Written:
    """Save on top of what this window has shown; where another one came in between, keep this text aside instead."""
    letters = _letters(place)
    closed = _closed_already(letters, place, window)
    if closed is not None:
        return _after_closing(closed, place, window, words, by, today)
    draft = next((letter for letter in letters if letter.is_draft), None)
    if draft is None:
        return Written(Outcome.SAVED, _begin(place, window, words, by, today) if words else None)
    stored = words_of(place.key, draft)
    if stored == words:
        return Written(Outcome.SAVED, _pointed_at(draft, place.response))
    if draft.base != window.base:
        if draft.form_key != window.form_key:
            return overtaken(draft, place, window, words, by, today)
        # The same window twice, in an unknown order (an answer of ours was lost): what came first is not dropped.
        if not stored.stand_in(words):
            _put_aside(draft, place.key, Window(uuid4(), draft.base), stored, by, today)
    if not _renew(draft, place, window, words, by):
        return overtaken(draft, place, window, words, by, today)
    return Written(Outcome.SAVED, _pointed_at(draft, place.response))


def read_by_participant(*, participant_id: UUID, week: int) -> None:
    """What the participant's page shows needs no notice any more."""
    read_notices(account_id=participant_id, kind=NoticeKind.LETTER, week=week)


@transaction.atomic
def let_go(*, stale: StaleLetter, by: UUID, today: date) -> None:
    """The writer does not need the text that was kept aside any more."""
    record(verb="letter.copy-removed", by=by, on=today, case=stale.letter.participant_id, subject=stale.pk)
    stale.delete()


def lock(participant_id: UUID) -> Enrolment:
    """Until the end of the transaction nobody else writes, sends or takes back a letter of this case.

    The enrolment's row is the lock, since it is there before the first draft is.
    """
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("participant", "program")
    return rows.get(participant_id=participant_id)


def _letters(place: Place) -> list[Letter]:
    case = place.enrolment.participant_id
    lock(case)
    return list(Letter.objects.filter(participant_id=case, week=place.week))


def _closed_already(letters: list[Letter], place: Place, window: Window) -> Letter | None:
    """The letter on its way, or with a reader; or the one that has gone out for this version of the worksheet, or from
    this very form."""
    version = place.response.pk if place.response else None
    for letter in letters:
        if letter.is_leaving or letter.is_asked:
            return letter
        if letter.is_sent and (letter.response_id == version or letter.form_key == window.form_key):
            return letter
    return None


def _after_closing(closed: Letter, place: Place, window: Window, words: Words, by: UUID, today: date) -> Written:
    same, other = CLOSED[LetterState(closed.state)]
    if not words or words_of(place.key, closed) == words:
        return Written(same, closed)
    _put_aside(closed, place.key, window, words, by, today)
    return Written(other, closed)


def _begin(place: Place, window: Window, words: Words, by: UUID, today: date) -> Letter:
    case = place.enrolment.participant_id
    draft = Letter(participant_id=case, week=place.week, response=place.response, author_id=by)
    draft.form_key = unused(window.form_key, draft)
    seal_words(place.key, draft, words)
    draft.save(force_insert=True)
    record(verb="letter.begun", by=by, on=today, case=case, subject=draft.pk, detail={"week": place.week})
    return draft


def _renew(draft: Letter, place: Place, window: Window, words: Words, by: UUID) -> bool:
    """Compare and set: False where another save came in since the draft was read."""
    seal_words(place.key, draft, words)
    as_read = Letter.objects.filter(pk=draft.pk, base=draft.base, state=LetterState.DRAFT)
    form_key = unused(window.form_key, draft)
    if not as_read.update(body=draft.body, step=draft.step, base=F("base") + 1, author_id=by, form_key=form_key):
        return False
    draft.base, draft.author_id, draft.form_key = draft.base + 1, by, form_key
    return True


def unused(form_key: UUID, letter: Letter) -> UUID:
    return uuid4() if Letter.objects.filter(form_key=form_key).exclude(pk=letter.pk).exists() else form_key


def overtaken(draft: Letter, place: Place, window: Window, words: Words, by: UUID, today: date) -> Written:
    _put_aside(draft, place.key, window, words, by, today)
    return Written(Outcome.OVERTAKEN, draft)


def _pointed_at(draft: Letter, response: Response | None) -> Letter:
    if draft.response_id != (response.pk if response else None):
        draft.response = response
        draft.save(update_fields=["response"])
    return draft


def _put_aside(letter: Letter, key: CaseKey, window: Window, words: Words, by: UUID, today: date) -> None:
    """One copy a window, renewed as its writer goes on; an empty one is not worth it."""
    if not words:
        return
    stale = StaleLetter.objects.filter(letter=letter, form_key=window.form_key).first()
    if stale is None:
        stale = StaleLetter(letter=letter, form_key=window.form_key)
        record(verb="letter.copy-kept", by=by, on=today, case=letter.participant_id, subject=stale.pk)
    stale.author_id, stale.on_day = by, today
    seal_words(key, stale, words)
    stale.save()
