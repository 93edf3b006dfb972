"""Whether somebody's weeks stand still because they said that they are under 18; what they cannot do meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from program.http import ParticipantRequest
from program.models import EnrolmentState

View = Callable[..., HttpResponse]


def is_held(request: HttpRequest) -> bool:
    """No statement: it came with the account."""
    participant = getattr(getattr(request, "user", None), "participant", None)
    enrolment = getattr(participant, "enrolment", None)
    return enrolment is not None and enrolment.held_on is not None


def held(request: HttpRequest) -> str:
    """ "" for everybody else; "now" until a supervisor has decided; "over" once the programme has ended for them."""
    if not is_held(request):
        return ""
    return "over" if request.user.participant.enrolment.state == EnrolmentState.WITHDRAWN else "now"  # type: ignore[union-attr]


def goes_on(view: View) -> View:
    """A view that would set the weeks going again: not before a supervisor has been through the checklist."""

    @wraps(view)
    def unless_held(request: ParticipantRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("program:young") if is_held(request) else view(request, *args, **kwargs)

    return unless_held
