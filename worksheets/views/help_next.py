"""The page after an answer of danger: what to do first, whom to call, one's own plan, and who reads it when."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from program.access import my_case_key, my_journey
from program.actions.alerts import facts_of
from program.choices import PublicPage
from program.duty import reader_of
from program.help import help_in
from program.http import ParticipantRequest
from program.journey import Journey
from program.public import words_on
from worksheets.access import measures_of, my_alert, my_plan
from worksheets.reading import safety_plan


@require_safe
def help_next(request: ParticipantRequest, alert: UUID) -> HttpResponse:
    """Opens before anything else after such an answer, and may be come back to; it writes nothing."""
    found = my_alert(request, alert)
    facts, participant = facts_of(found), found.participant
    journey = my_journey(request)
    program = journey.enrolment.program
    context = {
        "alert": found,
        "asks_more": found.is_open and facts.grading,
        "reader": reader_of(found, facts, program),
        "help": help_in(
            participant.continent,
            program_id=program.pk,
            words=words_on(PublicPage.HELP),
            country=request.GET.get("country", ""),
            door=facts.door,
        ),
        **_plan(request, journey),
        "questions_wait": measures_of(journey).next is not None,
    }
    return render(request, "worksheets/help-next.html", context)


@require_safe
def plan(request: ParticipantRequest) -> HttpResponse:
    """One's own safety plan by itself, a step from the help page."""
    return render(request, "worksheets/plan.html", _plan(request, my_journey(request)))


def _plan(request: ParticipantRequest, journey: Journey) -> dict[str, Any]:
    mine = my_plan(journey)
    key = my_case_key(request, journey.enrolment.participant)
    return {"plan": safety_plan(key, mine.responses), "plan_week": mine.asked_in}
