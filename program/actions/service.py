"""How a programme is offered: whether its door is open, on which days somebody works, and what is promised by when."""

from collections.abc import Collection
from datetime import date, time
from uuid import UUID

from django.db import transaction

from program import clock
from program.actions.weeks import latch_opening
from program.audit.record import record
from program.journey import prefetched_journey
from program.models import Assignment, ClosingDay, Enrolment, Program, SecondReader
from program.promise import due_on

CHUNK = 500
LONGEST_GATE = 365
LONGEST_UNDO = 3600
MOST_SAMPLED = 20


@transaction.atomic
def open_joining(*, program: Program, is_open: bool, by: UUID | str) -> None:
    """Let new people in, or close the door; everybody inside goes on."""
    program.joining_open = is_open
    program.save(update_fields=["joining_open"])
    record(verb="joining.opened" if is_open else "joining.closed", by=by, on=_today(program), subject=program.pk)


@transaction.atomic
def set_promise(*, program: Program, days: int, working_days: int, by: UUID | str) -> None:
    """Promise answers within so many working days. Promises that stand keep their day. Raises ValueError for no day."""
    due_on(date(2026, 1, 1), promise_days=days, working_days=working_days, closed=())
    program.promise_days, program.working_days = days, working_days
    program.save(update_fields=["promise_days", "working_days"])
    detail: dict[str, str | int] = {"days": days, "working_days": working_days}
    record(verb="promise.set", by=by, on=_today(program), subject=program.pk, detail=detail)


@transaction.atomic
def close_on(*, program: Program, days: Collection[date], by: UUID | str) -> None:
    """Nobody works on these days; naming one twice changes nothing."""
    ClosingDay.objects.bulk_create([ClosingDay(program=program, day=day) for day in days], ignore_conflicts=True)
    record(verb="closing-days.added", by=by, on=_today(program), subject=program.pk, detail={"count": len(days)})


@transaction.atomic
def set_assignment(*, program: Program, rule: Assignment, by: UUID | str) -> None:
    """Who gives new cases out: the rule of most room, or a supervisor."""
    program.assignment = rule
    program.save(update_fields=["assignment"])
    record(verb="assignment.set", by=by, on=_today(program), subject=program.pk, detail={"rule": str(rule.value)})


@transaction.atomic
def set_places(*, program: Program, places: int | None, by: UUID | str) -> None:
    """How many people may take part at once; None for no limit. More than the clinical lead signed for closes joining
    until that line is signed again. Raises ValueError for less than one."""
    if places is not None and places < 1:
        raise ValueError("There must be at least one place; to let nobody in, close joining.")
    program.places = places
    program.save(update_fields=["places"])
    detail: dict[str, str | int] = {} if places is None else {"places": places}
    record(verb="places.set", by=by, on=_today(program), subject=program.pk, detail=detail)


@transaction.atomic
def set_smallest_cell(*, program: Program, smallest: int, by: UUID | str) -> None:
    """Counts of fewer people than this are not shown in figures. Raises ValueError for less than two."""
    if smallest < 2:
        raise ValueError("A count of one is one person: it is never shown.")
    program.smallest_cell = smallest
    program.save(update_fields=["smallest_cell"])
    record(verb="smallest-cell.set", by=by, on=_today(program), subject=program.pk, detail={"smallest": smallest})


@transaction.atomic
def set_sampled_letters(*, program: Program, number: int, by: UUID | str) -> None:
    """How many letters of each therapist and month are drawn by lot for a supervisor; 0 for none. Raises ValueError for
    more than anybody reads."""
    if not 0 <= number <= MOST_SAMPLED:
        raise ValueError("Between none and twenty letters are drawn.")
    program.sampled_letters = number
    program.save(update_fields=["sampled_letters"])
    record(verb="sampled-letters.set", by=by, on=_today(program), subject=program.pk, detail={"number": number})


@transaction.atomic
def set_letter_gate(*, program: Program, days: int | None, by: UUID | str) -> None:
    """A week that waits for a letter opens by itself so many days after the worksheet; None: it waits for the letter.

    What has opened stays open: where the wait becomes longer, it is latched first. Raises ValueError for no day, and
    for more than a year.
    """
    if days is not None and not 1 <= days <= LONGEST_GATE:
        raise ValueError("A gate waits for a day at least, and for a year at most.")
    if program.letter_gate_days is not None and (days is None or days > program.letter_gate_days):
        _latch_what_is_open(program)
    program.letter_gate_days = days
    program.save(update_fields=["letter_gate_days"])
    detail: dict[str, str | int] = {} if days is None else {"days": days}
    record(verb="letter-gate.set", by=by, on=_today(program), subject=program.pk, detail=detail)


@transaction.atomic
def set_closing(*, program: Program, days: int, by: UUID | str) -> None:
    """How many days after the follow-up's letter a case closes; days that were told stay. Raises ValueError for none,
    and for more than a year: people need time to write back, and an end that comes."""
    if not 1 <= days <= LONGEST_GATE:
        raise ValueError("A case stays open for a day at least, and for a year at most.")
    program.close_after_days = days
    program.save(update_fields=["close_after_days"])
    record(verb="closing.set", by=by, on=_today(program), subject=program.pk, detail={"days": days})


@transaction.atomic
def set_second_reader(*, program: Program, rule: SecondReader, by: UUID | str) -> None:
    """Whose letters a colleague has to read before they leave. Letters on their way leave as they are."""
    program.second_reader = rule
    program.save(update_fields=["second_reader"])
    record(verb="second-reader.set", by=by, on=_today(program), subject=program.pk, detail={"rule": str(rule.value)})


@transaction.atomic
def set_undo(*, program: Program, seconds: int, by: UUID | str) -> None:
    """For how long a letter can be taken back after it was sent; 0: it leaves at once. Raises ValueError for more than
    an hour: whoever wants it to leave later names the hour."""
    if not 0 <= seconds <= LONGEST_UNDO:
        raise ValueError("A letter can be taken back for an hour at most.")
    program.undo_seconds = seconds
    program.save(update_fields=["undo_seconds"])
    record(verb="undo.set", by=by, on=_today(program), subject=program.pk, detail={"seconds": seconds})


@transaction.atomic
def set_daily_mail(*, program: Program, at: time, by: UUID | str) -> None:
    """When colleagues who want it are told by mail that something waits, by the programme's clock."""
    program.daily_mail_at = at
    program.save(update_fields=["daily_mail_at"])
    record(verb="daily-mail.set", by=by, on=_today(program), subject=program.pk, detail={"at": f"{at:%H:%M}"})


def _latch_what_is_open(program: Program) -> None:
    rows = Enrolment.objects.filter(program=program, started_on__isnull=False)
    for enrolment in rows.prefetch_related("pauses", "week_facts").iterator(chunk_size=CHUNK):
        enrolment.program = program
        journey = prefetched_journey(enrolment, _today(program))
        for state in journey.states:
            if state.is_open:
                latch_opening(journey=journey, number=state.number, read=False)


def _today(program: Program) -> date:
    return clock.today(program.zone)
