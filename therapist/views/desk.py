"""Who waits for an answer."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from program import clock
from program.access import go_live_warnings
from program.http import StaffRequest
from therapist import access, alerts, late, outgoing, queries


@require_GET
def inbox(request: StaffRequest) -> HttpResponse:
    """Open alerts above all; then who waits for an answer, by the day that was promised.

    Supervisors are told how many answers are late in all cases, and with the lead of lines of the go-live list that run
    out.
    """
    access.clinical_staff(request)
    after = request.GET.get("after", "")
    today = clock.today()
    context = {
        "above": alerts.above(staff=request.user, today=today, now=clock.now()),
        "to_read": outgoing.to_read(request.user, today),
        "stayed": outgoing.stayed(request.user, today),
        "late": late.above(today) if request.user.is_supervisor else "",
        "page": queries.inbox(staff=request.user.pk, today=today, after=after),
        "later": bool(after),
        "warned": go_live_warnings(request),
    }
    return render(request, "therapist/inbox.html", context)
