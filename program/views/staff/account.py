"""A member of staff's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from program import access, throttle
from program.actions import own_desk, signing_in
from program.forms.staff import ChangePasswordForm, DailyMailForm, HardNoticeForm
from program.http import StaffRequest
from program.views.staff.entering import PROOF_TRIES, ask_to_wait, status_of
from program.views.staff.letter_languages import languages_of, save_languages


@require_http_methods(["GET", "POST"])
def account(request: StaffRequest) -> HttpResponse:
    """Change the password; the ways to a new authenticator and new recovery codes."""
    form = ChangePasswordForm(request.POST or None, email=request.user.email)
    if request.method == "POST" and form.is_valid() and _change(request, form):
        messages.success(request, _("Your password is changed. You are signed out everywhere else."))
        return redirect("staff:account")
    context = {
        "form": form,
        "codes_left": signing_in.codes_left(account=request.user),
        "warned": access.go_live_warnings(request),
        "daily_mail": DailyMailForm(initial={"daily_mail": request.user.daily_mail}) if is_clinical(request) else None,
        "hard_notice": HardNoticeForm(initial={"hard_notice": request.user.hard_notice}),
        "languages": languages_of(request.user) if is_clinical(request) else None,
        "mail_times": access.daily_mail_times() if is_clinical(request) else [],
    }
    return render(request, "staff/account.html", context, status=status_of(form))


@require_POST
def daily_mail(request: StaffRequest) -> HttpResponse:
    """Whether a mail says once a day that something waits; for those for whom something can wait."""
    if not is_clinical(request):
        raise Http404
    wanted = "daily_mail" in request.POST
    own_desk.set_daily_mail(account=request.user, wanted=wanted)
    messages.success(request, _("You will get the daily mail.") if wanted else _("You will get no daily mail."))
    return redirect("staff:account")


@require_POST
def hard_notice(request: StaffRequest) -> HttpResponse:
    """Whether somebody is told of a flagged answer before they open it."""
    if not is_clinical(request):
        raise Http404
    wanted = "hard_notice" in request.POST
    own_desk.set_hard_notice(account=request.user, wanted=wanted)
    messages.success(request, _("You will be told before.") if wanted else _("You will not be told before."))
    return redirect("staff:account")


@require_POST
def letters_in(request: StaffRequest) -> HttpResponse:
    """In which languages they write letters."""
    if not is_clinical(request):
        raise Http404
    return save_languages(request, request.user, "staff:account")


def is_clinical(request: StaffRequest) -> bool:
    return request.user.has_role(*access.CLINICAL)


def _change(request: StaffRequest, form: ChangePasswordForm) -> bool:
    tries = (PROOF_TRIES, str(request.user.pk))
    seconds = throttle.wait(*tries)
    if seconds:
        ask_to_wait(form, seconds, "password")
        return False
    try:
        signing_in.change_password(
            account=request.user, old=form.cleaned_data["password"], new=form.cleaned_data["new"]
        )
    except signing_in.WrongPassword:
        throttle.failed(*tries)
        form.add_error("password", _("That is not your password. Nothing has been changed."))
        return False
    throttle.passed(*tries)
    update_session_auth_hash(request, request.user)
    return True
