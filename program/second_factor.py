"""What a staff session may reach before it has shown the second factor. Decisions only; the middleware enforces them.

Three states: the password alone (only the code page), an invitation just taken up (only the page that enrols an
authenticator, since the invitation stood for the second factor), and verified (everything the person's roles allow).
"""

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from program.models import AuthenticatorDevice

INVITED = "invited"
"""The key of the session flag that the invitation page sets and the enrolment page removes."""

OPEN_STAFF_VIEWS = frozenset({"staff:sign-in", "staff:invitation", "staff:language"})
"""The staff pages that need nobody to be signed in."""

ALWAYS_ALLOWED = OPEN_STAFF_VIEWS | {"staff:sign-out"}


def is_verified(request: HttpRequest) -> bool:
    """Whether this session belongs to a member of staff and has shown the second factor."""
    user = request.user
    return user.is_authenticated and user.is_staff_account and getattr(user, "otp_device", None) is not None


def is_invited(request: HttpRequest) -> bool:
    """Whether this session came through an invitation and no authenticator has been enrolled since."""
    if not request.user.is_authenticated or not request.session.get(INVITED):
        return False
    return not AuthenticatorDevice.objects.filter(user=request.user, confirmed=True).exists()


def next_page(request: HttpRequest) -> str | None:
    """The URL name to send this request to; None where it may go on. For staff pages and people who may be staff."""
    name = _view_name(request)
    if name in ALWAYS_ALLOWED or is_verified(request):
        return None
    if not request.user.is_authenticated:
        return "staff:sign-in"
    needed = "staff:enrol" if is_invited(request) else "staff:code"
    return None if name == needed else needed


def _view_name(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return ""
    return match.view_name
