"""What the checks found in a whole programme."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from modules.access import checkable
from modules.checks.form import ChecksFilter
from modules.checks.report import findings, of_programme
from program.http import StaffRequest


@require_safe
def programme(request: StaffRequest, page_id: int) -> HttpResponse:
    """By language, the worst first; of one level or one week if that is asked for."""
    page = checkable(request, page_id)
    form = ChecksFilter(request.GET, weeks=[(week.number, week.title) for week in page.modules()])
    spoken = of_programme(page, drafts=form.wants_drafts)
    languages = [findings(each, level=form.level_wanted, week=form.week_wanted) for each in spoken]
    return render(request, "modules/checks.html", {"page": page, "form": form, "languages": languages})
