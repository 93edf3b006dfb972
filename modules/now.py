"""The one question of the home page: what now? Pure functions of facts that were read; today is among them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from modules.reading import Sheet, WeekReading
from program.journey import Journey
from program.models import EnrolmentState, NoticeKind, PromiseKind, WeekKind
from program.queries import Desk
from program.schedule import Gate, WeekState, active_days

# Somebody is behind once a worksheet has waited so many times as long as its week lasts. Own choice.
BEHIND = 2


class Stage(StrEnum):
    BEGIN = "begin"
    READ = "read"
    BEHIND = "behind"
    FOLLOW_UP = "follow-up"
    BOOSTER = "booster"
    WORKSHEET = "worksheet"
    WAITING = "waiting"
    LETTER = "letter"
    BETWEEN = "between"
    PAUSED = "paused"
    RESTING = "resting"
    FINISHED = "finished"
    CLOSED = "closed"
    LEFT = "left"


@dataclass(frozen=True)
class Next:
    """The week after the newest open one. `opens_on` is empty while it waits for something.

    `at_latest`: it opens sooner if the letter comes sooner.
    """

    number: int
    kind: WeekKind
    opens_on: date | None
    waits_for_letter: bool
    waits_for_worksheet: bool
    at_latest: bool = False

    @property
    def follow_up(self) -> bool:
        return self.kind == WeekKind.FOLLOW_UP


@dataclass(frozen=True)
class Now:
    """`letter_week` is the week whose letter waits to be read; `next` the next week to open, if there is one.

    `reading` is the newest open week, or that with which somebody who is behind goes on.
    """

    stage: Stage
    reading: WeekReading | None = None
    letter_week: int | None = None
    next: Next | None = None


def what_now(journey: Journey, desk: Desk, reading: WeekReading | None) -> Now:
    """Where the participant stands; `reading` is the week that the page is about."""
    letters = [told.week for told in desk.told if told.kind == NoticeKind.LETTER and told.week]
    return Now(
        stage=_stage(journey, reading, bool(letters)),
        reading=reading,
        letter_week=letters[0] if letters else None,
        next=_next(journey),
    )


def _stage(journey: Journey, reading: WeekReading | None, letter_is_here: bool) -> Stage:
    by_state = {
        EnrolmentState.INVITED: Stage.BEGIN,
        EnrolmentState.PAUSED: Stage.PAUSED,
        EnrolmentState.RESTING: Stage.RESTING,
        EnrolmentState.CLOSED: Stage.CLOSED,
        EnrolmentState.WITHDRAWN: Stage.LEFT,
    }
    state = EnrolmentState(journey.enrolment.state)
    if state in by_state:
        return by_state[state]
    if letter_is_here:
        return Stage.LETTER
    if reading is not None and reading.due is not None:
        return Stage.WAITING
    if reading is not None and is_offered(journey, reading):
        return Stage.BOOSTER
    if reading is not None and (state == EnrolmentState.COMPLETED or reading.week.kind == WeekKind.BOOSTER):
        is_last = state == EnrolmentState.COMPLETED or journey.next_closed is None
        return Stage.FINISHED if is_last else Stage.BETWEEN
    return _reading_stage(journey, reading)


def is_offered(journey: Journey, reading: WeekReading) -> bool:
    """An extra week is spoken of while it is new, and neither read nor sent; later it stands in a list only."""
    state, week = journey.state(reading.week.number), journey.week(reading.week.number)
    if state is None or week is None or state.opens_on is None or week.kind != WeekKind.BOOSTER:
        return False
    is_done = reading.sheet in {Sheet.SENT, Sheet.ANSWERED} or (reading.is_read and reading.sheet is None)
    days = active_days(state.opens_on, journey.today, journey.pauses_of_schedule)
    return not is_done and days < week.length_days


def _reading_stage(journey: Journey, reading: WeekReading | None) -> Stage:
    if reading is not None and reading.sheet in {None, Sheet.OPEN, Sheet.BEGUN}:
        if reading.sheet is not None and behind(journey, {reading.week.number}):
            return Stage.BEHIND
        if not reading.is_read:
            return Stage.FOLLOW_UP if reading.week.follow_up else Stage.READ
        if reading.sheet is not None:
            return Stage.WORKSHEET
    return Stage.FINISHED if journey.next_closed is None else Stage.BETWEEN


def behind(journey: Journey, sheets: Collection[int]) -> int | None:
    """The oldest week whose worksheet is open and has waited for long; None where none has, or the newest is sent.

    `sheets` are the weeks that have a worksheet. Days of a break do not count. Once the follow-up is open, nobody is
    behind: it comes first.
    """
    newest = journey.week(journey.current.number) if journey.current else None
    if journey.enrolment.state != EnrolmentState.ACTIVE or newest is None or newest.kind != WeekKind.WEEK:
        return None
    unsent = [state for state in journey.states if state.number in sheets and _is_unsent(journey, state)]
    week = journey.week(unsent[0].number) if unsent else None
    if week is None or unsent[0].opens_on is None or not _is_unsent(journey, journey.states[newest.number - 1]):
        return None
    days = active_days(unsent[0].opens_on, journey.today, journey.pauses_of_schedule)
    return week.number if days >= BEHIND * week.length_days else None


def _is_unsent(journey: Journey, state: WeekState) -> bool:
    fact = journey.facts.get(state.number)
    return state.is_open and (fact is None or fact.submitted_on is None)


def _next(journey: Journey) -> Next | None:
    state = journey.next_closed
    week = journey.week(state.number) if state else None
    if state is None or week is None:
        return None
    return Next(
        number=state.number,
        kind=WeekKind(week.kind),
        opens_on=state.opens_on,
        waits_for_letter=state.waits_for == Gate.LETTER,
        waits_for_worksheet=state.waits_for == Gate.WORKSHEET,
        at_latest=state.at_latest,
    )


@dataclass(frozen=True)
class Left:
    """Something of an earlier week that is still open: a worksheet to send, or a letter to come by `due`."""

    week: int
    due: date | None = None


def left_open(journey: Journey, desk: Desk, *, newest_is_told: bool) -> list[Left]:
    """What is still open from weeks before the newest one; of the newest a late letter, unless the page tells of it.

    Of somebody who has left: the letters that they still get, and nothing else.
    """
    current = journey.current.number if journey.current else 0
    found = []
    for state in journey.states:
        if not state.is_open:
            continue
        fact = journey.facts.get(state.number)
        due = desk.promised.get((PromiseKind.LETTER, state.number))
        if state.number == current and journey.is_open:
            if due is not None and due < journey.today and not newest_is_told:
                found.append(Left(state.number, due))
        elif due is not None:
            found.append(Left(state.number, due))
        elif journey.is_open and state.number not in journey.boosters and (fact is None or fact.submitted_on is None):
            found.append(Left(state.number))
    return found


def tells_of_ending(journey: Journey, stage: Stage) -> bool:
    """In the last three weeks, while one of them is being lived: not once nothing but the follow-up comes anyway."""
    is_over = stage == Stage.FINISHED or (stage == Stage.BETWEEN and not journey.weeks_left)
    return journey.is_ending and not is_over


def late_answer(journey: Journey, desk: Desk) -> date | None:
    """The day that was promised for an answer to a message, once it has passed."""
    due = desk.promised.get((PromiseKind.MESSAGE, 0))
    return due if due is not None and due < journey.today else None
