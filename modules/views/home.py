"""The participant's home: one answer to 'what now?'."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from modules import now, words
from modules.access import my_reading
from modules.now import Now, Stage
from program import clock
from program.access import Agreed, my_journey
from program.actions import weeks
from program.agreeing import must_ask
from program.arrivals import let_arrive
from program.holding import goes_on
from program.http import ParticipantRequest
from program.journey import Journey
from program.queries import Desk, desk
from worksheets.access import agreed_step, measures_waiting

# Not before the first letter, nor beside a new letter that has a step of its own, nor for somebody who has left.
WITH_STEP = frozenset(Stage) - {Stage.BEGIN, Stage.LETTER, Stage.LEFT}
# Their own words meet somebody who was quiet.
WELCOMING = {Stage.RESTING, Stage.BEHIND}


@require_GET
def home(request: ParticipantRequest) -> HttpResponse:
    """Four statements: pauses and facts, what is awaited, how far is read, and whether something is written.

    One more for each line that is told here alone: that a therapist was found, a word to somebody who was quiet; and
    one while a letter is awaited, which may be on its way and due.
    """
    journey = my_journey(request)
    if must_ask(request):
        return redirect("program:agree")
    on_desk = desk(request.user.pk)
    if on_desk.awaits_letter and let_arrive(participant=request.user.pk, now=clock.now()):
        return redirect("modules:home")
    read_once(request, on_desk)
    here = now.what_now(journey, on_desk, my_reading(request, journey, on_desk))
    agreed = agreed_step(request, journey) if here.stage in WITH_STEP else None
    asked = questions(journey, on_desk)
    return render(request, "modules/home.html", told(journey, on_desk, here, asked=asked, agreed=agreed))


@require_POST
@goes_on
def begin(request: ParticipantRequest) -> HttpResponse:
    """The first day: week 1 opens now."""
    weeks.begin(journey=my_journey(request), by=request.user.pk)
    return redirect("modules:week", number=1)


def told(
    journey: Journey, on_desk: Desk, here: Now, *, asked: list[words.Item], agreed: Agreed | None
) -> dict[str, Any]:
    """What the page says. No statement: all of it was read, or is an editor's made-up journey."""
    by = on_desk.new_days(journey.enrolment.program, journey.today)
    absence = words.covered(on_desk.covers, journey.today)
    return {
        "now": here,
        "dots": words.dots(journey, on_desk),
        "later": words.later(journey),
        "lines": [*absence, *asked, *lines(journey, on_desk, here, by)],
        "has_answered": bool(on_desk.settled),
        "week": week_name(here),
        "agreed": agreed,
        "ending": words.ending(journey) if now.tells_of_ending(journey, here.stage) else words.closing(journey),
        **promised(here, journey, by),
    }


def read_once(request: ParticipantRequest, on_desk: Desk) -> None:
    """What this page alone tells is told once; everything else is read where its line leads."""
    for told in on_desk.told:
        if told.kind.value in words.TOLD_ONCE:
            weeks.read_notices(account_id=request.user.pk, kind=told.kind, week=told.week)


def questions(journey: Journey, on_desk: Desk) -> list[words.Item]:
    """One line, whether a notice tells of the questions or only their day; none once nothing waits."""
    reminded = any(line.kind.value == "questions" for line in on_desk.told)
    return words.questions(measures_waiting(journey, on_desk), reminded)


def lines(journey: Journey, on_desk: Desk, here: Now, by: Mapping[date, date]) -> list[words.Item]:
    """What has come, what is late and what is left open, less what the page says large anyway."""
    names = {week.number: words.week_name(week.number, week.kind) for week in journey.weeks}
    large = {("letter", here.letter_week)} if here.stage == Stage.LETTER else set()
    if here.reading is not None:
        large.add(("week-open", here.reading.week.number))
    # Two messages are one line: it leads to both.
    told = list({(line.kind.value, line.week): line for line in on_desk.told}.values())
    told = words.without_welcome(told) if here.stage in WELCOMING else words.one_welcome(told)
    told = [line for line in told if line.kind.value != "questions" and (line.kind.value, line.week) not in large]
    left = []
    if here.stage not in {Stage.BEGIN, Stage.CLOSED, Stage.RESTING}:
        left = now.left_open(journey, on_desk, newest_is_told=here.stage == Stage.WAITING)
    if here.stage == Stage.BEHIND:  # one thing to do, and that is said large
        left = [item for item in left if item.due is not None]
    return [
        *words.notices(told, names),
        *words.correcting(here.reading if journey.is_open else None, week_name(here)),
        *words.late_answer(now.late_answer(journey, on_desk), by),
        *words.still_open(left, names, by),
    ]


def week_name(here: Now) -> str:
    return words.week_name(here.reading.week.number, here.reading.week.kind) if here.reading else ""


def promised(here: Now, journey: Journey, by: Mapping[date, date]) -> dict[str, str]:
    """The days that the page promises, in words; empty where nothing is promised."""
    due = here.reading.due if here.reading else None
    opens = here.next.opens_on if here.next else None
    return {
        "letter_day": words.long_day(due) if due else "",
        "new_day": words.long_day(by[due]) if due else "",
        "next_week": words.week_name(here.next.number, here.next.kind) if here.next else "",
        "next_day": words.near_day(opens, journey.today) if opens else "",
    }
