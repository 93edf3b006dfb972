"""Publishing an edition: the studio's one deliberate act."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from modules.access import publishable
from modules.actions.publishing import newest_edition, publish_edition
from modules.freezing import NotReady
from modules.translating import fitting, left_out, translated_weeks
from program import clock
from program.http import StaffRequest


@require_http_methods(["GET", "POST"])
def publish(request: StaffRequest, page_id: int) -> HttpResponse:
    """Says who will get the edition, and makes it when that is confirmed."""
    page = publishable(request, page_id)
    before = newest_edition(page)
    refused: list[str] = []
    if request.method == "POST":
        try:
            edition = publish_edition(page=page, by=request.user.pk, today=clock.today(page.program.zone))
        except NotReady as problem:
            refused = problem.sentences
        else:
            if before is not None and edition.pk == before.pk:
                messages.info(request, _("Nothing has changed since edition %(n)d.") % {"n": edition.number})
            else:
                messages.success(request, _("Edition %(n)d is published.") % {"n": edition.number})
            return redirect("wagtailadmin_explore", page.pk)
    weeks = list(page.modules())
    spoken = translated_weeks(page, weeks)
    context = {
        "page": page,
        "newest": before,
        "refused": refused,
        "weeks": weeks,
        "translated": fitting(spoken),
        "left_out": left_out(spoken),
    }
    return render(request, "modules/publish.html", context, status=409 if refused else 200)
