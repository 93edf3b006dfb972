"""A participant's own worksheets together: where each stands, and the plans that stand in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from program.journey import Journey
from program.models import EditionWeek, WeekKind
from vault.sealing import CaseKey
from worksheets.access import frozen_version, my_own_plan, sent_in_weeks, weeks_with_worksheet
from worksheets.contents import unseal
from worksheets.kinds import SAFETY_PLAN, Question, ShownAnswer
from worksheets.kinds.rows import Plan
from worksheets.kinds.words import CarryForward
from worksheets.models import Response, ResponseState
from worksheets.own_plan import opened, shown
from worksheets.reading import answered, as_read_now, read

PLANS = {Plan.name, CarryForward.name}


class Standing(StrEnum):
    """How far a worksheet has come."""

    OPEN = "open"
    BEGUN = "begun"
    SENT = "sent"
    CHANGING = "changing"


@dataclass(frozen=True)
class MySheet:
    """The worksheet of one open week. `sent` holds the day of each version; `has_letter`: somebody has answered it."""

    number: int
    kind: WeekKind
    title: str
    standing: Standing
    sent: Sequence[date]
    has_letter: bool


def my_sheets(journey: Journey) -> list[MySheet]:
    """The worksheets of all open weeks, in order. One statement; no text is read."""
    participant = journey.enrolment.participant_id
    rows = Response.objects.filter(participant_id=participant).order_by("week", "number")
    found: dict[int, list[tuple[str, date | None]]] = {}
    for week, state, day in rows.values_list("week", "state", "submitted_on"):
        found.setdefault(week, []).append((state, day))
    return [_sheet(journey, week, found.get(week.number, ())) for week in _open_weeks(journey)]


def _sheet(journey: Journey, week: EditionWeek, rows: Sequence[tuple[str, date | None]]) -> MySheet:
    sent = [day for _state, day in rows if day is not None]
    drafting = any(state == ResponseState.DRAFT for state, _day in rows)
    fact = journey.facts.get(week.number)
    standing = Standing.SENT if sent else Standing.OPEN
    if drafting:
        standing = Standing.CHANGING if sent else Standing.BEGUN
    return MySheet(
        number=week.number,
        kind=WeekKind(week.kind),
        title=frozen_version(week.edition_id, week.number, week.language, week.fixes).title,
        standing=standing,
        sent=sent,
        has_letter=fact is not None and fact.letter_on is not None,
    )


def _open_weeks(journey: Journey) -> list[EditionWeek]:
    """Those with a worksheet."""
    with_sheet = weeks_with_worksheet(journey.enrolment.edition_id)
    is_open = {state.number for state in journey.states if state.is_open}
    return [week for week in journey.weeks if week.number in with_sheet & is_open]


@dataclass(frozen=True)
class WeekOfPlan:
    """What one week adds to somebody's plan, as it was sent last."""

    number: int
    kind: WeekKind
    title: str
    language: str
    answers: Sequence[ShownAnswer]


@dataclass(frozen=True)
class WholePlan:
    """All that somebody planned: their own safety plan, if they wrote one, and what their weeks add."""

    safety: Sequence[ShownAnswer]
    weeks: Sequence[WeekOfPlan]


def my_whole_plan(journey: Journey, key: CaseKey) -> WholePlan:
    """A safety plan on its own page stands in place of what a worksheet asked for. Two statements."""
    own = opened(key, my_own_plan(journey))
    safety = [answer for answer in shown(own.newest) if not answer.is_empty] if own.is_begun else []
    return WholePlan(safety, _plan_of_weeks(journey, key, with_safety=not safety))


def _plan_of_weeks(journey: Journey, key: CaseKey, *, with_safety: bool) -> list[WeekOfPlan]:
    """Every plan that was sent, in its newest version: where a later week took it up again, it stands there alone."""
    newest = sent_in_weeks(journey.enrolment.participant_id, [week.number for week in journey.weeks])
    gone = {place for response in newest.values() for place in _taken_up(response, key)}
    weeks = []
    for week in journey.weeks:
        response = newest.get(week.number)
        answers = list(_plans(response, key, gone, with_safety)) if response else []
        if answers:
            weeks.append(WeekOfPlan(week.number, WeekKind(week.kind), week.title, week.language, answers))
    return weeks


def _taken_up(response: Response, key: CaseKey) -> Iterator[tuple[int, str]]:
    """The questions of earlier weeks whose answers this one carries on."""
    carried = [question for question in response.version.questions if question["kind"] == CarryForward.name]
    shown = {answer.key: answer for answer in read(carried, unseal(key, response))} if carried else {}
    for question in carried:
        if not shown[question["key"]].is_empty:
            yield question["week"], question["question"]


def _plans(response: Response, key: CaseKey, gone: set[tuple[int, str]], with_safety: bool) -> Iterator[ShownAnswer]:
    wanted = {question["key"] for question in response.version.questions if _is_plan(question, with_safety)}
    for answer in answered(key, response):
        if answer.key in wanted and not answer.is_empty and (response.week, answer.key) not in gone:
            yield answer


def _is_plan(question: Question, with_safety: bool) -> bool:
    return with_safety if question.get("part") == SAFETY_PLAN else question["kind"] in PLANS


@dataclass(frozen=True)
class WrittenSheet:
    """A worksheet with its answers: the newest that was sent, or what is written and not sent."""

    number: int
    kind: WeekKind
    title: str
    language: str
    version: int
    sent_on: date | None
    answers: Sequence[ShownAnswer]


def my_written_sheets(journey: Journey, key: CaseKey) -> list[WrittenSheet]:
    """Of every week the newest that was sent, and the draft where there is one. One statement."""
    rows = Response.objects.filter(participant_id=journey.enrolment.participant_id).select_related("version")
    read = as_read_now(rows.order_by("week", "number"), journey.fixes)
    kept = {(row.week, row.is_draft): row for row in read}
    weeks = {week.number: week for week in journey.weeks}
    return [
        WrittenSheet(
            number=row.week,
            kind=WeekKind(weeks[row.week].kind),
            title=row.asked.title,
            language=row.version.language or journey.edition.language,
            version=row.number,
            sent_on=row.submitted_on,
            answers=answered(key, row),
        )
        for row in kept.values()
    ]
