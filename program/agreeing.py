"""Whether a newer text waits for somebody's consent, as their session knows it; and what may not be sent until then.

Looked up once, at sign-in: no other page asks the database for it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from program import consents
from program.http import ParticipantRequest
from program.models import Account
from program.sessions import keep_posted

FLAG = "agree"
ASK, LATER = "ask", "later"
View = Callable[..., HttpResponse]


def look_up(request: HttpRequest, account: Account) -> None:
    """At sign-in. Two statements."""
    if consents.asked_anew(account) is not None:
        request.session[FLAG] = ASK


def must_ask(request: HttpRequest) -> bool:
    """Before the first page of this session: whoever said 'not now' is not asked again until the next sign-in."""
    return bool(request.session.get(FLAG) == ASK)


def put_off(request: HttpRequest) -> None:
    request.session[FLAG] = LATER


def settle(request: HttpRequest) -> None:
    request.session.pop(FLAG, None)


def is_put_off(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    return session is not None and session.get(FLAG) == LATER


def sends(view: View) -> View:
    """A view through which something reaches the clinic: not before the new text is agreed to. Typed words are kept."""

    @wraps(view)
    def once_agreed(request: ParticipantRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or FLAG not in request.session:
            return view(request, *args, **kwargs)
        keep_posted(request)
        messages.warning(request, _("Nothing was sent. What you wrote is kept: it stands here once you agree."))
        return redirect("program:agree")

    return once_agreed
