"""Erasing everything: what goes and what stays is said first, and a receipt is given."""

from datetime import date
from typing import cast
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from program import clock
from program.access import my_journey
from program.actions import joining
from program.forms.joining import ConfirmForm
from program.http import ParticipantRequest
from program.sessions import end_session, sign_in_url
from program.views.confirming import confirmed
from program.views.sign_in import cleared
from vault import erasure, tokens

PURPOSE = "erasing"


@login_not_required
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Everything of this person is destroyed, after the passphrase was given once more.

    Whoever pressed twice has no account left to sign in with: the form itself says whose it was, and the second click
    gets the same receipt.
    """
    if request.user.is_authenticated:
        return erase_mine(cast("ParticipantRequest", request))
    return erased_before(request) or redirect(sign_in_url(request))


def erase_mine(request: ParticipantRequest) -> HttpResponse:
    my_journey(request)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and confirmed(request, form):
        today = clock.today()
        return erased(request, joining.erase(account=request.user, today=today), today)
    state = tokens.issue(PURPOSE, {"account": str(request.user.pk), "day": clock.today().isoformat()})
    return erased_before(request) or render(request, "program/erase.html", {"form": form, "state": state})


def erased_before(request: HttpRequest) -> HttpResponse | None:
    """The receipt once more, for the form of somebody who is gone; None for any other."""
    known = tokens.read(PURPOSE, request.POST.get("state", ""))
    if known is None or joining.has_joined(UUID(known["account"])):
        return None
    day = date.fromisoformat(known["day"])
    return erased(request, erasure.receipt(UUID(known["account"]), day), day)


def erased(request: HttpRequest, receipt: str, day: date) -> HttpResponse:
    end_session(request)
    return cleared(render(request, "program/erased.html", {"receipt": receipt, "day": day}))
