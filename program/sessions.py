"""Where a session ends, and what becomes of the words that were on their way to it."""

from django.contrib.auth import logout
from django.http import HttpRequest
from django.urls import reverse

from program import clock, rescue
from program.actions import rescue as rescuing
from program.models import Account
from program.queries import rescued_texts
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
    kept = rescuing.keep(
        account_id=account_id,
        path=path,
        typed=rescue.typed(request),
        form_key=request.POST.get("form_key", ""),
        today=clock.today(),
    )
    return kept is not None


def kept_page(request: HttpRequest) -> str:
    """The URL name of the page that whoever signs in is shown first, where words wait for them; empty where none do."""
    user = request.user
    return kept_name(user) if user.is_authenticated and rescued_texts(user.pk) else ""


def kept_name(account: Account) -> str:
    """The URL name of the page that offers this account what was kept for it."""
    return "program:rescued" if account.is_participant else "staff:rescued"


def end_session(request: HttpRequest) -> None:
    """Sign out here: the session, and the key in it, are gone."""
    unlocked.forget(request)
    logout(request)
