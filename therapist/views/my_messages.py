"""The participant's side of the conversation: reading it, writing, keeping what is not sent yet."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages as flash
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from program import absence
from program.access import my_case_key, my_journey
from program.actions import silence
from program.actions.weeks import CaseClosed
from program.agreeing import sends
from program.http import ParticipantRequest
from program.journey import Journey
from program.queries import desk, outlook
from therapist import access, reading
from therapist.actions import messages as conversation
from therapist.actions.unsent import drop, save
from therapist.forms import AskForm
from therapist.my_messages_access import answerable, answered_week, my_draft, my_drafts, whole_thread
from therapist.unsent import ReadDraft, read_draft
from therapist.views.messages import before
from worksheets.leading import onward
from worksheets.revealing import revealed

Initial = dict[str, Any]


@require_http_methods(["GET", "POST"])
def messages(request: ParticipantRequest) -> HttpResponse:
    """One thread with whoever is the therapist, the newest last and the box below it. `save` keeps, the rest sends."""
    journey = my_journey(request)
    if request.method == "GET":
        return page(request, journey)
    if "let-go" in request.POST:
        return _let_go(request)
    if request.POST.get("autosave") == "1" or request.POST.get("do") == "save":
        return _keep(request, journey)
    return _send(request, journey)


@require_GET
def everything(request: ParticipantRequest) -> HttpResponse:
    """The whole conversation on one page, to read through or to print."""
    journey = my_journey(request)
    key = my_case_key(request, journey.enrolment.participant)
    rows = whole_thread(journey.enrolment.participant)
    read = reading.read_messages(key, rows, journey.weeks)
    conversation.read_by_participant(participant_id=request.user.pk)
    return render(request, "letters/everything.html", {"journey": journey, "read": read})


@sends
def _send(request: ParticipantRequest, journey: Journey) -> HttpResponse:
    form = AskForm(request.POST)
    if not form.is_valid():
        return page(request, journey, form)
    key, unsent = my_case_key(request, journey.enrolment.participant), form.unsent(answerable(journey))
    if not journey.is_closed and request.POST.get("do") != "as-it-is" and revealed(unsent.text):
        # Kept like any message that is not sent yet; the page says what to look at, and its button sends it as it is.
        save(key=key, unsent=unsent, by=request.user.pk)
        return redirect(f"{reverse('letters:messages')}?look=1#write")
    # Whoever writes has come back: it is read, and answered.
    silence.come_back(journey=journey, key=key, by=request.user.pk)
    try:
        raised = conversation.ask(
            enrolment=journey.enrolment,
            key=key,
            text=unsent.text,
            form_key=unsent.form_key,
            by=request.user.pk,
            today=journey.today,
            wants_answer=unsent.wants_answer,
            about=unsent.about,
            base=unsent.base,
        )
    except CaseClosed:
        journey.enrolment.refresh_from_db(fields=["state", "closes_on"])
        form.add_error(
            None, _("Nobody reads here any more, so this was not sent. It stands below: copy what you want.")
        )
        return page(request, journey, form)
    if raised.leads_to is None:
        flash.success(request, _("Your message has been sent."))
    return onward(raised, "letters:messages")


def _keep(request: ParticipantRequest, journey: Journey) -> HttpResponse:
    """Kept for its writer; nobody else reads it. The script asks for it by itself, the button does without scripts."""
    form = AskForm(request.POST, is_sent=False)
    by_itself = request.POST.get("autosave") == "1"
    if not form.is_valid():
        said = next(str(errors[0]) for errors in form.errors.values())
        return JsonResponse({"saved": False, "message": said}) if by_itself else page(request, journey, form)
    base = save(
        key=my_case_key(request, journey.enrolment.participant),
        unsent=form.unsent(answerable(journey)),
        by=request.user.pk,
    )
    if by_itself:
        return JsonResponse({"saved": True, "base": base})
    return redirect(f"{reverse('letters:messages')}?saved=1#write")


def _let_go(request: ParticipantRequest) -> HttpResponse:
    draft = my_draft(request.POST["let-go"])
    if draft is not None:
        drop(participant_id=request.user.pk, draft=draft)
    return redirect("letters:messages")


def page(request: ParticipantRequest, journey: Journey, form: AskForm | None = None) -> HttpResponse:
    participant = journey.enrolment.participant
    key, thread = my_case_key(request, participant), access.thread(participant, before(request))
    drafts = [read_draft(key, row) for row in my_drafts(participant, request.GET.get("draft", ""))]
    box = form or AskForm(initial=access.rescued(request) or _begun(request, drafts))
    due = thread.promise.due_on if thread.promise else None
    context = {
        "journey": journey,
        "thread": thread,
        "promise": outlook(journey.enrolment.program, due, journey.today),
        "absent": absence.covered(desk(request.user.pk).covers, journey.today),
        "read": reading.read_messages(key, thread.messages, journey.weeks),
        "form": box,
        "base": box["base"].value() or "",
        "about": answered_week(journey, box["about"].value()),
        # What stands in the box already, and what a form that came back builds on, is not shown twice.
        "others": [draft for draft in drafts if draft.base != box["base"].value()],
        "saved": "saved" in request.GET and bool(drafts),
        "revealed": revealed(drafts[0].text) if "look" in request.GET and drafts else (),
    }
    if form is not None:
        context["form_key"] = request.POST.get("form_key", "")
    conversation.read_by_participant(participant_id=request.user.pk)
    return render(request, "letters/messages.html", context)


def _begun(request: ParticipantRequest, drafts: Sequence[ReadDraft]) -> Initial:
    """What the box begins with: what was written and not sent, and the letter that the link here belongs to."""
    if not drafts:
        return {"about": request.GET.get("about")}
    draft = drafts[0]
    about = request.GET.get("about") or draft.about
    return {"text": draft.text, "no_answer": not draft.wants_answer, "about": about, "base": draft.base}
