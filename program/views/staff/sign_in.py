"""Staff come in with a password and then a code, and leave."""

from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from program import second_factor, throttle
from program.actions import signing_in
from program.forms.staff import CodeForm, SignInForm
from program.http import StaffRequest
from program.sessions import end_session, kept_page
from program.views.sign_in import cleared
from program.views.staff.entering import ask_to_wait, home_of, start_session, status_of, verify_session

TRIES = "staff"


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password; the same answer in the same time for an address that nobody has."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _enter(request, form):
        return redirect("staff:code")
    context = {"form": form, "kept": request.GET.get("kept")}
    return render(request, "staff/sign-in.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def code(request: StaffRequest) -> HttpResponse:
    """The second factor. One field takes the app's digits and the printed codes alike."""
    if second_factor.is_verified(request):
        return redirect(home_of(request.user))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _show_code(request, form):
        return redirect(kept_page(request) or home_of(request.user))
    enrolled = signing_in.has_device(account=request.user)
    return render(request, "staff/code.html", {"form": form, "enrolled": enrolled}, status=status_of(form))


@require_POST
def sign_out(request: StaffRequest) -> HttpResponse:
    end_session(request)
    return cleared(redirect("staff:sign-in"))


def _enter(request: HttpRequest, form: SignInForm) -> bool:
    email, password = form.cleaned_data["email"], form.cleaned_data["password"]
    seconds = throttle.wait(TRIES, email)
    if seconds:
        ask_to_wait(form, seconds)
        return False
    account = authenticate(request, username=email, password=password, kind="staff")
    if account is None or account.unlocked is None:
        throttle.failed(TRIES, email)
        form.add_error(None, _("That e-mail and password do not go together. Please look at both again."))
        return False
    throttle.passed(TRIES, email)
    start_session(request, account, account.unlocked)
    return True


def _show_code(request: StaffRequest, form: CodeForm) -> bool:
    typed = form.cleaned_data["code"]
    seconds = signing_in.seconds_to_wait(account=request.user, code=typed)
    if seconds:
        ask_to_wait(form, seconds)
        return False
    device = signing_in.show_code(account=request.user, code=typed)
    if device is None:
        form.add_error("code", _("That code is not right, or it has been used. Wait for the next one and try again."))
        return False
    verify_session(request, device)
    return True
