"""The participant's own account: what there is to set, pausing and coming back, erasing everything."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from program import clock
from program.access import my_case_key, my_journey
from program.actions import joining, silence, weeks
from program.forms.joining import ConfirmForm
from program.http import ParticipantRequest
from program.sessions import end_session
from program.views.confirming import confirmed
from program.views.sign_in import cleared


@require_http_methods(["GET"])
def account(request: ParticipantRequest) -> HttpResponse:
    return render(request, "program/account.html", {"journey": my_journey(request)})


@require_POST
def pause(request: ParticipantRequest) -> HttpResponse:
    weeks.pause(journey=my_journey(request), by=request.user.pk)
    messages.success(request, _("Your clock stands still. Everything is kept. Come back when it suits you."))
    return redirect("program:account")


@require_POST
def resume(request: ParticipantRequest) -> HttpResponse:
    weeks.resume(journey=my_journey(request), by=request.user.pk)
    messages.success(request, _("Welcome back. You go on where you stopped."))
    return redirect("modules:home")


@require_POST
def come_back(request: ParticipantRequest) -> HttpResponse:
    """After a rest. Pressed twice, it is done once."""
    journey = my_journey(request)
    silence.come_back(journey=journey, key=my_case_key(request, journey.enrolment.participant), by=request.user.pk)
    messages.success(request, _("Welcome back. You go on where you stopped."))
    return redirect("modules:home")


@require_http_methods(["GET", "POST"])
def erase(request: ParticipantRequest) -> HttpResponse:
    """Everything of this person is destroyed, after the passphrase was given once more."""
    my_journey(request)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and confirmed(request, form):
        account = request.user
        end_session(request)
        joining.erase(account=account, today=clock.today())
        return cleared(render(request, "program/erased.html"))
    return render(request, "program/confirm.html", {"form": form, "purpose": "erase"})
