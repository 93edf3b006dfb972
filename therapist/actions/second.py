"""A colleague reads a letter before it leaves: asked, then returned with comments or released.

Who is asked can read the case from then on, by a grant of their own that the writer's hand makes: it ends with the
reading, and by itself after READS_FOR. While a reader has the letter nobody changes it; its writers can take it back. A
released letter leaves under its writer's name, by the same way as any other.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from program.actions.grants import grant_case
from program.audit.record import SYSTEM, record
from program.models import Account, CaseGrant, GrantKind, Program, SecondReader
from therapist.actions import dispatch, readings
from therapist.actions.letters import Place, Window, Written, lock
from therapist.leaving import soon
from therapist.models import Letter, LetterState, ReadingOutcome, SecondReading
from therapist.words import Words
from vault import sealing
from vault.sealing import CaseKey

READS_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Released:
    """Sent; or on its way until `leaves_at`; or neither, since it was held."""

    is_sent: bool
    leaves_at: datetime | None


def needs_reader(program: Program, writer: Account) -> bool:
    """Whether this person's letters are read before they leave."""
    if program.second_reader == SecondReader.NAMED:
        return writer.letters_need_reader
    return program.second_reader == SecondReader.EVERYBODY


@transaction.atomic
def ask(
    *,
    place: Place,
    window: Window,
    words: Words,
    reader: Account,
    by: UUID,
    today: date,
    leaves_at: datetime | None = None,
) -> Written:
    """Save, and give it to a colleague to read. A second click finds it there."""
    if reader.pk == by:
        raise ValueError("Nobody is the second reader of their own letter.")
    written, is_new = dispatch.close(
        place=place, window=window, words=words, by=by, today=today, state=LetterState.ASKED, leaves_at=leaves_at
    )
    if is_new and written.letter is not None:
        # Before the grant, in the order in which a case is assigned.
        Account.objects.select_for_update().get(pk=reader.pk)
        SecondReading.objects.create(letter=written.letter, reader=reader, asked_on=today)
        _let_read(place, reader, by, today)
        _record("letter.asked", written.letter, by, today, staff=reader.pk)
    return written


@transaction.atomic
def give_back(*, reading: SecondReading, key: CaseKey, comments: str, today: date) -> bool:
    """Back to its writer with comments. False where it was taken back meanwhile: nothing is stored then."""
    lock(reading.letter.participant_id)
    sealing.seal(key, reading, "comments", comments)
    if not readings.close(reading=reading, outcome=ReadingOutcome.RETURNED, by=reading.reader_id, today=today):
        return False
    dispatch.back_to_draft(reading.letter)
    _record("letter.returned", reading.letter, reading.reader_id, today, staff=reading.letter.author_id)
    return True


@transaction.atomic
def release(*, reading: SecondReading, now: datetime, today: date) -> Released | None:
    """It leaves: at the hour that its writer chose, or as any letter does. None where it was taken back meanwhile.

    Where something came in that its writer has not seen, or the writer has lost the case, it is held as any letter is.
    """
    enrolment = lock(reading.letter.participant_id)
    if not readings.close(reading=reading, outcome=ReadingOutcome.RELEASED, by=reading.reader_id, today=today):
        return None
    letter = Letter.objects.get(pk=reading.letter_id)
    _record("letter.released", letter, reading.reader_id, today, staff=letter.author_id)
    if letter.leaves_at is None or letter.leaves_at <= now:
        letter.leaves_at = soon(now, enrolment.program.undo_seconds) or now
    letter.state = LetterState.LEAVING
    letter.save(update_fields=["state", "leaves_at"])
    dispatch.settle(letters=[letter], now=now)
    letter.refresh_from_db()
    return Released(letter.is_sent, letter.leaves_at)


def end_unread(*, today: date) -> int:
    """What a reader did not come to while they could read the case is a draft again, and in its writer's hands."""
    reads = CaseGrant.objects.in_force(today).filter(
        participant=OuterRef("letter__participant"), staff=OuterRef("reader")
    )
    over = SecondReading.objects.filter(~Exists(reads), outcome=ReadingOutcome.OPEN).select_related("letter")
    return sum(_end_unread(reading, today) for reading in over)


@transaction.atomic
def _end_unread(reading: SecondReading, today: date) -> bool:
    letter = reading.letter
    lock(letter.participant_id)
    still_open = SecondReading.objects.filter(pk=reading.pk, outcome=ReadingOutcome.OPEN)
    if not still_open.update(outcome=ReadingOutcome.TAKEN_BACK, done_on=today):
        return False
    dispatch.back_to_draft(letter)
    _record("letter.not-read", letter, SYSTEM, today, staff=reading.reader_id)
    return True


def _let_read(place: Place, reader: Account, by: UUID, today: date) -> None:
    case = place.enrolment.participant
    if not CaseGrant.objects.in_force(today).filter(participant=case, staff=reader).exists():
        last, kind = today + READS_FOR, GrantKind.READER
        grant_case(participant=case, staff=reader, kind=kind, key=place.key, by=by, today=today, last_day=last)


def _record(verb: str, letter: Letter, by: UUID | str, today: date, *, staff: UUID) -> None:
    detail: dict[str, str | int] = {"week": letter.week, "staff": str(staff)}
    record(verb=verb, by=by, on=today, case=letter.participant_id, subject=letter.pk, detail=detail)
