"""Choosing the language of the interface."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from program.actions import own_language
from program.languages import is_offered
from program.sessions import STAFF_PREFIX


@login_not_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Back to the page it was chosen on. Kept with the account of whoever is signed in; a visitor carries it along.

    An empty choice leaves it to the browser again.
    """
    code, back = request.POST.get("language", ""), request.POST.get("back", "")
    ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = redirect(back if ours else start_of(request))
    if request.user.is_authenticated and (is_offered(code) or not code):
        own_language.choose(account=request.user, language=code)
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Strict")
    elif is_offered(code):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, secure=True, httponly=True, samesite="Strict")
    return response


def start_of(request: HttpRequest) -> str:
    """The first page of the side it was chosen on."""
    return reverse("staff:account" if request.path.startswith(STAFF_PREFIX) else "program:front")
