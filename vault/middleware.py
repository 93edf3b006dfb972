"""Carries the session's secret to the browser and back."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from vault import session


class UnlockedSessionMiddleware:
    """Stands below the session middleware. The cookie dies with the browser (no Expires) and leaves no other trace."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        value = session.cookie_to_send(request)
        if value == session.FORGET:
            response.delete_cookie(settings.VAULT_COOKIE, path="/", samesite="Strict")
        elif value is not None:
            response.set_cookie(settings.VAULT_COOKIE, value, path="/", secure=True, httponly=True, samesite="Strict")
        return response
