"""Everything of one's own on one long page, for paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from modules import words
from modules.access import my_kept
from program.access import my_case_key, my_journey
from program.http import ParticipantRequest
from worksheets import my_words
from worksheets.access import answered_measures, measure_histories
from worksheets.measures.told import for_person
from worksheets.mine import my_whole_plan, my_written_sheets


@require_safe
def print_all(request: ParticipantRequest) -> HttpResponse:
    """Measures, plans, worksheets, notes and what is kept. Six statements beside the journey."""
    journey = my_journey(request)
    key = my_case_key(request, journey.enrolment.participant)
    sheets, plan = my_written_sheets(journey, key), my_whole_plan(journey, key)
    context = {
        "today": journey.today,
        "told": [for_person(history) for history in measure_histories(journey, answered_measures(journey))],
        "safety": plan.safety,
        "weeks": my_words.named(plan.weeks),
        "sheets": [(my_words.week_name(sheet.number, sheet.kind), sheet) for sheet in sheets],
        "kept": words.named(my_kept(request, journey)),
    }
    return render(request, "modules/print-all.html", context)
