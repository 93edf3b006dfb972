"""Where a session ends, and what becomes of the words that were on their way to it."""

from django.contrib.auth import logout
from django.http import HttpRequest
from django.urls import reverse

from program import clock, rescue
from program.actions import rescue as rescuing
from vault import session as unlocked

STAFF_PREFIX = "/staff/"
STUDIO_PREFIX = "/cms/"


def sign_in_url(request: HttpRequest) -> str:
    """Where somebody signs in who was on this page."""
    staff = request.path.startswith((STAFF_PREFIX, STUDIO_PREFIX))
    return reverse("staff:sign-in" if staff else "program:sign-in")


def keep_posted(request: HttpRequest) -> bool:
    """Keep what was typed in the posted form for the account that the form names. False where it names none."""
    named = rescue.named_in(request)
    if named is None:
        return False
    account_id, path = named
    kept = rescuing.keep(account_id=account_id, path=path, typed=rescue.typed(request), today=clock.today())
    return kept is not None


def end_session(request: HttpRequest) -> None:
    """Sign out here: the session, and the key in it, are gone."""
    unlocked.forget(request)
    logout(request)
