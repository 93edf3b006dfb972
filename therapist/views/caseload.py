"""Who is in whose care."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from program import clock
from program.http import StaffRequest
from program.queries import room_of
from therapist import access, alerts
from therapist import caseload as cases


@require_GET
def caseload(request: StaffRequest) -> HttpResponse:
    """Every case that this member of staff may read today."""
    access.clinical_staff(request)
    after = request.GET.get("after", "")
    today = clock.today()
    page = cases.caseload(staff=request.user.pk, today=today, after=after)
    flags = alerts.flags([row.participant.pk for row in page.rows], now=clock.now())
    context = {
        "page": page,
        "flags": flags,
        "later": bool(after),
        "room": room_of(request.user, today) if request.user.is_therapist else None,
    }
    return render(request, "therapist/caseload.html", context)
