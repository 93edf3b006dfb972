"""The last page: what somebody takes along, what stays, how they come back."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from modules import words
from program.access import my_journey
from program.http import ParticipantRequest


@require_GET
def goodbye(request: ParticipantRequest) -> HttpResponse:
    """For those whose programme is over, or who have left it; others are led home. One statement."""
    journey = my_journey(request)
    if not journey.is_over:
        return redirect("modules:home")
    return render(request, "modules/goodbye.html", {"journey": journey, "closes": words.closing(journey)})
