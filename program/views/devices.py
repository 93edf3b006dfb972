"""Where the participant is signed in, and signing out elsewhere."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from program.access import day_of, my_journey
from program.actions import devices as signing_out
from program.devices import devices_of, number_of
from program.http import ParticipantRequest
from program.sessions import end_session
from program.views.sign_in import cleared


@require_safe
def devices(request: ParticipantRequest) -> HttpResponse:
    zone = my_journey(request).enrolment.program.zone
    found = devices_of(request.user, this=request.session.session_key or "", zone=zone)
    return render(request, "program/devices.html", {"devices": found})


@require_POST
def sign_out_one(request: ParticipantRequest) -> HttpResponse:
    """One device by its number; this very one is signed out as ever."""
    my_journey(request)
    number = request.POST.get("number", "")
    if number == number_of(request.session.session_key or ""):
        end_session(request)
        return cleared(redirect("program:signed-out"))
    signing_out.sign_out(account=request.user, number=number, today=day_of(request.user))
    messages.success(request, _("That device is signed out."))
    return redirect("program:devices")


@require_POST
def sign_out_everywhere(request: ParticipantRequest) -> HttpResponse:
    my_journey(request)
    signing_out.sign_out_everywhere(account=request.user, today=day_of(request.user))
    end_session(request)
    return cleared(redirect("program:signed-out"))
