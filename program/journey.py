"""One enrolment with all that its schedule depends on, read in a fixed number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import get_language

from program import assessment, schedule
from program.assessment import Asked, Occurrence
from program.fixing import as_fixed
from program.models import (
    AssessmentPoint,
    Edition,
    EditionReach,
    EditionWeek,
    Enrolment,
    EnrolmentState,
    Fix,
    Part,
    Pause,
    WeekFact,
    WeekKind,
    WeekWords,
)
from program.prepared import Prepared, Row

# Of eight weeks, the sixth, the seventh and the last.
ANNOUNCED_WEEKS = 3


@lru_cache(maxsize=256)
def edition_weeks(edition_id: UUID, language: str | None = None, fixes: int = 0) -> tuple[EditionWeek, ...]:
    """The weeks of an edition, kept in the process: an edition is frozen, and its id is never used again.

    Each speaks this language where it was translated, else that of the edition. `fixes`: the programme's newest urgent
    fix; without it the words are those that were published, which is enough for whoever asks for days and kinds.
    """
    rows = EditionWeek.objects.filter(edition_id=edition_id).select_related("edition").order_by("number")
    weeks = [as_fixed(week, fixes, Part.WEEK, week.number) for week in rows]
    if language is not None and any(week.language != language for week in weeks):
        words = WeekWords.objects.filter(edition_id=edition_id, language=language)
        spoken = {row.number: as_fixed(row, fixes, Part.WEEK, row.number, language=language) for row in words}
        weeks = [week.in_words(spoken.get(week.number)) for week in weeks]
    for week in weeks:
        week.fixes = fixes
    return tuple(weeks)


@lru_cache(maxsize=64)
def assessment_points(edition_id: UUID) -> tuple[assessment.Point, ...]:
    """When an edition asks how somebody is, in order; kept in the process for the same reason."""
    return tuple(
        assessment.Point(
            key=point.key,
            kind=point.kind,
            instruments=tuple(point.instruments),
            weeks=tuple(point.weeks),
            after_days=point.after_days,
            window_days=point.window_days,
            mandatory=point.mandatory,
        )
        for point in AssessmentPoint.objects.filter(edition_id=edition_id).order_by("order")
    )


@dataclass(frozen=True)
class Journey:
    """Where one participant stands on one day. Each week is that of the edition in which they read it."""

    enrolment: Enrolment
    weeks: Sequence[EditionWeek]
    pauses: Sequence[Pause]
    facts: dict[int, WeekFact]
    today: date
    # The programme's newest urgent fix: texts are read as of it.
    fixes: int = 0

    @cached_property
    def states(self) -> list[schedule.WeekState]:
        """The state of every week, in order, as `schedule.week_states` derives it."""
        return schedule.week_states(schedule_facts(self), self.today)

    @property
    def pauses_of_schedule(self) -> list[schedule.Pause]:
        return [schedule.Pause(pause.first_day, pause.last_day) for pause in self.pauses]

    @property
    def edition(self) -> Edition:
        """The one they are pinned to. Came with its weeks; no statement."""
        if not self.weeks:
            return self.enrolment.edition
        return self.weeks[0].pinned or self.weeks[0].edition

    @property
    def current(self) -> schedule.WeekState | None:
        """The newest open week; None before the beginning."""
        return schedule.current_week(self.states)

    @property
    def next_closed(self) -> schedule.WeekState | None:
        return next((state for state in self.states if not state.is_open), None)

    @property
    def is_asked(self) -> bool:
        """Whether questions are put at all: not to somebody on a break or at rest, nor to somebody who has left."""
        not_now = {EnrolmentState.PAUSED, EnrolmentState.RESTING, EnrolmentState.CLOSED, EnrolmentState.WITHDRAWN}
        return self.enrolment.state not in not_now

    def due(self, settled: Collection[Occurrence], today: date | None = None) -> list[Asked]:
        """The questions about how somebody is that wait for an answer; `settled` were answered or skipped."""
        return assessment.due(assessment_facts(self), settled, today or self.today) if self.is_asked else []

    def missed(self, settled: Collection[Occurrence]) -> list[Asked]:
        """The mandatory ones that nobody answered in time."""
        return assessment.missed(assessment_facts(self), settled, self.today)

    @property
    def weeks_left(self) -> int | None:
        """How many weeks come after the newest open one; None before the beginning, and in the follow-up."""
        newest = self.week(self.current.number) if self.current else None
        if newest is None or newest.kind != WeekKind.WEEK:
            return None
        return sum(week.kind == WeekKind.WEEK and week.number > newest.number for week in self.weeks)

    @property
    def is_ending(self) -> bool:
        """The last weeks before the follow-up: the end is spoken of before it comes."""
        is_active = self.enrolment.state == EnrolmentState.ACTIVE
        return is_active and self.weeks_left is not None and self.weeks_left < ANNOUNCED_WEEKS

    @property
    def is_closed(self) -> bool:
        return self.enrolment.state == EnrolmentState.CLOSED

    @property
    def is_open(self) -> bool:
        """Whether anybody reads what they send: neither after the end nor once they have left."""
        return self.enrolment.state not in {EnrolmentState.CLOSED, EnrolmentState.WITHDRAWN}

    @property
    def is_over(self) -> bool:
        """Nothing more is asked of them: they have left, or the follow-up has been sent."""
        return not self.is_open or self.enrolment.state == EnrolmentState.COMPLETED

    @property
    def last_week(self) -> int | None:
        """The last of the weeks proper: of eight, the eighth."""
        return max((week.number for week in self.weeks if week.kind == WeekKind.WEEK), default=None)

    @property
    def closes_on(self) -> date | None:
        """While it is still open: when the case closes, or was to close if nothing held it open."""
        return self.enrolment.closes_on if self.enrolment.state == EnrolmentState.COMPLETED else None

    @property
    def is_held_open(self) -> bool:
        """Whether the day is over, and something still waits. On the day itself the next sweep closes it."""
        return self.closes_on is not None and self.closes_on < self.today

    @property
    def boosters(self) -> frozenset[int]:
        """The extra weeks, which nobody has to take."""
        return frozenset(week.number for week in self.weeks if week.kind == WeekKind.BOOSTER)

    @property
    def boosters_until(self) -> date | None:
        """The first day after the last of the extra weeks; None where there is none, or where nobody can know."""
        ends = [
            schedule.active_days_later(state.opens_on, week.length_days, self.pauses_of_schedule)
            for week, state in zip(self.weeks, self.states, strict=True)
            if week.kind == WeekKind.BOOSTER and state.opens_on is not None
        ]
        return max((day for day in ends if day is not None), default=None)

    @property
    def has_follow_up(self) -> bool:
        return any(week.kind == WeekKind.FOLLOW_UP for week in self.weeks)

    @property
    def language(self) -> str:
        """That of the reader, where any week was translated into it, else the edition's own."""
        return next((week.language for week in self.weeks if week.words), self.edition.language)

    def week(self, number: int) -> EditionWeek | None:
        return next((week for week in self.weeks if week.number == number), None)

    def state(self, number: int) -> schedule.WeekState | None:
        return next((state for state in self.states if state.number == number), None)


PAUSE = ("id", "first_day", "last_day")
FACT = ("id", "number", "opened_on", "submitted_on", "letter_on", "sign_ins", "edition_id")
COLUMNS = (*(f"pauses__{name}" for name in PAUSE), *(f"week_facts__{name}" for name in FACT))


def _pauses_and_facts(pk: UUID) -> QuerySet[Enrolment, Row]:
    offered = EditionReach.objects.filter(earlier=OuterRef("edition")).order_by("-number").values("edition")[:1]
    fixes = Fix.objects.filter(program=OuterRef("program")).order_by("-number").values("number")[:1]
    rows = Enrolment.objects.filter(pk=pk).annotate(offered=Subquery(offered), fixes=Subquery(fixes))
    return rows.order_by("week_facts__number").values_list("offered", "fixes", *COLUMNS)


# Every pause meets every fact, and there are few of both: cheaper than a second query on every page.
PAUSES_AND_FACTS = Prepared(_pauses_and_facts, UUID)


def read_journey(enrolment: Enrolment, today: date) -> Journey:
    """One query: pauses, week facts, a newer edition that is offered, and the newest fix. The weeks come from the
    process, once an edition has been read."""
    pauses: dict[int, Pause] = {}
    facts: dict[int, WeekFact] = {}
    offered: UUID | None = None
    fixes: int | None = None
    for offered, fixes, *row in PAUSES_AND_FACTS.rows(enrolment.pk):  # noqa: B007 (the same in every row, and needed below)
        pause = dict(zip(PAUSE, row, strict=False))
        fact = dict(zip(FACT, row[len(PAUSE) :], strict=True))
        if pause["id"] is not None:
            pauses[pause["id"]] = Pause(enrolment=enrolment, **pause)
        if fact["id"] is not None:
            facts[fact["number"]] = WeekFact(enrolment=enrolment, **fact)
    weeks = weeks_read(enrolment.edition_id, facts, offered, fixes or 0)
    return Journey(enrolment, weeks, list(pauses.values()), facts, today, fixes or 0)


def prefetched_journey(enrolment: Enrolment, today: date) -> Journey:
    """No query, for one of many enrolments whose pauses and week facts were prefetched. What a list of many says of a
    week is the same in every edition; so are its days. Its text may not be: that is read from `read_journey`."""
    facts = {fact.number: fact for fact in enrolment.week_facts.all()}
    return Journey(
        enrolment, edition_weeks(enrolment.edition_id, get_language()), list(enrolment.pauses.all()), facts, today
    )


@lru_cache(maxsize=256)
def reached_weeks(edition_id: UUID, earlier_id: UUID) -> frozenset[int]:
    """The weeks that somebody pinned to the earlier edition reads in this one; kept in the process, as both are
    frozen."""
    return frozenset(EditionReach.objects.values_list("weeks", flat=True).get(edition=edition_id, earlier=earlier_id))


def weeks_read(
    edition_id: UUID, facts: Mapping[int, WeekFact], offered: UUID | None, fixes: int
) -> Sequence[EditionWeek]:
    """The weeks of somebody pinned to this edition, each from the edition in which they opened it, or will."""
    language = get_language()
    own = edition_weeks(edition_id, language, fixes)
    moving = reached_weeks(offered, edition_id) if offered else frozenset()
    places = {number: fact.edition_id for number, fact in facts.items() if fact.edition_id}
    sources = {week.number: places.get(week.number, offered if week.number in moving else None) for week in own}
    if not set(sources.values()) - {None, edition_id}:
        return own
    return tuple(_from(sources[week.number], week, language) for week in own)


def _from(source: UUID | None, own: EditionWeek, language: str | None) -> EditionWeek:
    if source is None or source == own.edition_id:
        return own
    others = edition_weeks(source, language, own.fixes)
    return next((own.told_by(week) for week in others if week.number == own.number), own)


def assessment_facts(journey: Journey) -> assessment.Facts:
    """The rows of a journey in the plain words of the assessment points."""
    return assessment.Facts(
        points=assessment_points(journey.enrolment.edition_id),
        states=journey.states,
        started_on=journey.enrolment.started_on,
        pauses=journey.pauses_of_schedule,
    )


def schedule_facts(journey: Journey) -> schedule.Facts:
    """The rows of a journey in the plain words of the schedule."""
    return schedule.Facts(
        weeks=[
            schedule.Week(week.number, week.length_days, week.after_days, schedule.Gate(week.gate))
            for week in journey.weeks
        ],
        started_on=journey.enrolment.started_on,
        pauses=journey.pauses_of_schedule,
        happened={
            number: schedule.Fact(fact.opened_on, fact.submitted_on, fact.letter_on)
            for number, fact in journey.facts.items()
        },
        letter_gate_days=journey.enrolment.program.letter_gate_days,
    )
