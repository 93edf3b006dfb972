"""The caseload: whose case somebody may read today, where each of them is, and who waits for whom. No text is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Subquery

from program.benefit import Thresholds
from program.journey import Journey, prefetched_journey
from program.models import Enrolment, EnrolmentState, Participant, Promise
from therapist.cover import covering
from therapist.paging import PAGE, Page, page_of, uuid_in
from therapist.progress import histories_of
from therapist.queries import granted
from therapist.waiting import Waiting, ago, waiting
from worksheets.measures.history import History

# So many measures a case, those that were answered last: a row is looked at, not studied.
SCORES = 2
LOOKED_AT = Thresholds().measures


@dataclass(frozen=True)
class Score:
    """The newest total of one measure, and how far it has moved since the first one."""

    title: str
    total: str
    change: str = ""
    is_worse: bool = False


@dataclass(frozen=True)
class CaseRow:
    """One case of the caseload: where the participant is, and who waits for whom."""

    journey: Journey
    promise: Promise | None
    scores: Sequence[Score] = ()
    covering: str = ""

    @property
    def participant(self) -> Participant:
        return self.journey.enrolment.participant

    @property
    def week(self) -> int | None:
        return self.journey.current.number if self.journey.current else None

    @property
    def last_here(self) -> str:
        """The newest day on which they signed in, in words; empty where it is not known."""
        day = self.journey.enrolment.seen_on
        return ago(day, self.journey.today) if day else ""

    @property
    def waiting(self) -> Waiting | None:
        """What the participant waits for; empty where the next thing is theirs to do."""
        return waiting(self.promise.due_on, self.journey.today) if self.promise else None

    @property
    def is_writing(self) -> bool:
        """Whether the worksheet of the current week has not been sent yet."""
        fact = self.journey.facts.get(self.week or 0)
        return self.journey.enrolment.state == EnrolmentState.ACTIVE and (fact is None or fact.submitted_on is None)


def caseload(*, staff: UUID, today: date, after: str = "") -> Page[CaseRow]:
    """Every case with a grant of this therapist, by alias. Six queries, one more for whoever covers, and one more where
    a clinic's own instruments were answered."""
    rows = (
        Enrolment.objects.filter(participant__in=granted(staff, today))
        .select_related("participant", "program")
        .prefetch_related("pauses", "week_facts")
        .order_by("participant__alias")
    )
    last_shown = uuid_in(after)
    if last_shown:
        # The link names the last case by its id: an alias has no business in an address.
        alias = Subquery(Participant.objects.filter(pk=last_shown).values("alias"))
        rows = rows.filter(participant__alias__gt=alias)
    enrolments = list(rows[: PAGE + 1])
    promises: dict[UUID, Promise] = {}
    waiting_rows = Promise.objects.filter(kept_on=None, participant__in=[row.participant_id for row in enrolments])
    for promise in waiting_rows.order_by("due_on", "id"):
        promises.setdefault(promise.participant_id, promise)
    covered = covering(staff, today) if enrolments else {}
    journeys = [prefetched_journey(row, today) for row in enrolments]
    measured = histories_of(journeys) if journeys else {}
    found = [
        CaseRow(
            journey,
            promises.get(journey.enrolment.participant_id),
            scores(measured[journey.enrolment.pk]),
            covered.get(journey.enrolment.participant_id, ""),
        )
        for journey in journeys
    ]
    return page_of(found, lambda row: str(row.participant.pk), PAGE)


def scores(found: Sequence[History]) -> list[Score]:
    """Of what people come for, the measures that were answered last, in the order of the registry."""
    totals = [history for history in found if history.key in LOOKED_AT and history.instrument and history.scored]
    newest = sorted(totals, key=lambda history: history.scored[-1][0].day, reverse=True)[:SCORES]
    return [_score(history) for history in totals if history in newest]


def _score(history: History) -> Score:
    moved = history.change
    return Score(
        title=history.instrument.title if history.instrument else history.key,
        total=f"{history.scored[-1][1]:g}",
        change=_signed(moved.delta) if moved and moved.delta is not None else "",
        is_worse=moved is not None and moved.reliable == "deteriorated",
    )


def _signed(delta: float) -> str:
    """With a minus as wide as the plus."""
    return f"{delta:+g}".replace("-", "\u2212") if delta else "\u00b10"
