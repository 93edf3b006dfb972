"""The only ways to worksheets and responses: 404 for what is not open, or not there, or not one's own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from program.access import Case, my_open_week
from program.http import ParticipantRequest
from program.journey import Journey
from program.models import EditionWeek, Participant
from worksheets.models import Response, ResponseState, StaleCopy, WorksheetVersion


@dataclass(frozen=True)
class Sheet:
    """The worksheet of one open week, as its participant meets it."""

    journey: Journey
    week: EditionWeek
    version: WorksheetVersion

    @property
    def participant(self) -> Participant:
        return self.journey.enrolment.participant


@dataclass(frozen=True)
class MyResponses:
    """One participant's responses of one week: the draft, if there is one, and what was sent, in order."""

    draft: Response | None
    sent: Sequence[Response]

    @property
    def newest_sent(self) -> Response | None:
        return self.sent[-1] if self.sent else None


@lru_cache(maxsize=256)
def frozen_version(edition_id: UUID, week: int) -> WorksheetVersion:
    """Kept in the process: a version is frozen. Raises WorksheetVersion.DoesNotExist for a week without a worksheet."""
    return WorksheetVersion.objects.get(edition_id=edition_id, week=week)


def my_worksheet(request: ParticipantRequest, number: int) -> Sheet:
    """The worksheet of one of the participant's weeks, if the week is open and has one."""
    journey, week = my_open_week(request, number)
    try:
        return Sheet(journey, week, frozen_version(journey.enrolment.edition_id, number))
    except WorksheetVersion.DoesNotExist:
        raise Http404 from None


def my_responses(sheet: Sheet) -> MyResponses:
    """One query. No text is opened."""
    rows = list(
        Response.objects.filter(participant=sheet.participant, week=sheet.week.number).select_related("version")
    )
    draft = next((row for row in rows if row.is_draft), None)
    return MyResponses(draft=draft, sent=[row for row in rows if not row.is_draft])


def my_stale_copies(sheet: Sheet) -> list[StaleCopy]:
    """Words kept from windows that were overtaken, in this week."""
    return list(StaleCopy.objects.filter(response__participant=sheet.participant, response__week=sheet.week.number))


def sent_in_weeks(participant_id: UUID, weeks: Collection[int]) -> dict[int, Response]:
    """The newest sent response of each of these weeks, with its version. No query where there are no weeks."""
    if not weeks:
        return {}
    rows = _sent().filter(participant_id=participant_id, week__in=weeks).order_by("week", "number")
    return {row.week: row for row in rows}


def submitted(participant_id: UUID, week: int) -> Response | None:
    """The newest response that was sent for this week, with its version."""
    return sent_in_weeks(participant_id, {week}).get(week)


def responses_for_case(case: Case) -> list[Response]:
    """All that was sent in this case, by week and number, each with its version. Never a draft: nobody reads those."""
    return list(_sent().filter(participant_id=case.participant.pk).order_by("week", "number"))


def weeks_with_draft(participant_id: UUID) -> set[int]:
    """The weeks in which something is written and not sent."""
    rows = Response.objects.filter(participant_id=participant_id, state=ResponseState.DRAFT)
    return set(rows.order_by().values_list("week", flat=True))


@lru_cache(maxsize=64)
def weeks_with_worksheet(edition_id: UUID) -> frozenset[int]:
    """Kept in the process, as an edition is frozen."""
    return frozenset(WorksheetVersion.objects.filter(edition_id=edition_id).values_list("week", flat=True))


def _sent() -> QuerySet[Response]:
    return Response.objects.filter(state=ResponseState.SUBMITTED).select_related("version")
