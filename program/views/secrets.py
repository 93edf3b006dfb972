"""A new passphrase and a new recovery code, together or the code alone. The old passphrase is asked first."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from program import clock
from program.access import my_journey
from program.actions import devices, joining
from program.credentials import new_code, new_passphrase
from program.forms.joining import ConfirmForm, PassphraseForm, RecoveryForm, RetypeForm
from program.http import ParticipantRequest
from program.sessions import kept_page
from program.views.confirming import confirmed, proof, proved
from vault import session, tokens

RENEWING = "renewing"
RECOVERY = "recovery code"


@require_http_methods(["GET", "POST"])
def passphrase(request: ParticipantRequest) -> HttpResponse:
    """The old passphrase is asked first; then a new one is made."""
    my_journey(request)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and confirmed(request, form):
        request.session["renew"] = True
        return redirect("program:renew")
    return render(request, "program/confirm.html", {"form": form, "purpose": "passphrase"})


@require_http_methods(["GET", "POST"])
def renew(request: ParticipantRequest) -> HttpResponse:
    """A new passphrase and a new recovery code, each shown and typed once. Reached by proof of the old ones only."""
    my_journey(request)
    if not request.session.get("renew"):
        return redirect("program:passphrase")
    state = tokens.read(RENEWING, request.POST.get("state", "")) or {
        "step": "passphrase",
        "passphrase": new_passphrase(),
        "recovery": new_code(),
    }
    form = renewal_form(state, request.POST if request.method == "POST" and "state" in request.POST else None)
    if form.is_bound and form.is_valid():
        following = {"passphrase": "retype", "retype": "recovery", "recovery": "done"}[state["step"]]
        own = form.cleaned_data.get("own", "")
        state = {**state, "step": following, **({"passphrase": own, "own": "yes"} if own else {})}
        if following == "done":
            return renewed(request, state)
        form = renewal_form(state)
    context = {
        "form": form,
        "state": tokens.issue(RENEWING, state),
        "step": state["step"],
        "passphrase": "" if state.get("own") else state["passphrase"],
        "recovery": state["recovery"],
    }
    return render(request, "program/renew.html", context)


def renewal_form(state: dict[str, str], data: object = None) -> PassphraseForm | RetypeForm | RecoveryForm:
    if state["step"] == "passphrase":
        return PassphraseForm(data)
    if state["step"] == "retype":
        return RetypeForm(data, secret=state["passphrase"], forgiving=not state.get("own"))
    return RecoveryForm(data, code=state["recovery"])


def renewed(request: ParticipantRequest, state: dict[str, str]) -> HttpResponse:
    private, today = session.private_key(request), clock.today()
    joining.renew_recovery_code(account=request.user, private=private, code=state["recovery"], today=today)
    joining.renew_passphrase(
        account=request.user, private=private, secret=state["passphrase"], forgiving=not state.get("own"), today=today
    )
    update_session_auth_hash(request, request.user)
    session.remember(request, private)
    devices.forget(account=request.user, but=request.session.session_key)
    request.session.pop("renew", None)
    messages.success(
        request, _("Your new passphrase and recovery code are in force. The old ones open nothing any more.")
    )
    return redirect(kept_page(request) or "program:account")


@require_http_methods(["GET", "POST"])
def recovery(request: ParticipantRequest) -> HttpResponse:
    """A new recovery code alone: for somebody who lost the note, or whose note was seen. The passphrase stays."""
    my_journey(request)
    known = proved(request, RECOVERY)
    if known is not None:
        form = RecoveryForm(request.POST, code=known["code"])
        return code_renewed(request, known["code"]) if form.is_valid() else code_page(request, form, known["code"])
    asked = ConfirmForm(request.POST if request.method == "POST" else None)
    if asked.is_valid() and confirmed(request, asked):
        code = new_code()
        return code_page(request, RecoveryForm(code=code), code)
    return render(request, "program/confirm.html", {"form": asked, "purpose": "recovery"})


def code_page(request: ParticipantRequest, form: RecoveryForm, code: str) -> HttpResponse:
    context = {"form": form, "recovery": code, "state": proof(request, RECOVERY, code=code)}
    return render(request, "program/recovery-code.html", context)


def code_renewed(request: ParticipantRequest, code: str) -> HttpResponse:
    private = session.private_key(request)
    joining.renew_recovery_code(account=request.user, private=private, code=code, today=clock.today())
    messages.success(request, _("Your new recovery code is in force. The old one opens nothing any more."))
    return redirect("program:account")
