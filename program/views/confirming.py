"""The passphrase asked again, before what a passer-by must not do."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from program import throttle
from program.forms.joining import ConfirmForm
from program.http import ParticipantRequest
from vault import holders, tokens

PURPOSE = "proved"


def confirmed(request: ParticipantRequest, form: ConfirmForm) -> bool:
    """Whether the passphrase asked again is the right one. Throttled like signing in."""
    who = ("confirm", str(request.user.pk))
    if seconds := throttle.wait(*who):
        form.add_error("passphrase", please_wait(seconds))
        return False
    if holders.unlock(holder=request.user.pk, secret=form.cleaned_data["passphrase"]) is None:
        throttle.failed(*who)
        form.add_error("passphrase", _("That is not your passphrase. Nothing has been changed."))
        return False
    throttle.passed(*who)
    return True


def please_wait(seconds: int) -> str:
    said = ngettext("Please wait %(n)d second, then try again.", "Please wait %(n)d seconds, then try again.", seconds)
    return said % {"n": seconds}


def proof(request: ParticipantRequest, what: str, **facts: str) -> str:
    """For a hidden field of the page that follows: that the passphrase was given, in this session, for this purpose."""
    return tokens.issue(f"{PURPOSE} {what}", {"session": _session(request), **facts})


def proved(request: ParticipantRequest, what: str, field: str = "state") -> dict[str, str] | None:
    """What `proof` was given, where the posted form brings it back in the same session; None otherwise."""
    facts = tokens.read(f"{PURPOSE} {what}", request.POST.get(field, ""))
    return facts if facts is not None and facts["session"] == _session(request) else None


def _session(request: HttpRequest) -> str:
    return str(request.session.session_key or UUID(int=0))
