"""The cover that a page puts over itself, and the sign that somebody is still there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from program.access import my_journey
from program.actions import own_page
from program.forms.account import IdleForm
from program.http import ParticipantRequest


@require_http_methods(["GET", "POST"])
def idle(request: ParticipantRequest) -> HttpResponse:
    participant = my_journey(request).enrolment.participant
    form = IdleForm(request.POST if request.method == "POST" else None, initial={"minutes": participant.idle_minutes})
    if form.is_valid():
        own_page.set_idle(participant=participant, minutes=form.cleaned_data["minutes"])
        messages.success(request, _("That is how it is from now on."))
        return redirect("program:account")
    return render(request, "program/idle.html", {"form": form})


@require_POST
def still_here(request: ParticipantRequest) -> HttpResponse:
    """Being asked for is enough: the session goes on from now. There is nothing to show."""
    my_journey(request)
    return HttpResponse(status=204)
