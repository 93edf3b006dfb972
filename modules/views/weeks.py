"""A week and its steps, as the participant reads them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from modules import contents, drawing, words
from modules.access import my_step, my_week_reading, my_whole_week
from modules.actions import progress
from modules.queries import week_text
from modules.views import keeping
from program.access import my_open_week
from program.actions import weeks
from program.http import ParticipantRequest
from program.queries import desk


@require_GET
def week(request: ParticipantRequest, number: int) -> HttpResponse:
    """What the week is for, its steps, and the state of its worksheet. The first visit latches its opening."""
    journey, opened = my_open_week(request, number)
    weeks.latch_opening(journey=journey, number=number)
    on_desk = desk(request.user.pk)
    for told in on_desk.told:
        if told.kind.value == "week-open" and told.week == number:
            weeks.read_notices(account_id=request.user.pk, kind=told.kind, week=number)
    reading = my_week_reading(request, journey, opened, on_desk)
    by = on_desk.new_days(journey.enrolment.program, journey.today)
    context = {
        "reading": reading,
        "name": words.week_name(number, reading.week.kind),
        "contents": contents.lines(reading),
        "letter_day": words.long_day(reading.due) if reading.due else "",
        "new_day": words.long_day(by[reading.due]) if reading.due else "",
    }
    return render(request, "modules/week.html", context)


@require_http_methods(["GET", "POST"])
def step(request: ParticipantRequest, number: int, step: int) -> HttpResponse:
    """One short page. Opening it moves the reader's progress forward, never back; posting saves a note beside it."""
    journey, reading, own = my_step(request, number, step)
    if request.method == "POST":
        return keeping.save_note(request, journey, reading)
    weeks.latch_opening(journey=journey, number=number)
    progress.reach(enrolment_id=journey.enrolment.pk, week=number, step=step, known=own.furthest)
    context = {
        "reading": reading,
        "name": words.week_name(number, reading.kind),
        "html": drawing.resolve(reading.step.html, number),
        "is_kept": own.is_kept,
        "boxes": keeping.boxes_of(request, reading, own),
        "here": request.path,
    }
    return render(request, "modules/step.html", context)


@require_GET
def whole(request: ParticipantRequest, number: int) -> HttpResponse:
    """All steps of the week under each other, to read in one go or to print. Then they count as opened."""
    journey, opened = my_open_week(request, number)
    weeks.latch_opening(journey=journey, number=number)
    steps, furthest, notes = my_whole_week(request, journey, opened)
    last = steps[-1].number if steps else 0
    progress.reach(enrolment_id=journey.enrolment.pk, week=number, step=last, known=furthest)
    text = week_text(opened)
    context = {
        "week": text,
        "name": words.week_name(number, text.kind),
        "steps": [(step, drawing.resolve_whole(step.html, number), notes.get(step.key, ())) for step in steps],
        "has_worksheet": bool(steps) and steps[-1].has_worksheet,
    }
    return render(request, "modules/whole.html", context)
