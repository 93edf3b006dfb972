"""The only ways to worksheets and responses: 404 for what is not open, or not there, or not one's own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from program.access import Agreed, Case, my_agreed_step, my_journey, my_open_week
from program.assessment import Asked, Occurrence
from program.http import ParticipantRequest
from program.journey import Journey, assessment_points
from program.models import Alert, EditionWeek, Participant, Program
from program.queries import Desk, measure_facts, settled
from worksheets.kinds import SAFETY_PLAN
from worksheets.measures.history import Answered, History, histories
from worksheets.measures.instrument import Instrument
from worksheets.measures.stored import is_ours
from worksheets.models import MeasureResponse, Response, ResponseState, SafetyPlan, StaleCopy, WorksheetVersion
from worksheets.queries import kept, spoken
from worksheets.reading import as_read_now, as_shown
from worksheets.risk.rule import Rule
from worksheets.rulebook import rules_in_force

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Sheet:
    """The worksheet of one open week, as its participant meets it."""

    journey: Journey
    week: EditionWeek
    version: WorksheetVersion

    @property
    def participant(self) -> Participant:
        return self.journey.enrolment.participant

    @property
    def language(self) -> str:
        """What the sheet speaks."""
        return self.week.language


@dataclass(frozen=True)
class MyResponses:
    """One participant's responses of one week: the draft, if there is one, and what was sent, in order."""

    draft: Response | None
    sent: Sequence[Response]

    @property
    def newest_sent(self) -> Response | None:
        return self.sent[-1] if self.sent else None


@lru_cache(maxsize=256)
def frozen_version(edition_id: UUID, week: int, language: str = "", fixes: int = 0) -> WorksheetVersion:
    """In this language, where it was translated, else in the edition's own; as it reads since the newest of `fixes`.

    Kept in the process: a version is frozen. Raises WorksheetVersion.DoesNotExist for a week without a worksheet.
    """
    rows = WorksheetVersion.in_all_languages.filter(edition_id=edition_id, week=week, language__in={"", language})
    found: WorksheetVersion = rows.latest("language")
    return found.as_of(fixes)


def my_worksheet(request: ParticipantRequest, number: int) -> Sheet:
    """The worksheet of one of the participant's weeks, if the week is open and has one."""
    journey, week = my_open_week(request, number)
    try:
        return Sheet(journey, week, frozen_version(week.edition_id, number, week.language, week.fixes))
    except WorksheetVersion.DoesNotExist:
        raise Http404 from None


def agreed_step(request: ParticipantRequest, journey: Journey) -> Agreed | None:
    """The step of the newest letter, as it is shown: nothing that was typed becomes an address. No statement."""
    agreed = my_agreed_step(request, journey)
    return replace(agreed, words=as_shown(agreed.words)) if agreed else None


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


def newest_in_weeks(case: Case) -> list[Response]:
    """The newest that was sent in each week of this case, in order."""
    return list({response.week: response for response in responses_for_case(case)}.values())


@lru_cache(maxsize=64)
def weeks_with_worksheet(edition_id: UUID) -> frozenset[int]:
    """Kept in the process, as an edition is frozen."""
    return frozenset(WorksheetVersion.objects.filter(edition_id=edition_id).values_list("week", flat=True))


@dataclass(frozen=True)
class Measure:
    """One page of questions about how somebody is."""

    asked: Asked
    instrument: Instrument

    @property
    def name(self) -> str:
        """Names the page in a form: its point, week and instrument."""
        point, week, instrument = self.asked.occurrence
        return f"{point}-{week}-{instrument}"

    @property
    def number(self) -> int:
        """Its place among the pages of the same point."""
        return self.asked.point.instruments.index(self.asked.instrument) + 1

    @property
    def count(self) -> int:
        return len(self.asked.point.instruments)


@dataclass(frozen=True)
class MyMeasures:
    """What waits to be answered, in order. `postable` holds also what only just closed: the page may still be open."""

    journey: Journey
    due: Sequence[Measure]
    postable: Sequence[Measure]

    @property
    def next(self) -> Measure | None:
        return self.due[0] if self.due else None

    def posted(self, name: str) -> Measure | None:
        return next((measure for measure in self.postable if measure.name == name), None)


def my_measures(request: ParticipantRequest) -> MyMeasures:
    """One statement more than the journey."""
    return measures_of(my_journey(request))


def measures_of(journey: Journey) -> MyMeasures:
    done = settled(measure_facts(journey.enrolment.pk))
    due, yesterday = journey.due(done), journey.due(done, journey.today - ONE_DAY)
    postable = _measures(journey, [*due, *(each for each in yesterday if each not in due)])
    return MyMeasures(journey, [measure for measure in postable if measure.asked in due], postable)


def settled_measure(journey: Journey, name: str) -> Occurrence | None:
    """The measure with this name on its page, if it was answered or skipped already. One statement."""
    occurrences = settled(measure_facts(journey.enrolment.pk))
    return next((each for each in occurrences if "{}-{}-{}".format(*each) == name), None)


def measures_waiting(journey: Journey, desk: Desk) -> list[Measure]:
    """The same from what home has read already; no statement, or one where an instrument is a stored one."""
    return _measures(journey, journey.due(desk.settled))


def _measures(journey: Journey, asked: Sequence[Asked]) -> list[Measure]:
    """A frozen edition may name what the program has stopped asking meanwhile: that is passed over."""
    found = spoken({each.instrument for each in asked}, journey.edition, journey.language)
    return [Measure(each, found[each.instrument]) for each in asked if each.instrument in found]


def answered_measures(journey: Journey) -> list[Answered]:
    """What was answered or skipped, oldest first. Totals only; nothing is opened. One statement."""
    kinds = {point.key: point.kind for point in assessment_points(journey.enrolment.edition_id)}
    return [
        Answered(
            id=fact.pk,
            point=fact.point,
            kind=kinds.get(fact.point, ""),
            week=fact.week,
            instrument=fact.instrument,
            version=fact.version,
            day=fact.answered_on,
            total=fact.total,
            complete=fact.complete,
            skipped=fact.skipped,
        )
        for fact in measure_facts(journey.enrolment.pk)
    ]


def measure_histories(journey: Journey, answered: Sequence[Answered]) -> list[History]:
    """The same by instrument and version; no statement, or one where an instrument is a stored one."""
    language = journey.language
    stored = kept({row.instrument for row in answered if not is_ours(row.instrument, language, row.version)})
    return histories(answered, stored, language)


def measures_missed(journey: Journey, answered: Sequence[Answered]) -> list[Measure]:
    """The mandatory ones whose time is over without an answer; statements as above."""
    return _measures(journey, journey.missed({row.occurrence for row in answered}))


def measure_response(participant_id: UUID, fact_id: UUID) -> MeasureResponse:
    """The answers of one measure of this participant; 404 for anything else, and for one that was skipped."""
    rows = MeasureResponse.objects.select_related("fact")
    return get_object_or_404(rows, fact_id=fact_id, fact__enrolment__participant_id=participant_id)


def my_alert(request: ParticipantRequest, alert_id: UUID) -> Alert:
    """One of the participant's own alerts, with their enrolment; 404 for every other."""
    rows = Alert.objects.select_related("participant__enrolment__program")
    return get_object_or_404(rows, pk=alert_id, participant_id=request.user.pk)


@dataclass(frozen=True)
class MyPlan:
    """Where somebody's safety plan stands: their responses to the sheets that ask for one, the newest first, drafts
    too. `asked_in` is the first open week that asks for one."""

    responses: Sequence[Response]
    asked_in: int | None


def my_plan(journey: Journey) -> MyPlan:
    """One query. No text is opened."""
    return _plan(journey, Response.objects.all())


def plan_of_case(case: Case) -> MyPlan:
    """The same as staff may see it: what was sent, and no draft."""
    return _plan(case.journey, _sent())


def my_own_plan(journey: Journey) -> SafetyPlan | None:
    """The plan that they wrote on its own page. One query."""
    return SafetyPlan.objects.filter(participant=journey.enrolment.participant_id).first()


def _plan(journey: Journey, responses: QuerySet[Response]) -> MyPlan:
    weeks = [week.number for week in journey.weeks if week.number in weeks_with_plan(week.edition_id)]
    rows = responses.filter(participant=journey.enrolment.participant_id, week__in=weeks)
    is_open = {state.number for state in journey.states if state.is_open}
    return MyPlan(
        responses=as_read_now(rows.select_related("version").order_by("-week", "-number"), journey.fixes),
        asked_in=next((week for week in weeks if week in is_open), None),
    )


@lru_cache(maxsize=64)
def weeks_with_plan(edition_id: UUID) -> tuple[int, ...]:
    """The weeks whose worksheet asks for a safety plan. Kept in the process, as an edition is frozen."""
    versions = WorksheetVersion.objects.filter(edition_id=edition_id).order_by("week")
    return tuple(row.week for row in versions if any(each.get("part") == SAFETY_PLAN for each in row.questions))


def program_rule(program: Program, key: str) -> Rule:
    """One risk rule as it is in force; 404 for one that is not there."""
    found = next((rule for rule in rules_in_force(program.pk) if rule.key == key), None)
    if found is None:
        raise Http404
    return found


def _sent() -> QuerySet[Response]:
    return Response.objects.filter(state=ResponseState.SUBMITTED).select_related("version")
