"""What is one's own: how it has been, where the worksheets stand, and all plans on one page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from program.access import my_case_key, my_journey
from program.http import ParticipantRequest
from worksheets import my_words
from worksheets.access import answered_measures, measure_histories
from worksheets.measures.told import for_person
from worksheets.mine import my_sheets, my_whole_plan


@require_safe
def progress(request: ParticipantRequest) -> HttpResponse:
    """Each measure with its chart and the table behind it, each worksheet. Two statements beside the journey."""
    journey = my_journey(request)
    told = [for_person(history) for history in measure_histories(journey, answered_measures(journey))]
    context = {"told": told, "sheets": my_words.rows(my_sheets(journey))}
    return render(request, "worksheets/progress.html", context)


@require_safe
def my_plan(request: ParticipantRequest) -> HttpResponse:
    """Two statements beside the journey."""
    journey = my_journey(request)
    plan = my_whole_plan(journey, my_case_key(request, journey.enrolment.participant))
    return render(request, "worksheets/my-plan.html", {"safety": plan.safety, "weeks": my_words.named(plan.weeks)})
