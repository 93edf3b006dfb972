"""The conversation of one case. The same form sent twice makes one message; its order is the case's own counter."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q

from program.actions.weeks import keep_open, keep_promise, make_promise, notify, read_notices, seen
from program.audit.record import record
from program.models import Enrolment, NoticeKind, Participant, Promise, PromiseKind
from therapist.actions.message_drafts import drop_sent
from therapist.actions.unsent import let_go
from therapist.models import Message, Side
from vault import sealing
from vault.sealing import CaseKey
from worksheets.actions.watching import NOTHING, Raised, raised_already, watch_message


@dataclass(frozen=True)
class Written:
    """`about`: the week of the letter that a participant answers."""

    text: str = field(repr=False)
    wants_answer: bool = True
    about: int | None = None


@transaction.atomic
def ask(
    *,
    enrolment: Enrolment,
    key: CaseKey,
    text: str,
    form_key: UUID,
    by: UUID,
    today: date,
    wants_answer: bool = True,
    about: int | None = None,
    base: str = "",
) -> Raised:
    """The participant writes, and is promised an answer; the risk rules are held against it, and what they raised comes
    back. Raises CaseClosed. `by` is the participant's own account; `base`: the draft that it was, which goes."""
    keep_open(enrolment=enrolment)
    written = Written(text, wants_answer, about)
    message = _write(key=key, author=None, written=written, form_key=form_key, by=by, today=today)
    let_go(participant_id=enrolment.participant_id, form_key=form_key, base=base)
    if message is None:
        return _raised_by_the_newest(enrolment)
    seen(participant_id=enrolment.participant_id, today=today)
    make_promise(
        participant=enrolment.participant,
        program=enrolment.program,
        kind=PromiseKind.MESSAGE,
        today=today,
        wanted=wants_answer,
    )
    return watch_message(enrolment=enrolment, message_id=message.pk, text=text, key=key, by=by)


@transaction.atomic
def answer(
    *, enrolment: Enrolment, key: CaseKey, text: str, form_key: UUID, by: UUID, today: date, base: int = 0
) -> None:
    """A therapist writes, asked or not: the promise of an answer is kept, and the participant told once. `base` is the
    save of the draft that the words were written upon."""
    message = _write(key=key, author=by, written=Written(text), form_key=form_key, by=by, today=today)
    if message:
        keep_promise(participant=enrolment.participant, kind=PromiseKind.MESSAGE, today=today)
        notify(account_id=enrolment.participant_id, key=f"message:{message.pk}", kind=NoticeKind.MESSAGE, today=today)
    drop_sent(key=key, text=text, base=base, by=by)


def read_by_participant(*, participant_id: UUID) -> None:
    """What the participant's page shows is read by being shown; its notices with it."""
    Message.objects.filter(participant_id=participant_id, side=Side.STAFF, read=False).update(read=True)
    read_notices(account_id=participant_id, kind=NoticeKind.MESSAGE)


def read_by_staff(*, participant_id: UUID) -> None:
    Message.objects.filter(participant_id=participant_id, side=Side.PARTICIPANT, read=False).update(read=True)


@transaction.atomic
def close_unanswered(*, participant_id: UUID, up_to: int, by: UUID, today: date) -> bool:
    """No answer is needed to all that was written up to the message of this sequence. False, and nothing changed, where
    something else has come since. Twice is once."""
    if Participant.objects.select_for_update().get(pk=participant_id).sequence != up_to:
        return False
    waits = Promise.objects.filter(participant=participant_id, kind=PromiseKind.MESSAGE, kept_on=None)
    if waits.update(kept_on=today, unanswered=up_to, claimed_by=None, claimed_until=None):
        record(verb="message.closed", by=by, on=today, case=participant_id)
    return True


@transaction.atomic
def take_back(*, participant_id: UUID, up_to: int, by: UUID, today: date) -> bool:
    """The promise stands again, with its day. False where something else has come since: then that is what counts."""
    if Participant.objects.select_for_update().get(pk=participant_id).sequence != up_to:
        return False
    closed = Promise.objects.filter(participant=participant_id, kind=PromiseKind.MESSAGE, unanswered=up_to)
    if closed.update(kept_on=None, unanswered=None):
        record(verb="message.reopened", by=by, on=today, case=participant_id)
    return True


def _write(
    *,
    key: CaseKey,
    author: UUID | None,
    written: Written,
    form_key: UUID,
    by: UUID,
    today: date,
) -> Message | None:
    """The new message; None where it had been sent already, so that a late second click promises and tells nothing."""
    # The participant's row is the lock of the conversation: two clicks come one after the other.
    participant = Participant.objects.select_for_update().get(pk=key.id)
    used = Message.objects.filter(form_key=form_key).exists()
    if used and _has_been_sent(key, author, written.text, form_key):
        return None
    Participant.objects.filter(pk=key.id).update(sequence=F("sequence") + 1)
    message = Message(
        participant_id=key.id,
        sequence=participant.sequence + 1,
        side=Side.STAFF if author else Side.PARTICIPANT,
        author_id=author,
        on_day=today,
        wants_answer=written.wants_answer,
        about=written.about,
        # A page gone back to, and sent again with other words, is another message and not a lost one.
        form_key=uuid4() if used else form_key,
    )
    sealing.seal(key, message, "body", written.text)
    message.save(force_insert=True)
    record(verb="message.sent", by=by, on=today, case=key.id, subject=message.pk)
    return message


def _raised_by_the_newest(enrolment: Enrolment) -> Raised:
    """The same words came from this form already: their alerts stand, and lead to the same place again."""
    own = Message.objects.filter(participant_id=enrolment.participant_id, side=Side.PARTICIPANT)
    newest = own.order_by("-sequence").first()
    return raised_already(enrolment=enrolment, names=[f"message:{newest.pk}"]) if newest else NOTHING


def _has_been_sent(key: CaseKey, author: UUID | None, text: str, form_key: UUID) -> bool:
    """Whether the same words came from this form, or are the newest of the case (an old page clicked twice)."""
    rows = Message.objects.filter(participant_id=key.id)
    newest = rows.order_by("-sequence").values("pk")[:1]
    same = rows.filter(Q(form_key=form_key) | Q(pk=newest))
    return any(row.author_id == author and sealing.open(key, row, "body") == text for row in same)
