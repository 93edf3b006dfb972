"""The participant's own account: passphrase, recovery code, pause, leaving for good."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from program import clock, throttle
from program.access import my_case_key, my_journey
from program.actions import joining, silence, weeks
from program.credentials import new_code, new_passphrase
from program.forms.joining import ConfirmForm, PassphraseForm, RecoveryForm, RetypeForm
from program.http import ParticipantRequest
from program.sessions import end_session, kept_page
from program.views.sign_in import cleared
from vault import holders, session, tokens

RENEWING = "renewing"


@require_http_methods(["GET"])
def account(request: ParticipantRequest) -> HttpResponse:
    return render(request, "program/account.html", {"journey": my_journey(request)})


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
        return PassphraseForm(data)  # type: ignore[arg-type]
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
    request.session.pop("renew", None)
    messages.success(
        request, _("Your new passphrase and recovery code are in force. The old ones open nothing any more.")
    )
    return redirect(kept_page(request) or "program:account")


@require_POST
def pause(request: ParticipantRequest) -> HttpResponse:
    weeks.pause(journey=my_journey(request), by=request.user.pk)
    messages.success(request, _("Your clock stands still. Everything is kept. Come back when it suits you."))
    return redirect("program:account")


@require_POST
def resume(request: ParticipantRequest) -> HttpResponse:
    weeks.resume(journey=my_journey(request), by=request.user.pk)
    messages.success(request, _("Welcome back. You go on where you stopped."))
    return redirect("modules:home")


@require_POST
def come_back(request: ParticipantRequest) -> HttpResponse:
    """After a rest. Pressed twice, it is done once."""
    journey = my_journey(request)
    silence.come_back(journey=journey, key=my_case_key(request, journey.enrolment.participant), by=request.user.pk)
    messages.success(request, _("Welcome back. You go on where you stopped."))
    return redirect("modules:home")


@require_http_methods(["GET", "POST"])
def erase(request: ParticipantRequest) -> HttpResponse:
    """Everything of this person is destroyed, after the passphrase was given once more."""
    my_journey(request)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and confirmed(request, form):
        account = request.user
        end_session(request)
        joining.erase(account=account, today=clock.today())
        return cleared(render(request, "program/erased.html"))
    return render(request, "program/confirm.html", {"form": form, "purpose": "erase"})


def confirmed(request: ParticipantRequest, form: ConfirmForm) -> bool:
    """Whether the passphrase asked again is the right one. Throttled like signing in."""
    who = ("confirm", str(request.user.pk))
    if seconds := throttle.wait(*who):
        form.add_error("passphrase", _("Please wait %(n)d seconds, then try again.") % {"n": seconds})
        return False
    if holders.unlock(holder=request.user.pk, secret=form.cleaned_data["passphrase"]) is None:
        throttle.failed(*who)
        form.add_error("passphrase", _("That is not your passphrase. Nothing has been changed."))
        return False
    throttle.passed(*who)
    return True
