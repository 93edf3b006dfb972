"""The participant's own account: what there is to set, pausing and coming back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from program.access import my_case_key, my_journey
from program.actions import leaving, silence, weeks
from program.holding import goes_on
from program.http import ParticipantRequest


@require_http_methods(["GET"])
def account(request: ParticipantRequest) -> HttpResponse:
    journey = my_journey(request)
    may_leave = journey.enrolment.state in leaving.MAY_LEAVE
    return render(request, "program/account.html", {"journey": journey, "may_leave": may_leave})


@require_POST
def pause(request: ParticipantRequest) -> HttpResponse:
    weeks.pause(journey=my_journey(request), by=request.user.pk)
    messages.success(request, _("Your clock stands still. Everything is kept. Come back when it suits you."))
    return redirect("program:account")


@require_POST
@goes_on
def resume(request: ParticipantRequest) -> HttpResponse:
    weeks.resume(journey=my_journey(request), by=request.user.pk)
    messages.success(request, _("Welcome back. You go on where you stopped."))
    return redirect("modules:home")


@require_POST
@goes_on
def come_back(request: ParticipantRequest) -> HttpResponse:
    """After a rest. Pressed twice, it is done once."""
    journey = my_journey(request)
    silence.come_back(journey=journey, key=my_case_key(request, journey.enrolment.participant), by=request.user.pk)
    messages.success(request, _("Welcome back. You go on where you stopped."))
    return redirect("modules:home")
