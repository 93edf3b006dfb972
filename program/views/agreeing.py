"""A text that has changed is agreed to anew, or not now; and what somebody has agreed to so far."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from program import agreeing, consents
from program.access import my_journey
from program.actions import consenting
from program.consents import Asked, Copy
from program.forms.joining import ConsentForm
from program.http import ParticipantRequest
from program.sessions import kept_page
from program.views.pages import as_file


@require_http_methods(["GET", "POST"])
def agree(request: ParticipantRequest) -> HttpResponse:
    """What has changed, the whole new text, the one before. 'Not now' holds until the next sign-in."""
    journey, asked = my_journey(request), consents.asked_anew(request.user)
    if asked is None:
        agreeing.settle(request)
        return redirect("modules:home")
    if request.method == "GET":
        return _page(request, asked, ConsentForm())
    if "later" in request.POST:
        agreeing.put_off(request)
        return redirect("modules:home")
    form = ConsentForm(request.POST)
    if request.POST.get("version") != str(asked.text.version):
        form = ConsentForm()
        messages.info(request, _("The text has changed once more. This is the newest."))
    if not form.is_valid():
        return _page(request, asked, form)
    consenting.agree(account=request.user, text=asked.text, today=journey.today)
    agreeing.settle(request)
    messages.success(request, _("Thank you. The text you agreed to before is kept for you."))
    return redirect(kept_page(request) or "modules:home")


@require_safe
def agreed(request: ParticipantRequest) -> HttpResponse:
    """Every version they agreed to, with its text: the old ones are kept."""
    my_journey(request)
    return render(request, "program/agreed.html", {"consents": consents.all_given(request.user)})


@require_safe
def agreed_copy(request: ParticipantRequest, version: int) -> HttpResponse:
    my_journey(request)
    for consent in consents.all_given(request.user):
        if consent.text.version == version:
            return as_file(request, Copy(consent.text))
    raise Http404


def _page(request: ParticipantRequest, asked: Asked, form: ConsentForm) -> HttpResponse:
    return render(request, "program/agree.html", {"asked": asked, "texts": [asked.text, asked.before], "form": form})
