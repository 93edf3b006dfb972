"""Words that could not be taken when they were sent: kept, shown, put back by their writer's own hand."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from program.actions import rescue as rescuing
from program.http import SignedInRequest
from program.queries import rescued_texts
from program.rescue import typed
from program.sessions import keep_posted, kept_name, sign_in_url
from vault import session


@dataclass(frozen=True)
class Kept:
    id: UUID
    path: str
    texts: list[str]


@require_safe
def rescued(request: SignedInRequest) -> HttpResponse:
    """Everything that was kept for this account, with a way to put each back or let it go."""
    private = session.private_key(request)
    kept = [
        Kept(
            row.pk,
            row.path,
            written(rescuing.take(account_id=request.user.pk, private=private, rescued_id=str(row.pk))),
        )
        for row in rescued_texts(request.user.pk)
    ]
    side = "program" if request.user.is_participant else "staff"
    return render(request, f"{side}/rescued.html", {"kept": kept})


@require_POST
def let_go(request: SignedInRequest, rescued_id: UUID) -> HttpResponse:
    rescuing.let_go(account_id=request.user.pk, rescued_id=rescued_id)
    return redirect(kept_name(request.user))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django passes it)
    """A form without its token: the words are kept where we know whose they are, and shown again where not."""
    if keep_posted(request):
        if not request.user.is_authenticated:
            return redirect(f"{sign_in_url(request)}?kept=1")
        return redirect(kept_name(request.user))
    texts = [text for texts in typed(request).values() for text in texts if text.strip()]
    return render(request, "403_csrf.html", {"texts": texts}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed on our side: says whether the words were kept, and where. Asks nothing of the database."""
    kept_at = ""
    if getattr(request, "has_kept", False):
        kept_at = reverse(kept_name(request.user)) if request.user.is_authenticated else sign_in_url(request)
    return HttpResponseServerError(render_to_string("500.html", {"kept_at": kept_at}))


def written(fields: dict[str, list[str]]) -> list[str]:
    """What a person would want back: the written words, not the ticked numbers."""
    return [text for texts in fields.values() for text in texts if text.strip() and not text.isdecimal()]
