"""What a participant was told in one week, for those who read their worksheet."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from modules import drawing, showing, words
from modules.access import week_for_staff
from program.http import StaffRequest


@require_safe
def week(request: StaffRequest, edition: UUID, number: int) -> HttpResponse:
    """All steps of a week on one page, as they were frozen; says after which of them the worksheet comes.

    It is about nobody: the address names an edition, and no case is read.
    """
    found, steps = week_for_staff(request, edition, number)
    context = {
        "week": found,
        "name": words.week_name(number, found.kind),
        "expect": drawing.resolve_for_staff(found.expect, edition),
        "between": drawing.resolve_for_staff(found.between, edition),
        "steps": [(step, drawing.resolve_for_staff(showing.noted(step), edition)) for step in steps],
        "before_worksheet": [step for step in steps if step.has_worksheet],
    }
    return render(request, "modules/desk-week.html", context)
