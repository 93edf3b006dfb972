"""The participant's side: a letter beside one's own answers, and the conversation."""

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from program import clock
from program.access import my_case_key, my_journey
from program.actions import silence
from program.actions.weeks import CaseClosed
from program.http import ParticipantRequest
from program.journey import Journey
from program.queries import outlook
from therapist import access, reading
from therapist.access import Thread
from therapist.actions import dispatch
from therapist.actions import letters as correspondence
from therapist.actions import messages as conversation
from therapist.forms import AskForm
from therapist.views.messages import before
from worksheets.leading import onward


@require_GET
def letter(request: ParticipantRequest, number: int) -> HttpResponse:
    """Every letter of one week, each beside the answers it is about. Being shown is being read.

    A letter whose hour has come leaves now, whether or not a worker runs.
    """
    mine = access.my_letters(request, number)
    if dispatch.settle(letters=mine.leaving, now=clock.now()):
        mine = access.my_letters(request, number)
    key = my_case_key(request, mine.journey.enrolment.participant)
    shown = [reading.read_letter(key, letter, with_answers=True) for letter in mine.letters]
    if shown:
        correspondence.read_by_participant(participant_id=request.user.pk, week=number)
    return render(request, "letters/letter.html", {"mine": mine, "letters": shown})


@require_http_methods(["GET", "POST"])
def messages(request: ParticipantRequest) -> HttpResponse:
    """One thread with whoever is the therapist. Sending says by when an answer comes."""
    journey = my_journey(request)
    thread = access.thread(journey.enrolment.participant, before(request))
    if request.method == "GET":
        return page(request, journey, thread)
    form = AskForm(request.POST)
    if not form.is_valid():
        return page(request, journey, thread, form)
    key = my_case_key(request, journey.enrolment.participant)
    # Whoever writes has come back: it is read, and answered.
    silence.come_back(journey=journey, key=key, by=request.user.pk)
    try:
        raised = conversation.ask(
            enrolment=journey.enrolment,
            key=key,
            text=form.cleaned_data["text"],
            form_key=form.cleaned_data["form_key"],
            by=request.user.pk,
            today=journey.today,
            wants_answer=not form.cleaned_data["no_answer"],
        )
    except CaseClosed:
        journey.enrolment.refresh_from_db(fields=["state", "closes_on"])
        form.add_error(None, _("Your case has closed, so this was not sent. It stands below: copy what you want."))
        return page(request, journey, thread, form)
    if raised.leads_to is None:
        flash.success(request, _("Your message has been sent."))
    return onward(raised, "letters:messages")


def page(request: ParticipantRequest, journey: Journey, thread: Thread, form: AskForm | None = None) -> HttpResponse:
    key = my_case_key(request, journey.enrolment.participant)
    due = thread.promise.due_on if thread.promise else None
    context = {
        "journey": journey,
        "thread": thread,
        "promise": outlook(journey.enrolment.program, due, journey.today),
        "read": reading.read_messages(key, thread.messages),
        "form": form or AskForm(initial=access.rescued(request)),
    }
    if form is not None:
        context["form_key"] = request.POST.get("form_key", "")
    conversation.read_by_participant(participant_id=request.user.pk)
    return render(request, "letters/messages.html", context)
