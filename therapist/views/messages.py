"""The conversation of one case, on the therapist's side."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from program import clock
from program.access import Case
from program.access import case as open_case
from program.http import SignedInRequest, StaffRequest
from therapist import access, beside, reading
from therapist.access import Thread
from therapist.actions import messages as conversation
from therapist.flagged import Place
from therapist.forms import MessageForm
from therapist.glance import at_a_glance, last_letters
from therapist.views.timed import timed
from therapist.views.welfare import held
from therapist.waiting import waiting

VERBS = {"GET": "case.read", "POST": "message.written"}


@require_http_methods(["GET", "POST"])
@timed
def messages(request: StaffRequest, participant: UUID) -> HttpResponse:
    """Both sides, the newest last, and an answer. An answer is sent once the newest message has been on the page."""
    if page_before := held(request, participant, Place(sheets=False, messages=True)):
        return page_before
    case = open_case(request, participant, verb=VERBS[request.method or ""])
    thread = access.thread(case.participant, before(request))
    if request.method == "GET":
        return page(request, case, thread)
    form = MessageForm(request.POST)
    if not (form.is_valid() and form.may_be_sent(thread.newest_question)):
        return page(request, case, thread, form)
    conversation.answer(
        enrolment=case.enrolment,
        key=case.key,
        text=form.cleaned_data["text"],
        form_key=form.cleaned_data["form_key"],
        by=request.user.pk,
        today=case.journey.today,
    )
    flash.success(request, _("Your message to %(alias)s has been sent.") % {"alias": case.participant.alias})
    return redirect("therapist:messages", participant)


def page(request: StaffRequest, case: Case, thread: Thread, form: MessageForm | None = None) -> HttpResponse:
    context = {
        "case": case,
        "thread": thread,
        "beside": beside.beside(case, now=clock.now()),
        "promised": waiting(thread.promise.due_on, case.journey.today) if thread.promise else None,
        "read": reading.read_messages(case.key, thread.messages),
        "glance": at_a_glance(case, last_letters(case)),
        "form": form or MessageForm(initial=access.rescued(request)),
    }
    if form is not None:
        context["form_key"] = request.POST.get("form_key", "")
    conversation.read_by_staff(participant_id=case.participant.pk)
    return render(request, "therapist/messages.html", context)


def before(request: SignedInRequest) -> int | None:
    """Where an older part of the conversation ends, as its link says."""
    number = request.GET.get("before", "")
    return int(number) if number.isdecimal() and len(number) < 10 else None
