"""The demo's own page: what day it is here, and the button that moves it on."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from demo.mails import sent
from demo.people import STAFF, participants_card
from program import clock

DAYS = {"day": 1, "week": 7}


@login_not_required
@require_http_methods(["GET", "POST"])
def clock_page(request: HttpRequest) -> HttpResponse:
    """Move the programme's clock a day or a week; sign-in codes and sessions go on in real time."""
    if request.method == "POST":
        clock.forward(DAYS.get(request.POST.get("by", ""), 0))
        return redirect("demo:clock")
    context = {"today": clock.today(), "staff": STAFF, "people": participants_card(), "mails": sent()}
    return render(request, "demo/clock.html", context)
