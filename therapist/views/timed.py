"""Minutes of writing, heard beside what the composer does anyway."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from program import clock
from program.http import StaffRequest
from therapist import minutes, timing
from therapist.actions import minutes as counting

View = Callable[..., HttpResponse]


def timed(view: View) -> View:
    """A view on which somebody writes to a participant. What it does and answers stays the same."""

    @wraps(view)
    def heard(request: StaffRequest, participant: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, participant, *args, **kwargs)
        known, counted = timing.hear(
            minutes.known(request), minutes.named(participant), minutes.now(), minutes.what(request)
        )
        minutes.remember(request, known)
        if counted > 0:
            week_on = minutes.monday(clock.today())
            counting.count(staff=request.user.pk, participant=participant, week_on=week_on, minutes=counted)
        return response

    return heard
