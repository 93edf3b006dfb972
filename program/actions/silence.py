"""Somebody has gone quiet: they are met with a warm line when they come; after four weeks their place rests.

What rests is kept: nothing is erased, and whoever comes back goes on where they stopped. Its place in the programme and
with the therapist goes to somebody who waits; the therapist's grant ends, and coming back makes a new one, from the
participant's own session.
"""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from program import clock, silence
from program.actions.grants import assign_automatically, end_grant
from program.actions.weeks import go_on, stand_still
from program.audit.record import SYSTEM, record
from program.journey import Journey, prefetched_journey
from program.models import (
    Alert,
    AlertState,
    CaseGrant,
    Enrolment,
    EnrolmentState,
    GrantKind,
    Notice,
    NoticeKind,
    OutboxKind,
    OutboxRow,
    Participant,
    Promise,
)
from program.silence import Quiet
from vault.sealing import CaseKey

CHUNK = 500
WATCHED = (EnrolmentState.INVITED, EnrolmentState.ACTIVE)
LINES = {Quiet.FIRST: OutboxKind.QUIET_FIRST, Quiet.LATER: OutboxKind.QUIET_LATER}
FOUND = (NoticeKind.THERAPIST, NoticeKind.CHANGED)
NOTICES = (NoticeKind.QUIET_FIRST, NoticeKind.QUIET_LATER)


def watch() -> int:
    """Write a row for every line that is due, each once for each silence, and let rest who was quiet for four weeks;
    how many that were. Five statements for each chunk, more only for those who come to rest.
    """
    return sum(_watch(chunk) for chunk in _chunks())


@transaction.atomic
def come_back(*, journey: Journey, key: CaseKey, by: UUID) -> None:
    """From their own session: the weeks go on, and there is a therapist again, the same one if there is room.

    A place is never refused to somebody who comes back. Twice changes nothing.
    """
    enrolment, today = journey.enrolment, journey.today
    if enrolment.state != EnrolmentState.RESTING:
        return
    state = EnrolmentState.ACTIVE if enrolment.started_on else EnrolmentState.INVITED
    resting = Enrolment.objects.filter(pk=enrolment.pk, state=EnrolmentState.RESTING)
    if not resting.update(state=state, seen_on=today):
        return
    enrolment.state, enrolment.seen_on = state, today
    go_on(enrolment=enrolment, today=today)
    assign_automatically(participant=enrolment.participant, program=enrolment.program, key=key, today=today)
    record(verb="programme.come-back", by=by, on=today, case=enrolment.participant_id)


def turn_since(journey: Journey, answered_on: date | None) -> date | None:
    """Since when the next thing is theirs to do; None while it is ours. `answered_on` is our newest answer."""
    enrolment = journey.enrolment
    if enrolment.started_on is None:
        return enrolment.seen_on
    newest = journey.current
    fact = journey.facts.get(newest.number) if newest else None
    if newest is None or newest.opens_on is None or (fact is not None and fact.submitted_on is not None):
        return None
    if newest.number in journey.boosters:  # an offer, and nobody's turn
        return None
    return max(newest.opens_on, answered_on or newest.opens_on)


def _watch(chunk: list[Enrolment]) -> int:
    found: dict[UUID, tuple[Journey, date, Quiet]] = {}
    for enrolment in chunk:
        journey = prefetched_journey(enrolment, clock.today(enrolment.program.zone))
        facts = _facts(journey)
        since, reached = silence.quiet_since(facts), silence.quiet(facts, journey.today)
        if since is not None and reached is not None:
            found[enrolment.participant_id] = journey, since, reached
    _take_for_read([enrolment.participant_id for enrolment in chunk], found)
    rows = [_row(journey, since, reached) for journey, since, reached in found.values() if reached in LINES]
    OutboxRow.objects.bulk_create(rows, ignore_conflicts=True)
    return sum(_rest(journey) for journey, _since, reached in found.values() if reached == Quiet.REST)


def _facts(journey: Journey) -> silence.Facts:
    """Whoever waits for an answer is not quiet: we are."""
    row = journey.enrolment
    answered_on = row.answered_on  # type: ignore[attr-defined]  # annotated in _rows
    waits = row.waits  # type: ignore[attr-defined]  # annotated in _rows
    return silence.Facts(
        seen_on=row.seen_on,
        turn_since=None if waits else turn_since(journey, answered_on),
        pauses=journey.pauses_of_schedule,
    )


def _row(journey: Journey, since: date, reached: Quiet) -> OutboxRow:
    enrolment = journey.enrolment
    return OutboxRow(
        key=f"quiet:{enrolment.pk}:{since.isoformat()}:{reached.value}",
        kind=LINES[reached],
        account_id=enrolment.participant_id,
        due_on=journey.today,
    )


def _take_for_read(people: Collection[UUID], quiet: Collection[UUID]) -> None:
    """The lines of those who have come meanwhile: they have been met."""
    Notice.objects.filter(kind__in=NOTICES, read=False, account_id__in=set(people) - set(quiet)).update(read=True)


@transaction.atomic
def _rest(journey: Journey) -> bool:
    """False where somebody was quicker: they came, an alert was raised, or another sweep did it."""
    enrolment, today = journey.enrolment, journey.today
    as_read = Enrolment.objects.filter(pk=enrolment.pk, state=enrolment.state, seen_on=enrolment.seen_on)
    if not as_read.select_for_update().exists():
        return False
    Participant.objects.select_for_update().get(pk=enrolment.participant_id)
    if is_held(enrolment.participant_id):
        return False
    stand_still(journey=journey)
    as_read.update(state=EnrolmentState.RESTING)
    for grant in CaseGrant.objects.standing(today).filter(
        participant=enrolment.participant_id, kind__in=[GrantKind.ASSIGNED, GrantKind.COVER]
    ):
        end_grant(grant=grant, by=SYSTEM, today=today)
    # Whoever was found for them is not theirs any more; the page of the rest says what is.
    found = Notice.objects.filter(account=enrolment.participant_id, kind__in=FOUND, read=False)
    found.update(read=True)
    record(verb="programme.resting", by=SYSTEM, on=today, case=enrolment.participant_id)
    return True


def is_held(participant_id: UUID) -> bool:
    """Whether something keeps a case open: an alert that nobody acknowledged, or an answer that was promised."""
    alert = Alert.objects.filter(participant=participant_id, state__in=[AlertState.RAISED, AlertState.SEEN])
    return alert.exists() or Promise.objects.filter(participant=participant_id, kept_on=None).exists()


def _rows() -> QuerySet[Enrolment]:
    promises = Promise.objects.filter(participant=OuterRef("participant")).order_by()
    newest = promises.filter(kept_on__isnull=False).values("participant").annotate(newest=Max("kept_on"))
    return (
        Enrolment.objects.filter(Q(state__in=WATCHED))
        .annotate(waits=Exists(promises.filter(kept_on=None)), answered_on=Subquery(newest.values("newest")))
        .select_related("program", "participant")
        .prefetch_related("pauses", "week_facts")
        .order_by("pk")
    )


def _chunks() -> Iterator[list[Enrolment]]:
    """Keyset chunks: each starts where the one before ended."""
    last: UUID | None = None
    while chunk := list((_rows() if last is None else _rows().filter(pk__gt=last))[:CHUNK]):
        yield chunk
        last = chunk[-1].pk
