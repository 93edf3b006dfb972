"""Adverse events: recorded from the case, listed in codes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from program.access import Case
from program.access import case as open_case
from program.http import StaffRequest
from therapist import access, reading, safety
from therapist.actions import adverse
from therapist.safety_forms import AdverseForm

VERBS = {"GET": "case.read", "POST": "adverse-event.written"}


@require_http_methods(["GET", "POST"])
def record(request: StaffRequest, participant: UUID) -> HttpResponse:
    """What happened in this case so far, and a form for something new."""
    case = open_case(request, participant, verb=VERBS[request.method or ""])
    today = case.journey.today
    if request.method == "GET":
        return page(request, case, AdverseForm(today=today, initial={"happened_on": today} | access.rescued(request)))
    form = AdverseForm(request.POST, today=today)
    if not form.is_valid():
        return page(request, case, form)
    adverse.record_event(
        participant=case.participant,
        key=case.key,
        coded=form.coded,
        words=form.cleaned_data["words"],
        happened_on=form.cleaned_data["happened_on"],
        form_key=form.cleaned_data["form_key"],
        by=request.user,
        today=today,
    )
    messages.success(request, _("It is recorded. Supervisors and researchers see the codes, and no name."))
    return redirect("therapist:adverse", participant)


def page(request: StaffRequest, case: Case, form: AdverseForm) -> HttpResponse:
    read = [reading.read_event(case.key, event) for event in safety.events_of(case)]
    context = {"case": case, "form": form, "read": read, "talk": access.talk(case.participant)}
    if form.is_bound:
        context["form_key"] = request.POST.get("form_key", "")
    return render(request, "therapist/adverse.html", context)


@require_GET
def events(request: StaffRequest) -> HttpResponse:
    """All of them in codes, the newest first; with the alias for a supervisor while the case lives."""
    after = request.GET.get("after", "")
    found = safety.events(request, after)
    context = {"page": found, "later": bool(after), "with_names": request.user.is_supervisor}
    return render(request, "therapist/adverse-events.html", context)
