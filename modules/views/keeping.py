"""What a reader keeps of the weeks: steps to find again, and notes beside exercises that nobody else can open."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from modules import notes, words
from modules.access import my_kept, my_step
from modules.actions import keeping
from modules.notes import NoteBox
from modules.queries import Own
from modules.reading import Reading
from program.access import my_journey
from program.actions.rescue import take
from program.http import ParticipantRequest
from program.journey import Journey
from vault import session
from worksheets.posting import base_of, form_key_of, whole


def boxes_of(request: ParticipantRequest, reading: Reading, own: Own) -> list[NoteBox]:
    """One box for each exercise of the step. What was rescued from a lost session is shown as not yet saved."""
    found = notes.boxes(reading.step.html, own.notes, lambda: session.private_key(request))
    rescued_id = request.GET.get("rescued", "")
    if found and rescued_id:
        fields = take(account_id=request.user.pk, private=session.private_key(request), rescued_id=rescued_id)
        found = [box.with_rescued(fields.get(box.name, [""])[-1]) for box in found]
    return [box.said_saved() if box.name == request.GET.get("saved") else box for box in found]


def save_note(request: ParticipantRequest, journey: Journey, reading: Reading) -> HttpResponse:
    """Saves what stands in the one box that was posted, and leads back to it."""
    here, exercise = request.path, _exercise(request, reading)
    if not exercise:
        return redirect(here)
    saved = keeping.save_note(
        place=keeping.Place(journey.enrolment, reading.week, reading.number, reading.step.key, exercise),
        written=keeping.Written(
            text=request.POST[notes.name_of(exercise)].replace("\r\n", "\n"),
            base=base_of(request.POST),
            form_key=form_key_of(request.POST),
            joined=_joined(request.POST.get("joined", "")),
        ),
        private=session.private_key(request),
        by=request.user.pk,
    )
    if request.POST.get("autosave") == "1":
        overtaken = _("You have also written in another window. Nothing is lost: press Save to see both.")
        return JsonResponse({"saved": not saved.overtaken, "base": saved.base, "message": overtaken})
    name = notes.name_of(exercise)
    return redirect(f"{here}#{name}" if saved.overtaken else f"{here}?saved={name}#{name}")


@require_POST
def keep(request: ParticipantRequest, number: int, step: int) -> HttpResponse:
    """Keeps a step, or lets it go; pressed twice, it does so once."""
    journey, reading, _own = my_step(request, number, step)
    key = reading.step.key
    if request.POST.get("do") == "let-go":
        keeping.let_step_go(enrolment=journey.enrolment, week=number, step=key, by=request.user.pk)
    else:
        keeping.keep_step(enrolment=journey.enrolment, week=number, number=step, step=key, by=request.user.pk)
    if request.POST.get("back") == "kept":
        return redirect("modules:kept")
    return redirect(f"{reverse('modules:step', args=[number, step])}#keep")


@require_GET
def kept(request: ParticipantRequest) -> HttpResponse:
    """Every step that is kept and every note, by week. Two statements beside the journey."""
    weeks = my_kept(request, my_journey(request))
    return render(request, "modules/kept.html", {"weeks": words.named(weeks)})


def _exercise(request: ParticipantRequest, reading: Reading) -> int:
    """The place of the exercise whose box was posted; 0 where this step has no such box."""
    places = range(1, notes.count(reading.step.html) + 1)
    return next((place for place in places if notes.name_of(place) in request.POST), 0)


def _joined(text: str) -> dict[UUID, int]:
    """Which overtaken words the box showed, as the form says it; a stranger may post anything."""
    found = {}
    for each in text.split()[:50]:
        name, _colon, base = each.partition(":")
        try:
            found[UUID(name)] = whole(base)
        except ValueError:
            continue
    return found
