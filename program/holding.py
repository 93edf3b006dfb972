"""Whether somebody's weeks stand still because they said that they are under 18; what they cannot do meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from program.http import ParticipantRequest
from program.models import Enrolment, EnrolmentState

View = Callable[..., HttpResponse]


def is_held(request: HttpRequest) -> bool:
    return bool(held(request))


def held(request: HttpRequest) -> str:
    """Empty for everybody else; "now" until a supervisor has decided; "over" once the programme has ended for them. No
    statement: it came with the account."""
    participant = getattr(getattr(request, "user", None), "participant", None)
    enrolment: Enrolment | None = getattr(participant, "enrolment", None)
    if enrolment is None or enrolment.held_on is None:
        return ""
    return "over" if enrolment.state == EnrolmentState.WITHDRAWN else "now"


def goes_on(view: View) -> View:
    """A view that would set the weeks going again: not before a supervisor has been through the checklist."""

    @wraps(view)
    def unless_held(request: ParticipantRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("program:young") if is_held(request) else view(request, *args, **kwargs)

    return unless_held
