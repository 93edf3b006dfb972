"""Lists: who waits, and who is in whose care."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from program import clock
from program.http import StaffRequest
from therapist import access, queries


@require_GET
def inbox(request: StaffRequest) -> HttpResponse:
    """Who waits for an answer, by the day that was promised."""
    access.clinical_staff(request)
    after = request.GET.get("after", "")
    page = queries.inbox(staff=request.user.pk, today=clock.today(), after=after)
    return render(request, "therapist/inbox.html", {"page": page, "later": bool(after)})


@require_GET
def caseload(request: StaffRequest) -> HttpResponse:
    """Every case that this member of staff may read today."""
    access.clinical_staff(request)
    after = request.GET.get("after", "")
    page = queries.caseload(staff=request.user.pk, today=clock.today(), after=after)
    return render(request, "therapist/caseload.html", {"page": page, "later": bool(after)})
