"""The clinical review as it is settled at the desk: which programmes need it, and what is ticked in its tasks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from modules.access import review_desk
from modules.actions.reviewing import set_checklist, set_needs_review
from modules.put_back import put_back, ticks_put_back
from modules.review_form import ReviewDeskForm
from program.http import StaffRequest


@require_http_methods(["GET", "POST"])
def settle(request: StaffRequest) -> HttpResponse:
    """For the clinical lead and publishers; that a programme needs none any more, the lead says."""
    programs, tasks, may_drop = review_desk(request)
    initial = {**put_back(request), **ticks_put_back(request, ["needed"])}
    form = ReviewDeskForm(request.POST or None, programs=programs, tasks=tasks, may_drop=may_drop, initial=initial)
    if form.is_valid():
        for program in programs:
            needed = program.slug in form.cleaned_data["needed"]
            set_needs_review(program=program, needed=needed, by=request.user.pk)
        for task in tasks:
            set_checklist(task=task, lines=form.lines(task.kind), by=request.user.pk)
        messages.success(request, _("The clinical review is settled like this now."))
        return redirect("programme:review")
    return render(request, "modules/desk-review.html", {"form": form}, status=422 if form.errors else 200)
