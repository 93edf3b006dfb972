"""What was promised and has not come: seen by supervisors, who give it to somebody else in one action."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from program import clock
from program.actions import caps, grants
from program.http import StaffRequest
from program.queries import rooms
from therapist import access
from therapist import late as lateness
from therapist.forms import ReassignForm
from therapist.rooms import at_cap, overfull
from therapist.views.supervision import admitted, say_if_too_much
from vault import session


@require_http_methods(["GET", "POST"])
def late(request: StaffRequest) -> HttpResponse:
    """Every promise that has passed, the oldest first, and who has room."""
    access.supervisor(request)
    form = ReassignForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid() and reassigned(request, form):
        return redirect("therapist:late")
    today, after = clock.today(), request.GET.get("after", "")
    context = {
        "page": lateness.late(today=today, rooms=rooms(today), after=after),
        "form": form,
        "later": bool(after),
    }
    return render(request, "therapist/late.html", context)


def reassigned(request: StaffRequest, form: ReassignForm) -> bool:
    """Say who has the case now; what another supervisor decided meanwhile stands. False where the therapist is full:
    the page then asks whether to go beyond what was agreed."""
    participant = access.participant_to_assign(form.cleaned_data["participant"])
    therapist = access.therapist(form.cleaned_data["therapist"])
    try:
        done = admitted(
            request,
            lambda: grants.reassign(
                participant=participant,
                staff=therapist,
                instead_of=form.cleaned_data["instead_of"],
                by=request.user,
                by_private=session.private_key(request),
                today=clock.today(),
                beyond_cap=form.cleaned_data["beyond_cap"],
            ),
        )
    except caps.BeyondCap:
        form.add_error("beyond_cap", at_cap(therapist, clock.today()))
        return False
    named = {"alias": participant.alias, "name": therapist.work_name}
    if done:
        messages.success(request, _("%(alias)s is with %(name)s now.") % named)
        say_if_too_much(request, overfull(therapist, clock.today()))
    elif done is False:
        messages.warning(
            request, _("%(alias)s was given to somebody else meanwhile. Nothing was changed; look at the list.") % named
        )
    return True
