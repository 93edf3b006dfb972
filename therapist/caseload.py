"""The caseload: whose case somebody may read today, where each of them is, and who waits for whom. No text is read."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Subquery

from program.journey import Journey, prefetched_journey
from program.models import Enrolment, EnrolmentState, Participant, Promise
from therapist.cover import covering
from therapist.paging import PAGE, Page, page_of, uuid_in
from therapist.queries import granted
from therapist.waiting import Waiting, waiting


@dataclass(frozen=True)
class CaseRow:
    """One case of the caseload: where the participant is, and who waits for whom."""

    journey: Journey
    promise: Promise | None
    covering: str = ""

    @property
    def participant(self) -> Participant:
        return self.journey.enrolment.participant

    @property
    def week(self) -> int | None:
        return self.journey.current.number if self.journey.current else None

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
    """Every case with a grant of this therapist, by alias. Five queries, one more for whoever covers."""
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
    found = [
        CaseRow(prefetched_journey(row, today), promises.get(row.participant_id), covered.get(row.participant_id, ""))
        for row in enrolments
    ]
    return page_of(found, lambda row: str(row.participant.pk), PAGE)
