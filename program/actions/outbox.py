"""What the sweeps do: find what is due, tell it once, and throw away what is no longer needed.

Nothing becomes true because a sweep ran; it only becomes known. So a sweep may run late, twice, or in many places at
once: rows are claimed in the database, and each effect has a key that can exist only once.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from program import clock, throttle
from program.actions.grants import empty_past_keys
from program.actions.joining import finish_erasures
from program.actions.measures import questions_key
from program.journey import Journey, prefetched_journey
from program.models import (
    EditionWeek,
    Enrolment,
    EnrolmentState,
    Notice,
    NoticeKind,
    OutboxKind,
    OutboxRow,
    RescuedText,
    WeekKind,
)
from program.queries import settled

CHUNK = 500
# A week that opened longer ago is no news: its page says so itself. Must stay well below KEEP_DONE, or a row that was
# tidied away would be written again and told a second time.
NEWS_DAYS = timedelta(days=14)
KEEP_DONE = timedelta(days=30)
# What becomes a line on somebody's home page; mails are sent by `program.actions.alerts`.
NOTICES = (OutboxKind.WEEK_OPEN, OutboxKind.QUESTIONS, OutboxKind.QUIET_FIRST, OutboxKind.QUIET_LATER)
KEEP_READ_NOTICES = timedelta(days=90)
KEEP_RESCUED = timedelta(days=30)
# Where a day begins first: whatever is due on a program's today is due there as well.
FIRST_ZONE = ZoneInfo("Pacific/Kiritimati")


def plan_notices() -> int:
    """Write an outbox row for every week that has opened lately and was not visited yet, and for questions that came
    due lately and wait. Returns how many are new.

    Six queries for each chunk of enrolments, whatever their number of weeks. What was told about questions that wait
    no longer is taken for read.
    """
    return sum(_write_rows(chunk) for chunk in _chunks_of_active())


def deliver_outbox() -> int:
    """Carry out all that is due, batch by batch, and say how many rows that were."""
    delivered = 0
    while True:
        batch = deliver_batch()
        delivered += batch
        if batch < CHUNK:
            return delivered


@transaction.atomic
def deliver_batch() -> int:
    """Claim up to CHUNK due rows and carry them out in the same transaction: killed in between, none of it happened.

    On PostgreSQL other workers skip the claimed rows. On SQLite the transaction has the one write lock from its start.
    """
    due = OutboxRow.objects.filter(kind__in=NOTICES, done_on=None, due_on__lte=clock.today(FIRST_ZONE))
    rows = list(due.order_by("due_on", "id").select_for_update(skip_locked=True)[:CHUNK])
    Notice.objects.bulk_create([_notice(row) for row in rows], ignore_conflicts=True)
    OutboxRow.objects.filter(pk__in=[row.pk for row in rows], done_on=None).update(done_on=clock.today())
    return len(rows)


def tidy(*, now: datetime) -> None:
    """Throw away what has served its time. `now` is real time; days are the programme's."""
    today = clock.today()
    Session.objects.filter(expire_date__lt=now).delete()
    # Throttle keys are made with a key of the day: those of earlier days can never be asked for again.
    throttle.forget_before(now.replace(hour=0, minute=0, second=0, microsecond=0))
    OutboxRow.objects.filter(done_on__lt=today - KEEP_DONE).delete()
    # Questions are over by then, read or not; of somebody who left or finished, no sweep takes them for read.
    served = Q(read=True) | Q(kind=NoticeKind.QUESTIONS)
    Notice.objects.filter(served, on_day__lt=today - KEEP_READ_NOTICES).delete()
    RescuedText.objects.filter(on_day__lt=today - KEEP_RESCUED).delete()
    finish_erasures(today=today)
    # A program's day may lag one behind this one.
    empty_past_keys(before=today - timedelta(days=1), today=today)


def _chunks_of_active() -> Iterator[list[Enrolment]]:
    """Keyset chunks: each starts where the one before ended, so a long table is never counted or skipped through."""
    # Booster weeks open after the programme itself is completed.
    with_boosters = EditionWeek.objects.filter(kind=WeekKind.BOOSTER).values("edition")
    active = (
        Enrolment.objects.filter(
            Q(state=EnrolmentState.ACTIVE) | Q(state=EnrolmentState.COMPLETED, edition__in=with_boosters)
        )
        .select_related("program")
        .prefetch_related("pauses", "week_facts", "measure_facts")
        .order_by("pk")
    )
    last: UUID | None = None
    while True:
        chunk = list((active if last is None else active.filter(pk__gt=last))[:CHUNK])
        if chunk:
            yield chunk
        if len(chunk) < CHUNK:
            return
        last = chunk[-1].pk


def _write_rows(chunk: list[Enrolment]) -> int:
    journeys = [prefetched_journey(enrolment, clock.today(enrolment.program.zone)) for enrolment in chunk]
    waiting = {key: row for journey in journeys for key, row in _waiting(journey).items()}
    _take_for_read(chunk, waiting)
    rows = [row for journey in journeys for row in _due_rows(journey)]
    rows += [row for row in waiting.values() if row.due_on > clock.today(FIRST_ZONE) - NEWS_DAYS]
    known = set(OutboxRow.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    new = [row for row in rows if row.key not in known]
    OutboxRow.objects.bulk_create(new, ignore_conflicts=True, batch_size=CHUNK)
    return len(new)


def _due_rows(journey: Journey) -> Iterator[OutboxRow]:
    for number, opened_on in _news(journey):
        yield OutboxRow(
            key=f"week-open:{journey.enrolment.pk}:{number}",
            kind=OutboxKind.WEEK_OPEN,
            account_id=journey.enrolment.participant_id,
            week=number,
            due_on=opened_on,
        )


def _waiting(journey: Journey) -> dict[str, OutboxRow]:
    """One row for each point and week with something unanswered, by its key; the day is that on which it came due."""
    enrolment = journey.enrolment
    found = {}
    for asked in journey.due(settled(list(enrolment.measure_facts.all()))):
        key = questions_key(enrolment.pk, asked.point.key, asked.week)
        found[key] = OutboxRow(
            key=key,
            kind=OutboxKind.QUESTIONS,
            account_id=enrolment.participant_id,
            week=asked.week,
            due_on=asked.opens_on or enrolment.started_on or journey.today,
        )
    return found


def _take_for_read(chunk: list[Enrolment], waiting: Collection[str]) -> None:
    """Notices of questions that were answered meanwhile, or whose window is over."""
    accounts = [enrolment.participant_id for enrolment in chunk]
    unread = Notice.objects.filter(kind=NoticeKind.QUESTIONS, read=False, account_id__in=accounts)
    over = [pk for pk, key in unread.values_list("pk", "key") if key not in waiting]
    if over:
        Notice.objects.filter(pk__in=over).update(read=True)


def _news(journey: Journey) -> Iterator[tuple[int, date]]:
    """Weeks that have opened by themselves and were not visited yet. The first one opens by the participant's hand."""
    for state in journey.states[1:]:
        recent = state.opens_on is not None and state.opens_on > journey.today - NEWS_DAYS
        if state.is_open and state.opens_on is not None and recent and state.number not in journey.facts:
            yield state.number, state.opens_on


def _notice(row: OutboxRow) -> Notice:
    return Notice(account_id=row.account_id, key=row.key, kind=NoticeKind(row.kind), week=row.week, on_day=row.due_on)
