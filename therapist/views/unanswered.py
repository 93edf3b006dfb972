"""A message that needs no answer: closed by a therapist, and opened again while nothing else has come."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from program.access import case as open_case
from program.http import StaffRequest
from therapist import access, reading
from therapist.actions import messages as conversation
from therapist.forms import UpToForm
from therapist.waiting import waiting

VERBS = {"GET": "case.read", "POST": "message.written"}


@require_http_methods(["GET", "POST"])
def no_answer(request: StaffRequest, participant: UUID) -> HttpResponse:
    """Asks once more, beside what was written since the last answer; then the promise is kept without one."""
    case = open_case(request, participant, verb=VERBS[request.method or ""])
    thread = access.thread(case.participant, None)
    if request.method == "POST":
        form = UpToForm(request.POST)
        done = form.is_valid() and conversation.close_unanswered(
            participant_id=participant, up_to=form.cleaned_data["up_to"], by=request.user.pk, today=case.journey.today
        )
        if done:
            flash.success(request, _("Closed without an answer. You can take it back until somebody writes."))
        else:
            flash.warning(request, _("Something was written meanwhile. Nothing was closed; please look at it."))
        return redirect("therapist:messages", participant)
    if thread.promise is None:
        return redirect("therapist:messages", participant)
    context = {
        "case": case,
        "thread": thread,
        "promised": waiting(thread.promise.due_on, case.journey.today),
        "read": reading.read_messages(case.key, access.unanswered(thread), case.journey.weeks),
    }
    return render(request, "therapist/no-answer.html", context)


@require_POST
def take_back(request: StaffRequest, participant: UUID) -> HttpResponse:
    case = open_case(request, participant, verb="message.written")
    form = UpToForm(request.POST)
    done = form.is_valid() and conversation.take_back(
        participant_id=participant, up_to=form.cleaned_data["up_to"], by=request.user.pk, today=case.journey.today
    )
    if done:
        flash.success(request, _("The message waits for an answer again, by the day that was promised."))
    else:
        flash.warning(request, _("Something was written meanwhile. Nothing was changed; please look at it."))
    return redirect("therapist:messages", participant)
