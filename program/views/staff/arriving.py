"""A new member of staff takes up an invitation: a password, an authenticator, and printed recovery codes."""

import base64
import os
from urllib.parse import quote, urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from program import second_factor, throttle
from program.actions import signing_in, staff
from program.forms.staff import EnrolForm, InvitationForm, PasswordForm, ReplaceAuthenticatorForm
from program.http import StaffRequest
from program.qr import draw
from program.views.staff.entering import (
    ask_to_wait,
    home_of,
    password_fits,
    start_session,
    status_of,
    verify_session,
)
from vault import tokens

TRIES = "staff-invitation"
PURPOSE = "authenticator"
SECRET_BYTES = 20


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """The one-time code and a new password; the code stands for the second factor until one is enrolled."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _accept(request, form):
        return redirect("staff:enrol")
    return render(request, "staff/invitation.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def enrol(request: StaffRequest) -> HttpResponse:
    """Show a new secret as a drawing and as text, and take it once the app answers with the right digits.

    Somebody who is verified already replaces their authenticator, and types the password for it.
    """
    replacing = second_factor.is_verified(request)
    form_class = ReplaceAuthenticatorForm if replacing else EnrolForm
    secret = _carried_secret(request)
    form = form_class(request.POST if secret else None)
    if secret and form.is_valid() and (not replacing or password_fits(request, form)) and _enrol(request, form, secret):
        messages.success(request, _("Your authenticator works."))
        return redirect("staff:account" if signing_in.codes_left(account=request.user) else "staff:recovery-codes")
    if secret is None:
        secret = os.urandom(SECRET_BYTES)
        form = form_class(initial={"sealed": _sealed(request, secret)})
    context = {"form": form, "replacing": replacing, **_shown(request, secret)}
    return render(request, "staff/enrol.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def recovery_codes(request: StaffRequest) -> HttpResponse:
    """Make ten codes and show them this once. Whoever has some already types the password first."""
    renewing = signing_in.codes_left(account=request.user) > 0
    form = (PasswordForm if renewing else forms.Form)(request.POST if request.method == "POST" else None)
    if form.is_valid() and (not renewing or password_fits(request, form)):
        codes = staff.new_recovery_codes(account=request.user)
        return render(request, "staff/recovery-codes.html", {"codes": codes, "home": home_of(request.user)})
    return render(
        request, "staff/recovery-codes-ask.html", {"form": form, "renewing": renewing}, status=status_of(form)
    )


def _accept(request: HttpRequest, form: InvitationForm) -> bool:
    email = form.cleaned_data["email"]
    seconds = throttle.wait(TRIES, email)
    if seconds:
        ask_to_wait(form, seconds)
        return False
    try:
        account, private = staff.accept_invitation(
            email=email,
            code=form.cleaned_data["code"],
            password=form.cleaned_data["new"],
            form_key=request.POST.get("form_key", ""),
        )
    except staff.InvitationRefused:
        throttle.failed(TRIES, email)
        form.add_error(
            None,
            _(
                "This e-mail and code do not go together, or the invitation is over: it works once, for two weeks. "
                "Ask the person who invited you for a new one."
            ),
        )
        return False
    throttle.passed(TRIES, email)
    start_session(request, account, private)
    request.session[second_factor.INVITED] = True
    return True


def _enrol(request: StaffRequest, form: forms.Form, secret: bytes) -> bool:
    try:
        device = staff.enrol_authenticator(account=request.user, secret=secret, token=form.cleaned_data["code"])
    except staff.WrongCode:
        form.add_error("code", _("Those are not the digits of this entry. Wait until they change, then try once more."))
        return False
    verify_session(request, device)
    return True


def _sealed(request: StaffRequest, secret: bytes) -> str:
    return tokens.issue(PURPOSE, {"account": str(request.user.pk), "secret": base64.b32encode(secret).decode()})


def _carried_secret(request: StaffRequest) -> bytes | None:
    """The secret that this page showed to this person; None on the first visit, and for anything else."""
    carried = tokens.read(PURPOSE, request.POST.get("sealed", ""))
    if carried is None or carried["account"] != str(request.user.pk):
        return None
    return base64.b32decode(carried["secret"])


def _shown(request: StaffRequest, secret: bytes) -> dict[str, object]:
    text = base64.b32encode(secret).decode()
    issuer = settings.SITE_NAME
    label = quote(f"{issuer}:{request.user.email}")
    return {
        "drawing": draw(f"otpauth://totp/{label}?{urlencode({'secret': text, 'issuer': issuer})}"),
        "secret": " ".join(text[start : start + 4] for start in range(0, len(text), 4)),
    }
