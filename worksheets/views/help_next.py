"""The page after an answer of danger: what to do first, whom to call, one's own plan, and who reads it when."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from program.access import my_case_key, my_journey
from program.actions.alerts import facts_of
from program.duty import reader_of
from program.help import help_in
from program.http import ParticipantRequest
from worksheets.access import measures_of, my_alert, my_plan
from worksheets.reading import safety_plan


@require_safe
def help_next(request: ParticipantRequest, alert: UUID) -> HttpResponse:
    """Opens before anything else after such an answer, and may be come back to; it writes nothing."""
    found = my_alert(request, alert)
    facts, participant = facts_of(found), found.participant
    journey = my_journey(request)
    program, plan = journey.enrolment.program, my_plan(journey)
    context = {
        "alert": found,
        "asks_more": found.is_open and facts.grading,
        "reader": reader_of(found, facts, program),
        "help": help_in(participant.continent, program_id=program.pk, door=facts.door),
        "plan": safety_plan(my_case_key(request, participant), plan.responses),
        "plan_week": plan.asked_in,
        "questions_wait": measures_of(journey).next is not None,
    }
    return render(request, "worksheets/help-next.html", context)
