"""Who is unlikely to benefit: plain facts of many cases, or of one, brought to the rule of `program.benefit`.

Days, totals and counts only. No key is needed, and no text is opened.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet, Subquery

from program import schedule
from program.benefit import Facts, Measured, Verdict, judge
from program.journey import Journey, prefetched_journey, schedule_facts
from program.models import Account, Enrolment, EnrolmentState, MeasureFact, Participant
from program.thresholds import WITH_THE_PROGRAM, Rule, in_force, of_program
from therapist.coded import Adapting
from therapist.models import Adaptation
from therapist.paging import PAGE, Page, page_of, uuid_in
from therapist.queries import granted
from worksheets.access import weeks_with_worksheet
from worksheets.measures.history import Answered, History, histories
from worksheets.measures.stored import is_ours
from worksheets.measures.told import title_of
from worksheets.queries import kept

A_WEEK = 7


@dataclass(frozen=True)
class Step:
    """One suggested change of care, and who did it when; nobody yet where `by` is empty."""

    what: Adapting
    by: str = ""
    on_day: date | None = None


@dataclass(frozen=True)
class Prospect:
    """One case with what the rule says of it. `may_open`: whether this reader's grants open it."""

    journey: Journey
    week: int
    verdict: Verdict
    rule: Rule
    may_open: bool = True
    steps: Sequence[Step] = field(default_factory=tuple)

    @property
    def participant(self) -> Participant:
        return self.journey.enrolment.participant


def prospects(*, staff: Account, today: date, after: str = "") -> Page[Prospect]:
    """Everybody who is far enough, by alias: all cases for a supervisor, their own for anybody else.

    At most eight statements, for any number of cases.
    """
    rules = in_force()
    rows = _far_enough(rules, today)
    mine = granted(staff.pk, today)
    if not staff.is_supervisor:
        rows = rows.filter(participant__in=mine)
    last_shown = uuid_in(after)
    if last_shown:
        rows = rows.filter(participant__alias__gt=Subquery(Participant.objects.filter(pk=last_shown).values("alias")))
    enrolments = list(rows[: PAGE + 1])
    journeys = [prefetched_journey(row, today) for row in enrolments]
    found = histories_of(journeys)
    people = [row.participant_id for row in enrolments]
    done, opened = _done(people), set(mine.filter(participant__in=people))
    shown = [
        _prospect(
            journey,
            found[journey.enrolment.pk],
            rules.get(journey.enrolment.program_id, WITH_THE_PROGRAM),
            may_open=journey.enrolment.participant_id in opened,
            steps=_steps(done[journey.enrolment.participant_id]),
        )
        for journey in journeys
    ]
    return page_of(shown, lambda row: str(row.participant.pk), PAGE)


def prospect(journey: Journey, found: Sequence[History]) -> Prospect | None:
    """The same for one case that is open already; None before the beginning. One statement, for the thresholds."""
    if journey.enrolment.started_on is None:
        return None
    return _prospect(journey, found, of_program(journey.enrolment.program))


def facts_of(journey: Journey, found: Sequence[History]) -> Facts:
    """What the rule looks at, from the rows of a case that has begun."""
    sheets = weeks_with_worksheet(journey.enrolment.edition_id) - journey.boosters
    opened = {state.number for state in journey.states if state.is_open} & sheets
    sent = {number for number, fact in journey.facts.items() if fact.submitted_on is not None} & sheets
    counted = sum(fact.sign_ins for fact in journey.facts.values())
    return Facts(
        week=week_of(journey),
        measured=[measured for history in found if (measured := _measured(history)) is not None],
        sent=len(sent),
        # Somebody who has sent all that is open could not have sent more, however late they are.
        due=len(_due(journey) & sheets) if opened - sent else len(sent),
        # Whoever sent a second worksheet came back for it: no sign-in then means that they were not counted.
        sign_ins=None if counted == 0 and len(sent) > 1 else counted,
    )


def week_of(journey: Journey) -> int:
    """The week since somebody began, by days that were not paused; not the week they have come to."""
    start = journey.enrolment.started_on or journey.today
    pauses = [schedule.Pause(pause.first_day, pause.last_day) for pause in journey.pauses]
    return schedule.active_days(start, journey.today, pauses) // A_WEEK + 1


def _due(journey: Journey) -> set[int]:
    """The weeks whose time is over by the calendar. The newest is still going on; a gate that waits hides nothing."""
    opened = [state.number for state in schedule.by_calendar(schedule_facts(journey), journey.today) if state.is_open]
    return set(opened[:-1])


def _measured(history: History) -> Measured | None:
    moved, eased, instrument = history.change, history.eased, history.instrument
    if moved is None or eased is None or instrument is None or instrument.total is None:
        return None
    low, high = instrument.ends(instrument.total)
    first = history.scored[0][1]
    return Measured(
        key=history.key,
        title=title_of(history),
        first=first,
        newest=history.scored[-1][1],
        eased=eased,
        room=first - low if instrument.direction == "higher is worse" else high - first,
        span=high - low,
        clearly_worse=moved.reliable == "deteriorated",
    )


def _prospect(
    journey: Journey, found: Sequence[History], rule: Rule, *, may_open: bool = True, steps: Sequence[Step] = ()
) -> Prospect:
    facts = facts_of(journey, found)
    return Prospect(journey, facts.week, judge(facts, rule.thresholds), rule, may_open, steps)


def _far_enough(rules: Mapping[UUID, Rule], today: date) -> QuerySet[Enrolment]:
    """Those for whom enough days have passed since they began; a pause may still make it too early."""
    first = min(rule.thresholds.from_week for rule in [WITH_THE_PROGRAM, *rules.values()])
    return (
        Enrolment.objects.filter(
            state__in=[EnrolmentState.ACTIVE, EnrolmentState.PAUSED],
            started_on__lte=today - timedelta(days=A_WEEK * (first - 1)),
        )
        .select_related("participant", "program")
        .prefetch_related("pauses", "week_facts")
        .order_by("participant__alias")
    )


def histories_of(journeys: Sequence[Journey]) -> dict[UUID, list[History]]:
    """One statement for all, and one more where a clinic's own instruments are among them."""
    answered: dict[UUID, list[Answered]] = defaultdict(list)
    for fact in MeasureFact.objects.filter(enrolment__in=[journey.enrolment for journey in journeys]).order_by("pk"):
        answered[fact.enrolment_id].append(_answered(fact))
    languages = {journey.enrolment.pk: journey.edition.language for journey in journeys}
    foreign = {
        row.instrument
        for enrolment_id, rows in answered.items()
        for row in rows
        if not is_ours(row.instrument, languages[enrolment_id], row.version)
    }
    stored = kept(foreign)
    return {key: histories(answered[key], stored, language) for key, language in languages.items()}


def _answered(fact: MeasureFact) -> Answered:
    return Answered(
        id=fact.pk,
        point=fact.point,
        kind="",
        week=fact.week,
        instrument=fact.instrument,
        version=fact.version,
        day=fact.answered_on,
        total=fact.total,
        complete=fact.complete,
        skipped=fact.skipped,
    )


def _done(people: Collection[UUID]) -> dict[UUID, dict[str, Adaptation]]:
    done: dict[UUID, dict[str, Adaptation]] = defaultdict(dict)
    for row in Adaptation.objects.filter(participant__in=people).select_related("done_by"):
        done[row.participant_id][row.key] = row
    return done


def _steps(done: Mapping[str, Adaptation]) -> list[Step]:
    rows = [(what, done.get(what.value)) for what in Adapting]
    return [Step(what, row.done_by.work_name, row.done_on) if row else Step(what) for what, row in rows]
