"""What happens in a participant's weeks: begun, opened, handed in, answered, paused."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from program import promise
from program.actions.nobodys import settle
from program.audit.record import record
from program.journey import Journey, edition_weeks, read_journey
from program.models import (
    AgreedStep,
    ClosingDay,
    Enrolment,
    EnrolmentState,
    Notice,
    NoticeKind,
    Participant,
    Pause,
    Program,
    Promise,
    PromiseKind,
    WeekFact,
    WeekKind,
)
from vault import sealing
from vault.sealing import CaseKey

ONE_DAY = timedelta(days=1)
OVER = (EnrolmentState.CLOSED, EnrolmentState.WITHDRAWN)


class CaseClosed(Exception):
    """The case has closed, or its participant has left: nobody would read this. Nothing was changed."""


@transaction.atomic
def begin(*, journey: Journey, by: UUID) -> None:
    """The participant's first day: week 1 opens today. Doing it twice changes nothing."""
    changed = Enrolment.objects.filter(pk=journey.enrolment.pk, state=EnrolmentState.INVITED).update(
        state=EnrolmentState.ACTIVE, started_on=journey.today
    )
    if changed:
        record(verb="programme.begun", by=by, on=journey.today, case=journey.enrolment.participant_id)


def latch_opening(*, journey: Journey, number: int, read: bool = True) -> WeekFact:
    """The fact row of an open week, made on its first opening with the day on which it became open.

    Once it is `read`, it stays in the edition that it is read in now. Nothing is written where all that is known.
    """
    fact = journey.facts.get(number)
    if fact is not None and (fact.edition_id is not None or not read):
        return fact
    state, week = journey.state(number), journey.week(number)
    if fact is None:
        if state is None or not state.is_open or state.opens_on is None:
            raise ValueError("Only an open week can be latched.")
        fact, _made = WeekFact.objects.get_or_create(
            enrolment=journey.enrolment,
            number=number,
            defaults={"opened_on": state.opens_on, "edition_id": week.edition_id if week and read else None},
        )
    if read and fact.edition_id is None and week is not None:
        WeekFact.objects.filter(pk=fact.pk, edition=None).update(edition=week.edition_id)
        fact.edition_id = week.edition_id
    journey.facts[number] = fact
    return fact


def count_sign_in(*, participant_id: UUID, today: date) -> None:
    """One more sign-in in the newest week that was visited, and this day in place of the one before. Two statements and
    no audit row: it would be a history. Before the first week there is nothing to count."""
    newest = WeekFact.objects.filter(enrolment__participant_id=participant_id).order_by("-number").values("pk")[:1]
    WeekFact.objects.filter(pk__in=newest).update(sign_ins=F("sign_ins") + 1)
    seen(participant_id=participant_id, today=today)


def seen(*, participant_id: UUID, today: date) -> None:
    """Somebody was here today: the one day that is kept of it moves on. Never backwards."""
    before = Q(seen_on=None) | Q(seen_on__lt=today)
    here = Enrolment.objects.filter(before, participant_id=participant_id).exclude(state__in=OVER)
    here.update(seen_on=today)


def keep_open(*, enrolment: Enrolment) -> None:
    """Until the end of the transaction this case does not close. Raises CaseClosed where it has, or its participant has
    left. Call it before what makes a promise: a promise keeps a case open by itself."""
    if Enrolment.objects.select_for_update().get(pk=enrolment.pk).state in OVER:
        raise CaseClosed


@transaction.atomic
def hand_in(*, journey: Journey, number: int, by: UUID) -> date:
    """The worksheet of this week was sent: latch the day, promise a letter, and say by when.

    A corrected worksheet keeps the first day and the promise that still stands; after a letter it makes a new one.
    Raises CaseClosed.
    """
    keep_open(enrolment=journey.enrolment)
    fact = latch_opening(journey=journey, number=number)
    WeekFact.objects.filter(pk=fact.pk, submitted_on=None).update(submitted_on=journey.today)
    due = make_promise(
        participant=journey.enrolment.participant,
        program=journey.enrolment.program,
        kind=PromiseKind.LETTER,
        week=number,
        today=journey.today,
    )
    week = journey.week(number)
    if week is not None and week.kind == WeekKind.FOLLOW_UP:
        Enrolment.objects.filter(pk=journey.enrolment.pk, state=EnrolmentState.ACTIVE).update(
            state=EnrolmentState.COMPLETED, ended_on=journey.today
        )
    seen(participant_id=journey.enrolment.participant_id, today=journey.today)
    record(
        verb="worksheet.sent",
        by=by,
        on=journey.today,
        case=journey.enrolment.participant_id,
        detail={"week": number},
    )
    return due


def make_promise(
    *,
    participant: Participant,
    program: Program,
    kind: PromiseKind,
    today: date,
    week: int = 0,
    wanted: bool = True,
) -> date:
    """Promise an answer by a day of the service calendar; one that stands already is kept as it is, but that it is
    wanted from now on if it was not."""
    due = promise.due_on(
        today,
        promise_days=program.promise_days,
        working_days=program.working_days,
        closed=set(ClosingDay.objects.filter(program=program, day__gte=today).values_list("day", flat=True)),
    )
    row, is_new = Promise.objects.get_or_create(
        participant=participant,
        kind=kind,
        week=week,
        kept_on=None,
        defaults={"made_on": today, "due_on": due, "wanted": wanted},
    )
    if is_new:
        settle(participant.pk)
    if wanted and not row.wanted:
        Promise.objects.filter(pk=row.pk).update(wanted=True)
    return row.due_on


def keep_promise(*, participant: Participant, kind: PromiseKind, today: date, week: int = 0) -> None:
    """The answer was given; the case leaves the inbox, and whoever had claimed it has it no longer."""
    Promise.objects.filter(participant=participant, kind=kind, week=week, kept_on=None).update(
        kept_on=today, claimed_by=None, claimed_until=None
    )


def lay_ready_step(*, enrolment: Enrolment, number: int, letter: UUID, key: CaseKey, words: str) -> None:
    """Seal the step of a letter that is to go out. Nobody is shown it before `letter_sent`."""
    step = AgreedStep(pk=letter, participant_id=enrolment.participant_id, week=number)
    sealing.seal(key, step, "words", words)
    step.save()


@transaction.atomic
def letter_sent(
    *, enrolment: Enrolment, number: int, by: UUID, today: date, key: str, letter: UUID | None = None
) -> None:
    """A letter for this week went out: latch it, keep the promise, tell the participant once per `key`.

    The step that was laid ready for `letter` is the agreed one from now on; a letter without one leaves the last.
    """
    if letter is not None and AgreedStep.objects.filter(pk=letter).exists():
        Enrolment.objects.filter(pk=enrolment.pk).update(agreed_step=letter)
    WeekFact.objects.filter(enrolment=enrolment, number=number, letter_on=None).update(letter_on=today)
    keep_promise(participant=enrolment.participant, kind=PromiseKind.LETTER, today=today, week=number)
    _say_goodbye(enrolment, number, today)
    notify(account_id=enrolment.participant_id, key=f"letter:{key}", kind=NoticeKind.LETTER, today=today, week=number)
    record(verb="letter.sent", by=by, on=today, case=enrolment.participant_id, detail={"week": number})


def notify(*, account_id: UUID, key: str, kind: NoticeKind, today: date, week: int | None = None) -> None:
    """Tell somebody something on their home page; the same `key` is told once."""
    Notice.objects.get_or_create(
        key=key, defaults={"account_id": account_id, "kind": kind, "on_day": today, "week": week}
    )


def tell_of_therapist(*, account_id: UUID, grant: UUID, is_another: bool, today: date) -> None:
    """That somebody answers them from now on. Whatever was said of it before, and not read, holds no longer."""
    for before in (NoticeKind.THERAPIST, NoticeKind.CHANGED):
        read_notices(account_id=account_id, kind=before)
    kind = NoticeKind.CHANGED if is_another else NoticeKind.THERAPIST
    notify(account_id=account_id, key=f"therapist:{grant}", kind=kind, today=today)


def read_notices(*, account_id: UUID, kind: NoticeKind, week: int | None = None) -> None:
    """Mark as read what the page that is being shown tells anyway."""
    Notice.objects.filter(account_id=account_id, kind=kind, week=week, read=False).update(read=True)


@transaction.atomic
def pause(*, journey: Journey, by: UUID) -> None:
    """The clock stands still from today. Pausing twice changes nothing."""
    if Enrolment.objects.filter(pk=journey.enrolment.pk, state=EnrolmentState.ACTIVE).update(
        state=EnrolmentState.PAUSED
    ):
        stand_still(journey=journey)
        record(verb="programme.paused", by=by, on=journey.today, case=journey.enrolment.participant_id)


@transaction.atomic
def resume(*, journey: Journey, by: UUID) -> None:
    """The clock goes on today; a pause that began today leaves no trace in the schedule."""
    if Enrolment.objects.filter(pk=journey.enrolment.pk, state=EnrolmentState.PAUSED).update(
        state=EnrolmentState.ACTIVE
    ):
        go_on(enrolment=journey.enrolment, today=journey.today)
        record(verb="programme.resumed", by=by, on=journey.today, case=journey.enrolment.participant_id)


def stand_still(*, journey: Journey) -> None:
    """Part of a pause, and of a rest: the days from today on do not count.

    What is open is latched first: today belongs to the pause, and a week that opened this morning would close again.
    Before the beginning there is nothing to stop.
    """
    for state in journey.states:
        if state.is_open:
            latch_opening(journey=journey, number=state.number, read=False)
    if journey.enrolment.started_on is not None:
        Pause.objects.create(enrolment=journey.enrolment, first_day=journey.today)


def go_on(*, enrolment: Enrolment, today: date) -> None:
    """The days count again; a pause that began today leaves no trace in the schedule."""
    open_ended = Pause.objects.filter(enrolment=enrolment, last_day=None)
    open_ended.filter(first_day__gte=today).delete()
    open_ended.update(last_day=today - ONE_DAY)


def _say_goodbye(enrolment: Enrolment, number: int, today: date) -> None:
    """The last letter has gone out: from now on it is known when the case closes. Another one moves the day on, and no
    case closes before its booster weeks are over."""
    kinds = {week.number: week.kind for week in edition_weeks(enrolment.edition_id)}
    if kinds.get(number) in {WeekKind.FOLLOW_UP, WeekKind.BOOSTER}:
        closes_on = today + timedelta(days=enrolment.program.close_after_days)
        if WeekKind.BOOSTER in kinds.values():
            closes_on = max(closes_on, read_journey(enrolment, today).boosters_until or closes_on)
        Enrolment.objects.filter(pk=enrolment.pk, state=EnrolmentState.COMPLETED).update(closes_on=closes_on)
