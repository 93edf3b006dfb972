"""The conversation of one case, on the therapist's side."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from program import clock
from program.access import Case
from program.access import case as open_case
from program.http import SignedInRequest, StaffRequest
from therapist import access, beside, reading
from therapist.access import Thread
from therapist.actions import desk, message_drafts
from therapist.actions import messages as conversation
from therapist.flagged import Place
from therapist.glance import at_a_glance, last_letters
from therapist.message_begun import begun
from therapist.message_form import DraftForm
from therapist.views.timed import timed
from therapist.views.welfare import held
from therapist.waiting import waiting

VERBS = {"GET": "case.read", "POST": "message.written"}


@require_http_methods(["GET", "POST"])
@timed
def messages(request: StaffRequest, participant: UUID) -> HttpResponse:
    """Both sides, the newest last, and an answer: a draft until it is sent, which needs the newest message to have been
    on the page."""
    if page_before := held(request, participant, Place(sheets=False, messages=True)):
        return page_before
    by_itself = "autosave" in request.POST
    case = open_case(request, participant, verb=VERBS[request.method or ""], once_a_day=by_itself)
    if request.method == "POST" and by_itself:
        return told_script(request, case)
    thread = access.thread(case.participant, before(request))
    if request.method == "GET":
        return page(request, case, thread)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return page(request, case, thread, form)
    if not form.may_be_sent(thread.newest_question):
        base = keep(case, form)
        return page(request, case, thread, form, base) if form.errors else redirect("therapist:messages", participant)
    me, today = request.user.pk, case.journey.today
    conversation.answer(enrolment=case.enrolment, key=case.key, by=me, today=today, **form.draft)
    desk.stopped_writing(participant_id=participant, by=me)
    flash.success(request, _("Your message to %(alias)s has been sent.") % {"alias": case.participant.alias})
    return redirect("therapist:messages", participant)


@require_POST
def let_go(request: StaffRequest, participant: UUID, draft: UUID) -> HttpResponse:
    """Remove a text that was kept aside."""
    kept = access.message_kept_aside(request, participant, draft)
    case = open_case(request, participant, verb="message.written")
    message_drafts.let_go(draft=kept, by=request.user.pk, today=case.journey.today)
    return redirect("therapist:messages", participant)


def page(
    request: StaffRequest, case: Case, thread: Thread, form: DraftForm | None = None, base: int | None = None
) -> HttpResponse:
    """`base` is the save that a form which was not taken stands on by now."""
    written, rescued = begun(case), access.rescued(request)
    shown = DraftForm(initial=rescued or {"text": written.text})
    context = {
        "case": case,
        "thread": thread,
        "beside": beside.beside(case, now=clock.now()),
        "promised": waiting(thread.promise.due_on, case.journey.today) if thread.promise else None,
        "read": reading.read_messages(case.key, thread.messages, case.journey.weeks),
        "glance": at_a_glance(case, last_letters(case)),
        "form": form or shown,
        # Of a rescued text, saving is not upon what is saved, which is then kept aside.
        "base": (0 if rescued else written.base) if base is None else base,
        "aside": written.aside,
    }
    if form is not None:
        context["form_key"] = request.POST.get("form_key", "")
    conversation.read_by_staff(participant_id=case.participant.pk)
    return render(request, "therapist/messages.html", context)


def keep(case: Case, form: DraftForm) -> int:
    """Save the words; colleagues who may read the case see that somebody is writing in it."""
    me, now = case.request.user.pk, clock.now()
    base = message_drafts.save(key=case.key, by=me, today=case.journey.today, **form.draft)
    if base:
        desk.wrote(participant_id=case.participant.pk, by=me, now=now)
    return base


def told_script(request: StaffRequest, case: Case) -> JsonResponse:
    """What became of a save in the background."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"saved": False, "message": next(iter(form.errors.values()))[0]})
    return JsonResponse({"saved": True, "base": keep(case, form)})


def before(request: SignedInRequest) -> int | None:
    """Where an older part of the conversation ends, as its link says."""
    number = request.GET.get("before", "")
    return int(number) if number.isdecimal() and len(number) < 10 else None
