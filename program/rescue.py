"""Typed words outlive the session they were typed in.

A form carries a token that names its account and path, opaque to whoever carries it. When a post arrives that cannot be
taken (signed out meanwhile, key gone, an error of ours), its text is sealed to that account's public key, and offered
only after signing in again.
"""

from uuid import UUID

from django.http import HttpRequest

from vault import tokens

PURPOSE = "rescue"
FIELD = "rescue"
# Fields of ours that hold nothing anybody typed.
# A passphrase or a code is never kept, nor shown again.
SECRETS = {"passphrase", "password", "again", "own", "code", "code_part", "old", "new", "new_again", "token"}
CHOSEN = {"do", "asked", "quote", "mark", "insert", "tick", "joined"}
NOT_TYPED = SECRETS | CHOSEN | {FIELD, "csrfmiddlewaretoken", "form_key", "base", "autosave", "state", "confirmed"}


def form_token(request: HttpRequest) -> str:
    """For the hidden field `rescue` of a form that takes text. Empty where nobody is signed in."""
    if not request.user.is_authenticated:
        return ""
    return tokens.issue(PURPOSE, {"account": str(request.user.pk), "path": request.path})


def named_in(request: HttpRequest) -> tuple[UUID, str] | None:
    """The account and path that the posted form belongs to; None without a token that this server made."""
    payload = tokens.read(PURPOSE, request.POST.get(FIELD, "")) if request.method == "POST" else None
    return (UUID(payload["account"]), payload["path"]) if payload else None


def typed(request: HttpRequest) -> dict[str, list[str]]:
    """What a person typed or chose in the posted form."""
    return {
        name: values
        for name, values in request.POST.lists()
        if name not in NOT_TYPED and any(value.strip() for value in values)
    }
