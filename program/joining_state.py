"""What somebody who joins has chosen so far: it travels with them, sealed, and nothing of it is stored here.

It travels twice. In the form, which counts when the form is sent, so that two windows never mix. And in a cookie that
ends with the browser, so that every page can be asked for again: Back and Reload show it, and never ask to send a form
a second time. The cookie is opened for an hour after the last answer, and is taken back when the account is made, when
somebody is too young, where joining has closed, at a new beginning, and on leaving. Whoever only looks gets none.
"""

import json
import time

from django.http import HttpRequest, HttpResponse

from vault import tokens

PURPOSE = "joining"
COOKIE = "__Host-wm-begun"
OPENED_FOR_SECONDS = 60 * 60
LARGEST = 3800
"""Browsers drop a cookie of more than 4,096 bytes, its name and attributes among them."""

State = dict[str, str]


def posted(request: HttpRequest) -> State | None:
    """What the form carries, for as long as its page stood open."""
    return tokens.read(PURPOSE, request.POST.get("state", ""))


def carried(request: HttpRequest) -> State | None:
    """What the cookie carries, if it is not too old."""
    state = tokens.read(PURPOSE, request.COOKIES.get(COOKIE, ""))
    if state is None or not 0 <= time.time() - int(state.pop("at", "0")) <= OPENED_FOR_SECONDS:
        return None
    return state


def in_form(state: State) -> str:
    return tokens.issue(PURPOSE, state)


def carry(response: HttpResponse, state: State) -> bool:
    """Give it along with this answer. False where it is too long for a cookie: then nothing is given."""
    value = tokens.issue(PURPOSE, {**state, "at": str(int(time.time()))})
    if len(value) > LARGEST:
        return False
    response.set_cookie(COOKIE, value, secure=True, httponly=True, samesite="Strict")
    return True


def forget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Take it back, where there is one."""
    if COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, samesite="Strict")
    return response


def typed(state: State) -> State | None:
    """What was typed into the state's own page and could not be taken; None where nothing was."""
    found: State | None = json.loads(state["typed"]) if "typed" in state else None
    return found
