"""The parts of coming in that several staff pages share."""

from django import forms
from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_otp import login as second_factor_login

from program import second_factor, throttle
from program.actions import signing_in
from program.http import StaffRequest, StaffUser
from vault import session
from vault.holders import PrivateKey

PROOF_TRIES = "staff-password"
WAIT = "wait"


def start_session(request: HttpRequest, account: StaffUser, private: PrivateKey) -> None:
    """A session of its own, whatever the browser had before; the second factor has not been shown in it."""
    request.session.flush()
    login(request, account)
    session.remember(request, private)


def verify_session(request: StaffRequest, device: object) -> None:
    """The second factor was shown: a new session id, so that an id seen before is worth nothing."""
    request.session.pop(second_factor.INVITED, None)
    request.session.cycle_key()
    second_factor_login(request, device)


def home_of(account: StaffUser) -> str:
    """The URL name of the page where this person's work begins."""
    if account.is_therapist or account.is_supervisor:
        return "therapist:inbox"
    if account.is_lead:
        return "staff:go-live"
    if account.is_researcher:
        return "evaluation:figures"
    if account.enters_studio:
        return "wagtailadmin_home"
    return "staff:people" if account.is_operator else "staff:account"


def password_fits(request: StaffRequest, form: forms.Form) -> bool:
    """Whether the form's `password` is right; says on the form what is wrong, or how long to wait."""
    account = request.user
    seconds = throttle.wait(PROOF_TRIES, str(account.pk))
    if seconds:
        ask_to_wait(form, seconds, "password")
        return False
    if not signing_in.fits(account=account, password=form.cleaned_data["password"]):
        throttle.failed(PROOF_TRIES, str(account.pk))
        form.add_error("password", _("That is not your password. Nothing has been changed."))
        return False
    throttle.passed(PROOF_TRIES, str(account.pk))
    return True


def ask_to_wait(form: forms.Form, seconds: int, field: str | None = None) -> None:
    text = ngettext(
        "Please try again in %(n)d second. This protects the account from guessing.",
        "Please try again in %(n)d seconds. This protects the account from guessing.",
        seconds,
    )
    form.add_error(field, forms.ValidationError(text, code=WAIT, params={"n": seconds}))


def status_of(form: forms.Form) -> int:
    """429 while somebody has to wait, so that a machine understands it too."""
    waiting = any(error.code == WAIT for errors in form.errors.as_data().values() for error in errors)
    return 429 if waiting else 200
