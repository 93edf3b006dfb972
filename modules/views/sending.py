"""The clinical review of one programme: what is to be sent, what waits for whom, what is signed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from modules.access import checkable
from modules.actions.sending import send_to_review
from modules.review_standing import is_unfinished, next_for, standings, to_send
from modules.sending_form import SendingForm
from modules.translation_access import edit_url
from program.http import StaffRequest


@require_http_methods(["GET", "POST"])
def review(request: StaffRequest, page_id: int) -> HttpResponse:
    """Whoever writes sends all of it, or some; what is not finished stays, and is named."""
    page = checkable(request, page_id)
    lines = standings(page, request.user)
    form = SendingForm(request.POST if request.method == "POST" else None, lines=to_send(lines, request.user))
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        stays = [line for line in chosen if is_unfinished(line.draft)]
        goes = [line.draft for line in chosen if line not in stays]
        send_to_review(page=page, drafts=goes, by=request.user)
        for line in stays:
            messages.warning(request, _("“%(title)s” is not finished, and was not sent.") % {"title": line.about})
        if goes:
            said = ngettext("%(n)d is sent to clinical review.", "%(n)d are sent to clinical review.", len(goes))
            messages.success(request, said % {"n": len(goes)})
        return redirect("modules_studio:review", page.pk)
    context = {"page": page, "form": form, "lines": lines, "mine": sum(line.is_mine for line in lines)}
    return render(request, "modules/sending.html", context, status=422 if form.errors else 200)


def lead_to_the_next(request: StaffRequest, _thing: Page) -> HttpResponse | None:
    """Whoever answered one review goes on to the next that waits for them; else where Wagtail leads."""
    if not request.POST.get("action-workflow-action"):
        return None
    thing, waiting = next_for(request.user)
    if thing is None:
        return None
    said = ngettext(
        "%(n)d waits for your review. This is it.", "%(n)d wait for your review. This is the next.", waiting
    )
    messages.info(request, said % {"n": waiting})
    return redirect(edit_url(thing))
