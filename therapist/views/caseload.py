"""Who is in whose care."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from program import clock
from program.http import StaffRequest
from therapist import access, alerts
from therapist import caseload as cases


@require_GET
def caseload(request: StaffRequest) -> HttpResponse:
    """Every case that this member of staff may read today."""
    access.clinical_staff(request)
    after = request.GET.get("after", "")
    page = cases.caseload(staff=request.user.pk, today=clock.today(), after=after)
    flags = alerts.flags([row.participant.pk for row in page.rows], now=clock.now())
    return render(request, "therapist/caseload.html", {"page": page, "flags": flags, "later": bool(after)})
