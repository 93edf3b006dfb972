"""The last page: what somebody takes along, what stays, how they come back."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from modules import words
from program.access import my_journey
from program.http import ParticipantRequest
from worksheets.access import sent_in_weeks


@require_GET
def goodbye(request: ParticipantRequest) -> HttpResponse:
    """For those whose programme is over, or who have left it; others are led home. Two statements."""
    journey = my_journey(request)
    if not journey.is_over:
        return redirect("modules:home")
    last = journey.last_week
    sent = sent_in_weeks(request.user.pk, {last} if last else set())
    context = {"journey": journey, "closes": words.closing(journey), "last_sheet": last if last in sent else None}
    return render(request, "modules/goodbye.html", context)
