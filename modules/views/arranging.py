"""A step goes to another week, or is copied; a week is copied. Drafts only: what is published stays as it is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from modules.access import my_week_page, weeks_to_change
from modules.actions.moving import NotMoved, copy_week, take_step
from modules.actions.week_places import Exchanged, move_week
from modules.forms import StepForm
from program import clock
from program.http import StaffRequest

EARLIER, LATER = "earlier", "later"


@require_http_methods(["GET", "POST"])
def arrange(request: StaffRequest, page_id: int) -> HttpResponse:
    """Both forms stand on one page; the button that was pressed says what is meant."""
    week = my_week_page(request, page_id)
    weeks = weeks_to_change(request, week)
    today, refused = clock.today(week.get_parent().specific.program.zone), ""
    if request.POST.get("do") == "week":
        copy = copy_week(week=week, by=request.user, today=today)
        messages.success(request, _("“%(title)s” is a draft now. It has no worksheet yet.") % {"title": copy.title})
        return redirect("wagtailadmin_pages:edit", copy.pk)
    if request.POST.get("do") in {EARLIER, LATER}:
        later = request.POST["do"] == LATER
        try:
            _tell(request, move_week(week=week, weeks=weeks, later=later, by=request.user, today=today))
        except NotMoved as problem:
            messages.error(request, str(problem))
        return redirect("modules_studio:arrange", week.pk)
    steps = [(each.value["key"], each.value["title"]) for each in week.get_latest_revision_as_object().steps]
    named = [(each.pk, _("Week %(number)d: %(title)s") % {"number": each.number, "title": each}) for each in weeks]
    form = StepForm(steps, named, request.POST or None)
    if request.method == "POST" and form.is_valid():
        to, key = next(each for each in weeks if each.pk == form.cleaned_data["week"]), form.cleaned_data["step"]
        keep = request.POST.get("do") == "copy"
        try:
            new_key = take_step(key=key, of=week, to=to, keep=keep, by=request.user, today=today)
        except NotMoved as problem:
            refused = str(problem)
        else:
            named_so = {"title": dict(steps)[key], "week": to, "key": new_key}
            messages.success(request, _("“%(title)s” stands at the end of “%(week)s” now, as “%(key)s”.") % named_so)
            return redirect("modules_studio:arrange", week.pk)
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "modules/arrange.html", {"page": week, "form": form, "refused": refused}, status=status)


def _tell(request: StaffRequest, done: Exchanged | None) -> None:
    """What became of it, and what else has to be published now."""
    if done is None:
        messages.info(request, _("There is no week to exchange it with. Nothing was changed."))
        return
    messages.success(request, _("The two weeks have exchanged their numbers, as drafts. Publish both."))
    if done.along:
        said = _("What names one of them has gone along, as a draft. Publish this, too: %(titles)s.")
        messages.info(request, said % {"titles": ", ".join(f"“{title}”" for title in done.along)})
