"""What concerns nobody but the one who writes: their minutes, and what was said about their letters."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from program import clock
from program.http import StaffRequest
from therapist import access, minutes, sampling
from therapist.actions import minutes as counting
from therapist.actions import reviews
from therapist.minutes_form import MinutesForm


@require_GET
def own(request: StaffRequest) -> HttpResponse:
    access.clinical_staff(request)
    return page(request, MinutesForm(lines=minutes.mine(request.user.pk, clock.today())))


@require_POST
def correct(request: StaffRequest) -> HttpResponse:
    """Say how long it really was."""
    access.clinical_staff(request)
    form = MinutesForm(request.POST, lines=minutes.mine(request.user.pk, clock.today()))
    if not form.is_valid():
        return page(request, form)
    changed = counting.correct(rows=form.said, by=request.user.pk, today=clock.today())
    said = ngettext("%(n)d entry changed.", "%(n)d entries changed.", changed) % {"n": changed}
    messages.success(request, said if changed else _("Nothing was changed."))
    return redirect("therapist:own")


def page(request: StaffRequest, form: MinutesForm) -> HttpResponse:
    after = request.GET.get("after", "")
    found = sampling.feedback(request, after)
    new = [row for row in found.rows if row.is_new]
    read, shut = ([row.id for row in new if bool(row.review) == opens] for opens in (True, False))
    reviews.seen(author=request.user.pk, ids=read, shut=shut)
    return render(request, "therapist/own.html", {"page": found, "later": bool(after), "form": form})
