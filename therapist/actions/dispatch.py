"""Sending a letter, once: now, after a short while in which it can be taken back, or at an hour that was chosen.

A letter on its way is a row with an instant. Whoever comes first sends it: the sweep, a page of its writer, the first
page or the letter page of the participant; each under the lock of the case, by one guarded update. None of them needs
a key: the letter stands sealed, and its step was laid ready when its writer sent it. With the worker stopped, it
leaves when one of them opens a page.

It does not leave where something came in that its writer has not seen, or where its writer may not read the case now:
then it is a draft again, and says why.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from program.actions.weeks import lay_ready_step, letter_sent
from program.audit.record import SYSTEM, record
from program.models import AgreedStep, CaseGrant, Enrolment, Role
from therapist.actions import readings
from therapist.actions.letters import CLOSED, Outcome, Place, Window, Written, lock, overtaken, save_draft, unused
from therapist.models import Held, Letter, LetterState, Message, ReadingOutcome, Side
from therapist.words import Words
from worksheets.models import Response, ResponseState

CHUNK = 200


@transaction.atomic
def send(
    *, place: Place, window: Window, words: Words, by: UUID, today: date, leaves_at: datetime | None = None
) -> Written:
    """Save and send in one transaction. A second click finds the letter sent, and writes no second notice."""
    state = LetterState.LEAVING if leaves_at else LetterState.SENT
    written, is_new = close(
        place=place, window=window, words=words, by=by, today=today, state=state, leaves_at=leaves_at
    )
    if is_new and written.letter is not None:
        if leaves_at:
            _record("letter.on-its-way", written.letter, by, today)
        else:
            _has_left(written.letter, place.enrolment, today)
    return written


def close(
    *,
    place: Place,
    window: Window,
    words: Words,
    by: UUID,
    today: date,
    state: LetterState,
    leaves_at: datetime | None,
) -> tuple[Written, bool]:
    """Save, then let nobody write in it any more, its step laid ready. True where it was this window that did so."""
    written = save_draft(place=place, window=window, words=words, by=by, today=today)
    draft = written.letter
    if written.outcome is not Outcome.SAVED or draft is None:
        return written, False
    taken = Letter.objects.filter(pk=draft.pk, base=draft.base, state=LetterState.DRAFT).update(
        state=state,
        leaves_at=leaves_at,
        sent_on=today if state == LetterState.SENT else None,
        heard=_newest_message(draft),
        held="",
        author_id=by,
        form_key=unused(window.form_key, draft),
    )
    if not taken:
        return overtaken(draft, place, window, words, by, today), False
    if words.step:
        lay_ready_step(enrolment=place.enrolment, number=place.week, letter=draft.pk, key=place.key, words=words.step)
    draft.refresh_from_db()
    return Written(CLOSED[state][0], draft), True


@transaction.atomic
def take_back(*, enrolment: Enrolment, week: int, by: UUID, today: date) -> bool:
    """A letter on its way, or with a second reader, is a draft again; False where it has left.

    Pressed twice, it is back all the same.
    """
    lock(enrolment.participant_id)
    rows = Letter.objects.filter(participant_id=enrolment.participant_id, week=week)
    closed = rows.filter(state__in=[LetterState.LEAVING, LetterState.ASKED]).first()
    if closed is None:
        return rows.filter(state=LetterState.DRAFT).exists()
    for reading in closed.readings.filter(outcome=ReadingOutcome.OPEN):
        readings.close(reading=reading, outcome=ReadingOutcome.TAKEN_BACK, by=by, today=today)
    back_to_draft(closed)
    _record("letter.taken-back", closed, by, today)
    return True


def settle(*, letters: Iterable[Letter], now: datetime) -> bool:
    """What time and post have decided about letters on their way: sent, or held. Tells whether any has changed."""
    changed = [_settle(letter, now) for letter in letters if letter.is_leaving]
    return any(changed)


def send_due(*, now: datetime) -> int:
    """Settle every letter whose time has come, the longest due first; how many those were."""
    settled = 0
    while True:
        due = Letter.objects.filter(state=LetterState.LEAVING, leaves_at__lte=now).order_by("leaves_at", "pk")
        batch = list(due[:CHUNK])
        settled += sum(_settle(letter, now) for letter in batch)
        if len(batch) < CHUNK:
            return settled


@transaction.atomic
def _settle(letter: Letter, now: datetime) -> bool:
    """False where its time has not come, and where somebody else has sent it or taken it back."""
    enrolment = lock(letter.participant_id)
    today = now.astimezone(enrolment.program.zone).date()
    leaving = Letter.objects.select_related("author").filter(pk=letter.pk, state=LetterState.LEAVING).first()
    if leaving is None or leaving.leaves_at is None:
        return False
    held = _why_it_stays(leaving, today)
    if held is not None:
        back_to_draft(leaving, held=held.value)
        _record("letter.held", leaving, SYSTEM, today, reason=held.value)
        return True
    if leaving.leaves_at > now:
        return False
    as_read = Letter.objects.filter(pk=leaving.pk, state=LetterState.LEAVING)
    if not as_read.update(state=LetterState.SENT, leaves_at=None, sent_on=today):
        return False
    _has_left(leaving, enrolment, today)
    return True


def _has_left(letter: Letter, enrolment: Enrolment, today: date) -> None:
    letter_sent(
        enrolment=enrolment,
        number=letter.week,
        by=letter.author_id,
        today=today,
        key=str(letter.pk),
        letter=letter.pk,
    )


def _why_it_stays(letter: Letter, today: date) -> Held | None:
    if not _may_write(letter, today):
        return Held.WRITER
    sent = Response.objects.filter(
        participant=letter.participant_id, week=letter.week, state=ResponseState.SUBMITTED
    ).order_by("-number")
    if sent.values_list("pk", flat=True).first() != letter.response_id:
        return Held.WORKSHEET
    return Held.MESSAGE if _newest_message(letter) > letter.heard else None


def _may_write(letter: Letter, today: date) -> bool:
    grants = CaseGrant.objects.in_force(today).filter(participant=letter.participant_id, staff=letter.author_id)
    return letter.author.has_role(Role.THERAPIST, Role.SUPERVISOR) and grants.exists()


def _newest_message(letter: Letter) -> int:
    asked = Message.objects.filter(participant=letter.participant_id, side=Side.PARTICIPANT).order_by("-sequence")
    return asked.values_list("sequence", flat=True).first() or 0


def back_to_draft(letter: Letter, *, held: str = "") -> None:
    """With the lock of the case held. What was laid ready is not told."""
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.DRAFT, leaves_at=None, held=held)
    AgreedStep.objects.filter(pk=letter.pk).delete()


def _record(verb: str, letter: Letter, by: UUID | str, today: date, **more: str) -> None:
    detail: dict[str, str | int] = {"week": letter.week, **more}
    record(verb=verb, by=by, on=today, case=letter.participant_id, subject=letter.pk, detail=detail)
