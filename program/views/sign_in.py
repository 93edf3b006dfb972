"""Coming in, coming back after a lost passphrase, and leaving."""

from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from program import joining_state, throttle
from program.access import day_of
from program.actions import weeks
from program.agreeing import look_up, must_ask
from program.forms.joining import RecoverForm, SignInForm
from program.sessions import end_session, kept_page
from vault import session

KIND = "participant"


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("modules:home" if request.user.is_participant else "staff:account")
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        wrong = _("That name and passphrase do not go together. Please look at both again.")
        if enter(request, form, form.cleaned_data["passphrase"], "secret", wrong):
            return redirect("program:agree" if must_ask(request) else kept_page(request) or "modules:home")
    return render(request, "program/sign-in.html", {"form": form, "kept": request.GET.get("kept")})


@login_not_required
@require_http_methods(["GET", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """Sign in with the recovery code; a new passphrase and a new code are made next."""
    form = RecoverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        wrong = _("That name and code do not go together. Please look at both again.")
        if enter(request, form, form.cleaned_data["code"], "recovery", wrong):
            request.session["renew"] = True
            return redirect("program:renew")
    return render(request, "program/recover.html", {"form": form})


def enter(request: HttpRequest, form: SignInForm | RecoverForm, secret: str, lock: str, wrong: str) -> bool:
    """Sign in if name and secret go together; otherwise say so on the form, in the same words and time for any name."""
    name = form.cleaned_data["name"]
    seconds = throttle.wait(KIND, name)
    if seconds:
        form.add_error(
            None,
            ngettext(
                "Please wait %(n)d second, then try again. This protects the account from guessing.",
                "Please wait %(n)d seconds, then try again. This protects the account from guessing.",
                seconds,
            )
            % {"n": seconds},
        )
        return False
    account = authenticate(request, username=name, password=secret, kind=KIND, lock=lock)
    if account is None or account.unlocked is None:
        throttle.failed(KIND, name)
        form.add_error(None, wrong)
        return False
    throttle.passed(KIND, name)
    login(request, account)
    session.remember(request, account.unlocked)
    look_up(request, account)
    weeks.count_sign_in(participant_id=account.pk, today=day_of(account))
    return True


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    end_session(request)
    return cleared(redirect("program:signed-out"))


@login_not_required
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    return render(request, "program/signed-out.html")


@csrf_exempt
@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Quick exit. Needs no form token: it must work from a page that was open for days."""
    end_session(request)
    return joining_state.forget(request, cleared(redirect("program:away")))


@login_not_required
@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """A neutral page that has nothing to do with the service."""
    return render(request, "program/away.html")


def cleared(response: HttpResponse) -> HttpResponse:
    """Ask the browser to drop what it kept of this site."""
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
