"""Leaving the programme, and taking part again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from program.access import my_case_key, my_journey
from program.actions import leaving
from program.holding import goes_on
from program.http import ParticipantRequest


@require_http_methods(["GET", "POST"])
def leave(request: ParticipantRequest) -> HttpResponse:
    """What happens is said first. No passphrase: it can be taken back on any day."""
    journey = my_journey(request)
    if request.method == "POST":
        leaving.leave(journey=journey, by=request.user.pk)
        return redirect("modules:home")
    if journey.enrolment.state not in leaving.MAY_LEAVE:
        return redirect("program:account")
    return render(request, "program/leave.html", {"journey": journey})


@require_POST
@goes_on
def again(request: ParticipantRequest) -> HttpResponse:
    """Pressed twice, it is done once."""
    journey = my_journey(request)
    key = my_case_key(request, journey.enrolment.participant)
    leaving.take_part_again(journey=journey, key=key, by=request.user.pk)
    messages.success(request, _("Welcome back. You go on where you stopped."))
    return redirect("modules:home")
