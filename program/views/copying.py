"""A copy of everything, as a file: made while its owner is signed in, after the passphrase, and kept nowhere."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from program.access import my_case_key, my_journey
from program.actions import copying as taking
from program.copy_files import KINDS, file_name, written
from program.copying import Owner
from program.forms.joining import ConfirmForm
from program.http import ParticipantRequest
from program.views.confirming import confirmed
from vault import session


@require_http_methods(["GET", "POST"])
def copy(request: ParticipantRequest) -> HttpResponseBase:
    """The passphrase is asked because a copy takes everything out at once: whoever finds an open session must not."""
    journey = my_journey(request)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if not (form.is_valid() and confirmed(request, form)):
        return page(request, form)
    kind = request.POST.get("kind", "")
    kind = kind if kind in KINDS else "html"
    key, private = my_case_key(request, journey.enrolment.participant), session.private_key(request)
    taking.take(account=request.user, kind=kind, today=journey.today)
    owner = Owner(journey, key, private)
    pieces = written(kind, owner, journey.today, get_language() or "en")
    answer = StreamingHttpResponse(pieces, content_type=KINDS[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(kind, journey.today)}"'
    return answer


def page(request: ParticipantRequest, form: ConfirmForm) -> HttpResponse:
    return render(request, "program/copy.html", {"form": form})
