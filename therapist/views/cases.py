"""One case at a glance: no text is opened here."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from program.access import case as open_case
from program.http import StaffRequest
from therapist import access


@require_GET
def case(request: StaffRequest, participant: UUID) -> HttpResponse:
    """Weeks with their days, and what was sent in each."""
    opened = open_case(request, participant)
    context = {"case": opened, "sheets": access.sheets(opened)[::-1], "talk": access.talk(opened.participant)}
    return render(request, "therapist/case.html", context)
