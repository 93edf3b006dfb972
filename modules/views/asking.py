"""When the questions of a programme are asked: in which of its weeks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from modules.access import my_programme_page, weeks_of_draft
from modules.actions.moving import ask_in_weeks
from modules.forms import AskingForm
from modules.put_back import ticks_put_back
from program import clock
from program.http import StaffRequest
from worksheets.queries import offered


@require_http_methods(["GET", "POST"])
def asking(request: StaffRequest, page_id: int) -> HttpResponse:
    """A tick for each week of each assessment point but the baseline, which is asked from joining on."""
    page = my_programme_page(request, page_id)
    points = page.get_latest_revision_as_object().assessments
    weeks = [
        (week.number, _("Week %(number)d: %(title)s") % {"number": week.number, "title": week}, week.kind)
        for week in weeks_of_draft(page)
    ]
    keys = {key for point in points for key in point["instruments"]}
    measures = {key: each.title for key, each in offered(keys, language=page.language).items()}
    initial = ticks_put_back(request, [point["key"] for point in points])
    form = AskingForm(points, weeks, measures, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        today = clock.today(page.program.zone)
        ask_in_weeks(page=page, weeks=form.cleaned_data, by=request.user, today=today)
        messages.success(request, _("This is a draft now. Publish the programme’s page, then an edition."))
        return redirect("modules_studio:asking", page.pk)
    status = 422 if form.errors else 200
    return render(request, "modules/asking.html", {"page": page, "form": form}, status=status)
