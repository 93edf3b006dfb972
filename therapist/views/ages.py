"""Somebody said that they are under 18: marked on the case, decided by a supervisor along a checklist."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from program import ages, clock
from program.access import case as open_case
from program.actions import ages as deciding
from program.http import StaffRequest
from therapist import access
from therapist.age_access import age_check

VERBS = {"GET": "case.read", "POST": "case.read"}


@require_http_methods(["GET", "POST"])
def told(request: StaffRequest, participant: UUID) -> HttpResponse:
    """What it sets going, and the button that does."""
    case = open_case(request, participant, verb=VERBS[request.method or ""])
    if request.method == "GET":
        return render(request, "therapist/age.html", {"case": case})
    deciding.tell(journey=case.journey, by=request.user)
    messages.success(request, _("The supervisors see it now, and the weeks stand still. Please write to them, warmly."))
    return redirect("therapist:messages", participant)


@require_GET
def board(request: StaffRequest) -> HttpResponse:
    access.supervisor(request)
    return render(request, "therapist/ages.html", {"checks": ages.checks()})


@require_http_methods(["GET", "POST"])
def check(request: StaffRequest, number: int) -> HttpResponse:
    """The steps that a clinic must decide. Closing it says what came of it."""
    access.supervisor(request)
    row = age_check(number)
    today, is_early = clock.today(), False
    if request.method == "POST" and row.closed_on is None:
        deciding.tick(check=row, done=request.POST.getlist("done"), by=request.user.pk, today=today)
        decided = request.POST.get("decided", "")
        if decided not in {"adult", "young"}:
            messages.success(request, _("The checklist is saved."))
            return redirect("therapist:age-check", number)
        if deciding.close(check=row, adult=decided == "adult", by=request.user.pk, today=today):
            messages.success(request, _("That is decided. The participant sees it on their first page."))
            return redirect("therapist:ages")
        row.refresh_from_db()
        is_early = True
    context = {
        "check": row,
        "steps": [(key, text, key in row.done) for key, text in ages.STEPS.items()],
        "is_early": is_early,
    }
    return render(request, "therapist/age-check.html", context)
