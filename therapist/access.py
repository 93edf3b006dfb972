"""The ways to the desk's rows: 404 for whoever has no business with them, as for rows that do not exist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from program import clock
from program.access import Case, my_open_week, staff_with
from program.actions.rescue import take
from program.http import ParticipantRequest, SignedInRequest, StaffRequest
from program.journey import Journey
from program.models import Account, AccountKind, EditionWeek, Participant, Promise, PromiseKind, Role, WeekKind
from program.promise import Outlook
from program.queries import outlook, rooms
from therapist.models import Debrief, Letter, LetterState, Message, MessageDraft, SecondReading, Side, StaleLetter
from therapist.queries import granted
from therapist.waiting import Waiting, waiting
from vault import session
from vault.models import KeyPair
from worksheets.access import responses_for_case
from worksheets.models import Response

THREAD = 40


def clinical_staff(request: StaffRequest) -> None:
    """404 for everybody who never reads a case: editors, researchers, operators."""
    staff_with(request, Role.THERAPIST, Role.SUPERVISOR)


def supervisor(request: StaffRequest) -> None:
    staff_with(request, Role.SUPERVISOR)


def sees_the_desk(request: StaffRequest) -> None:
    """404 for everybody but those who answer for how the desk does. They see counts, and no case."""
    staff_with(request, Role.SUPERVISOR, Role.LEAD)


def my_promise(request: StaffRequest, promise_id: UUID) -> Promise:
    """A promise, kept or not, in a case that this member of staff may read today; 404 for any other."""
    clinical_staff(request)
    mine = granted(request.user.pk, clock.today())
    return get_object_or_404(Promise.objects.select_related("claimed_by"), pk=promise_id, participant__in=mine)


@dataclass(frozen=True)
class Sheet:
    """One week of a case on the desk: what was handed in, and what was written about it."""

    week: EditionWeek
    responses: Sequence[Response]
    letters: Sequence[Letter]
    promised: Waiting | None

    @property
    def newest(self) -> Response | None:
        """The version of the worksheet that a letter answers."""
        return self.responses[-1] if self.responses else None

    @property
    def is_last(self) -> bool:
        """The follow-up, or a booster week: no worksheet that somebody has to send comes after it."""
        return self.week.kind != WeekKind.WEEK

    @property
    def sent(self) -> Sequence[Letter]:
        return [letter for letter in self.letters if letter.is_sent]

    @property
    def draft(self) -> Letter | None:
        """The letter being written; one that lost its purpose, since an answer has gone out, is none any more."""
        return next((letter for letter in self.letters if letter.is_draft), None)

    @property
    def leaving(self) -> Letter | None:
        """The letter that was sent and can still be taken back."""
        return next((letter for letter in self.letters if letter.is_leaving), None)

    @property
    def asked(self) -> Letter | None:
        """The letter that a second reader has."""
        return next((letter for letter in self.letters if letter.is_asked), None)

    @property
    def is_writable(self) -> bool:
        return not (self.is_answered or self.leaving or self.asked)

    @property
    def is_answered(self) -> bool:
        """Whether a letter has gone out for the newest version; a correction asks for a new one."""
        return any(letter.response_id == (self.newest.pk if self.newest else None) for letter in self.sent)


def sheets(case: Case) -> list[Sheet]:
    """Every open week of the case, in order. Three queries; no text is opened."""
    promises = {
        promise.week: waiting(promise.due_on, case.journey.today)
        for promise in Promise.objects.filter(participant=case.participant, kind=PromiseKind.LETTER, kept_on=None)
    }
    letters = list(_letters(case.participant))
    responses = responses_for_case(case)
    return [
        Sheet(
            week=week,
            responses=[response for response in responses if response.week == week.number],
            letters=[letter for letter in letters if letter.week == week.number],
            promised=promises.get(week.number),
        )
        for week, state in zip(case.journey.weeks, case.journey.states, strict=True)
        if state.is_open
    ]


def sheet_of(found: Sequence[Sheet], number: int) -> Sheet:
    """404 for a week that has not opened: nobody writes about what has not been seen."""
    sheet = next((sheet for sheet in found if sheet.week.number == number), None)
    if sheet is None:
        raise Http404
    return sheet


def stale_letter(case: Case, stale_id: UUID) -> StaleLetter:
    """A text that was kept aside, in this case only."""
    return get_object_or_404(
        StaleLetter.objects.select_related("letter"), pk=stale_id, letter__participant=case.participant
    )


def kept_aside(sheet: Sheet) -> list[StaleLetter]:
    """Texts of overtaken windows that still stand beside the letters of this week."""
    return list(StaleLetter.objects.filter(letter__in=sheet.letters).select_related("author").order_by("on_day", "pk"))


@dataclass(frozen=True)
class Thread:
    """The newest part of a conversation, oldest first; `before` begins an older part, where there is one."""

    messages: Sequence[Message]
    before: int | None
    newest_question: int | None
    promise: Promise | None
    # Nothing has come since somebody decided that no answer is needed.
    is_closed: bool = False


def thread(participant: Participant, before: int | None) -> Thread:
    """Three queries, however long the conversation is."""
    rows = Message.objects.filter(participant=participant).select_related("author").order_by("-sequence")
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    found = list(rows[: THREAD + 1])
    shown = found[:THREAD]
    newest = Message.objects.filter(participant=participant, side=Side.PARTICIPANT).order_by("-sequence").first()
    promises = Promise.objects.filter(participant=participant, kind=PromiseKind.MESSAGE)
    told = promises.filter(Q(kept_on=None) | Q(unanswered=participant.sequence)).order_by("kept_on").first()
    return Thread(
        messages=shown[::-1],
        before=shown[-1].sequence if len(found) > THREAD else None,
        newest_question=newest.sequence if newest else None,
        promise=told if told is not None and told.kept_on is None else None,
        is_closed=told is not None and told.kept_on is not None,
    )


def message_drafts(case: Case) -> list[MessageDraft]:
    """What this member of staff has typed for the conversation and not sent, the draft before what was kept aside."""
    rows = MessageDraft.objects.filter(participant=case.participant, author=case.request.user.pk)
    return list(rows.order_by("is_aside", "pk"))


def message_kept_aside(request: StaffRequest, participant: UUID, draft_id: UUID) -> MessageDraft:
    """One's own, in this case only."""
    own = {"participant": participant, "author": request.user.pk}
    return get_object_or_404(MessageDraft, pk=draft_id, is_aside=True, **own)


def unanswered(thread: Thread) -> list[Message]:
    """What the participant has written since the last word of staff."""
    newest_of_staff = max((message.sequence for message in thread.messages if message.is_from_staff), default=0)
    return [message for message in thread.messages if message.sequence > newest_of_staff]


@dataclass(frozen=True)
class Talk:
    """A conversation from outside: whether something new came in, and the day of the newest message."""

    newest_on: date | None
    has_unread: bool


def talk(participant: Participant) -> Talk:
    """One query; no text is read."""
    rows = Message.objects.filter(participant=participant)
    unread = Exists(rows.filter(side=Side.PARTICIPANT, read=False))
    newest = rows.order_by("-sequence").values_list("on_day", unread).first()
    return Talk(*newest) if newest else Talk(None, False)


@dataclass(frozen=True)
class MyLetters:
    """A participant's letters of one week, and the day by which the next is promised."""

    journey: Journey
    week: EditionWeek
    letters: Sequence[Letter]
    leaving: Sequence[Letter]
    promise: Outlook | None


def my_letters(request: ParticipantRequest, number: int) -> MyLetters:
    """What was sent about one of one's own open weeks, the newest letter first; never one that is being written.

    `leaving` is for `dispatch.settle` alone.
    """
    journey, week = my_open_week(request, number)
    participant = journey.enrolment.participant
    rows = _letters(participant).filter(week=number, state__in=[LetterState.SENT, LetterState.LEAVING])
    letters = list(rows.select_related("response__version"))
    promise = Promise.objects.filter(participant=participant, kind=PromiseKind.LETTER, week=number, kept_on=None)
    due = promise.values_list("due_on", flat=True).first()
    promised = outlook(journey.enrolment.program, due, journey.today)
    sent = [letter for letter in letters if letter.is_sent]
    return MyLetters(journey, week, sent[::-1], [letter for letter in letters if letter.is_leaving], promised)


def rescued(request: SignedInRequest) -> dict[str, str]:
    """What the link of a rescued text brings back, by the name of its box; empty without such a link."""
    rescued_id = request.GET.get("rescued", "")
    if not rescued_id:
        return {}
    fields = take(account_id=request.user.pk, private=session.private_key(request), rescued_id=rescued_id)
    return {name: "\n".join(texts) for name, texts in fields.items()}


def participant_to_assign(participant_id: UUID) -> Participant:
    return get_object_or_404(Participant, pk=participant_id)


def participant_named(alias: str) -> Participant | None:
    return Participant.objects.filter(alias__iexact=alias).first()


def debrief(debrief_id: UUID) -> Debrief:
    return get_object_or_404(Debrief, pk=debrief_id)


def therapist(staff_id: UUID) -> Account:
    """Somebody who can take a case: 404 for those without the role or without a key of their own."""
    found = next((room.therapist for room in rooms(clock.today()) if room.therapist.pk == staff_id), None)
    if found is None:
        raise Http404
    return found


def colleague(staff_id: UUID) -> Account:
    """Somebody of the clinical staff who has signed in at least once, so that there is a key to seal to."""
    clinical = Q(is_therapist=True) | Q(is_supervisor=True)
    keyed = KeyPair.objects.filter(kind=KeyPair.Kind.STAFF).values("holder")
    return get_object_or_404(Account, clinical, pk=staff_id, kind=AccountKind.STAFF, is_active=True, pk__in=keyed)


def colleague_named(staff_id: UUID) -> Account:
    """A member of staff, whether or not they can hold a case now."""
    return get_object_or_404(Account, pk=staff_id, kind=AccountKind.STAFF)


def ends_cover(request: StaffRequest, therapist_id: UUID | None) -> None:
    """404 unless it is one's own cases that are covered; supervisors end any cover."""
    if therapist_id != request.user.pk:
        supervisor(request)


def supervising_colleague(staff_id: UUID) -> Account:
    found = colleague(staff_id)
    if not found.is_supervisor:
        raise Http404
    return found


def _letters(participant: Participant) -> QuerySet[Letter]:
    """In the order in which they were written: a second one answers a later version of the worksheet."""
    return (
        Letter.objects.filter(participant=participant)
        .annotate(asked_before=Exists(SecondReading.objects.filter(letter=OuterRef("pk"))))
        .select_related("author", "response")
        .order_by("week", F("response__number").asc(nulls_first=True), "sent_on")
    )
