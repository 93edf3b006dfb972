"""What holds for every page: nothing cached, sessions that end, each side closed to the other, no typed word lost."""

import time
from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy

from program import second_factor
from program.http import GrantEnded
from program.languages import language_of
from program.sessions import STAFF_PREFIX, STUDIO_PREFIX, end_session, keep_posted, sign_in_url
from vault.session import Locked

REFRESH_SECONDS = 60

# Wagtail's own pages draw inline scripts and preview frames; no participant page ever gets this policy.
STUDIO_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}

SAVED_NOWHERE = gettext_lazy(
    "You cannot read this case any more, so nothing was saved with it. What you wrote is kept below."
)
NOT_PUT_BACK = gettext_lazy("You cannot read this case any more, so the words stay here.")

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class PrivatePagesMiddleware:
    """No page is kept by a browser or a cache; the studio gets the looser policy it needs."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        # A page of the participants that the studio shows brings a policy of its own, which is stricter.
        if request.path.startswith(STUDIO_PREFIX) and not hasattr(response, "_csp_config"):
            response._csp_replace = STUDIO_POLICY  # type: ignore[attr-defined]  # what django-csp looks for
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response


class SessionAgeMiddleware:
    """Ends a session that was idle or has lived too long. Real time, whatever the programme's clock says."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = int(time.time())
            idle, absolute = settings.SESSION_AGES[request.user.kind]
            started, seen = request.session.get("started", now), request.session.get("seen", now)
            if now - seen > idle or now - started > absolute:
                end_session(request)
            elif "started" not in request.session or now - seen > REFRESH_SECONDS:
                request.session["started"], request.session["seen"] = started, now
        return self.get_response(request)


class LanguageMiddleware:
    """Answers in the language of whoever asks, and leaves none behind for the next request of this thread."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class BoundaryMiddleware:
    """Participants never meet staff pages, nor staff theirs; staff meet none without the second factor.

    A post that cannot be taken because its session is over is kept for its writer before anything else happens.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Decides before the view runs; returns None where the request may go on."""
        open_to_all = not getattr(view, "login_required", True)
        if not request.user.is_authenticated and not open_to_all and keep_posted(request):
            return redirect(f"{sign_in_url(request)}?kept=1")
        if request.path.startswith((STAFF_PREFIX, STUDIO_PREFIX)):
            return self._staff_side(request)
        if request.user.is_authenticated and not request.user.is_participant and not open_to_all:
            raise Http404
        return self._unfinished(request, open_to_all)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A session without its key starts again; whatever else went wrong, the words are kept.

        A grant that ended while its page stood open is no mistake of the writer's: they are led to their words, also
        where they would put them back into that page.
        """
        kept = keep_posted(request)
        if isinstance(exception, GrantEnded) and (kept or "rescued" in request.GET):
            messages.warning(request, SAVED_NOWHERE if kept else NOT_PUT_BACK)
            return redirect("staff:rescued")
        if not isinstance(exception, Locked):
            request.has_kept = kept  # type: ignore[attr-defined]  # for the page that says sorry
            return None
        to = sign_in_url(request)
        end_session(request)
        return redirect(f"{to}?kept=1" if kept else to)

    def _staff_side(self, request: HttpRequest) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.user.is_authenticated and request.user.is_participant:
            raise Http404
        if name in second_factor.OPEN_STAFF_VIEWS:
            return None
        if not request.user.is_authenticated:
            return redirect(sign_in_url(request))
        next_page = second_factor.next_page(request)
        if next_page is not None and next_page != name:
            return redirect(next_page)
        if request.path.startswith(STUDIO_PREFIX) and not request.user.enters_studio:
            raise Http404
        return None

    def _unfinished(self, request: HttpRequest, open_to_all: bool) -> HttpResponseBase | None:
        """Whoever came in by a recovery code makes a new passphrase first."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not request.user.is_authenticated or open_to_all or not request.session.get("renew"):
            return None
        if name in {"program:renew", "program:sign-out"}:
            return None
        keep_posted(request)
        return redirect("program:renew")
