"""A case handed over: by the therapist in hand, or by a supervisor who has opened it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from program.access import Case
from program.access import case as open_case
from program.actions.caps import BeyondCap
from program.http import StaffRequest
from program.queries import rooms
from therapist import access
from therapist import hand_over_access as handing
from therapist.actions import handing_over
from therapist.hand_over_forms import HandOverForm
from therapist.rooms import at_cap, choices, overfull
from therapist.views.supervision import say_if_too_much

VERBS = {"GET": "case.read", "POST": "hand-over.written"}


@require_http_methods(["GET", "POST"])
def hand_over(request: StaffRequest, participant: UUID) -> HttpResponse:
    """To whom, and what they should know. Pressed twice it is done once, though the first click took the case away."""
    handing.in_hand(request, participant)
    if request.method == "POST" and handing.has_handed_over(request, participant):
        return redirect("therapist:caseload")
    case = open_case(request, participant, verb=VERBS[request.method or ""])
    handing.hands_over(request, case)
    holder = handing.holder(case)
    offered = choices([room for room in rooms(case.journey.today) if room.therapist.pk != holder])
    if request.method == "GET":
        return page(request, case, HandOverForm(offered=offered, initial=access.rescued(request)))
    form = HandOverForm(request.POST, offered=offered)
    if form.is_valid() and given(request, case, form):
        return redirect("therapist:caseload")
    return page(request, case, form)


def given(request: StaffRequest, case: Case, form: HandOverForm) -> bool:
    """False where somebody else was quicker, or the colleague is full; the form then says so, and keeps the note."""
    staff, today = access.therapist(UUID(form.cleaned_data["colleague"])), case.journey.today
    try:
        done = handing_over.hand_over(
            participant=case.participant,
            key=case.key,
            staff=staff,
            instead_of=form.cleaned_data["instead_of"],
            note=form.cleaned_data["note"],
            form_key=form.cleaned_data["form_key"],
            by=request.user,
            today=today,
            beyond_cap=form.cleaned_data["beyond_cap"],
        )
    except BeyondCap:
        form.add_error("beyond_cap", at_cap(staff, today))
        return False
    if not done:
        # Whoever has lost it meanwhile keeps their words on a page of their own.
        open_case(request, case.participant.pk)
        form.add_error(
            None, _("The case was given to somebody else meanwhile. Nothing was changed; your note stands below.")
        )
        return False
    messages.success(
        request, _("%(alias)s is with %(name)s now.") % {"alias": case.participant.alias, "name": staff.work_name}
    )
    say_if_too_much(request, overfull(staff, today))
    return True


def page(request: StaffRequest, case: Case, form: HandOverForm) -> HttpResponse:
    context = {"case": case, "form": form, "holder": handing.holder(case), "talk": access.talk(case.participant)}
    if form.is_bound:
        context["form_key"] = request.POST.get("form_key", "")
    return render(request, "therapist/hand-over.html", context)
