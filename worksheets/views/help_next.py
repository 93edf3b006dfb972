"""The page after an answer of danger: what to do first, whom to call, one's own plan, and who reads it when."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from program.access import my_journey
from program.actions.alerts import facts_of
from program.choices import PublicPage
from program.duty import reader_of
from program.help import help_in
from program.http import ParticipantRequest
from program.public import words_on
from worksheets.access import measures_of, my_alert
from worksheets.views.own_plan import plan_words


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
        **plan_words(request, journey),
        "questions_wait": measures_of(journey).next is not None,
    }
    return render(request, "worksheets/help-next.html", context)
