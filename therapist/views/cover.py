"""Cover: a colleague sees and answers for some days."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from program import clock
from program.actions.cover import CoverRefused, end_cover, start_cover
from program.http import StaffRequest
from therapist import access
from therapist import cover as covers
from therapist.cover_forms import CoverForm, EndForm
from therapist.views.supervision import admitted
from vault import session


@require_http_methods(["GET", "POST"])
def cover(request: StaffRequest) -> HttpResponse:
    """Who covers for whom. Therapists begin cover of their own cases, supervisors of anybody's."""
    access.clinical_staff(request)
    board = covers.board(request)
    form = CoverForm(
        request.POST or None,
        me=request.user,
        therapists=board.therapists,
        colleagues=board.colleagues,
        today=clock.today(),
    )
    if request.method == "POST" and form.is_valid() and begun(request, form):
        return redirect("therapist:cover")
    return render(request, "therapist/cover.html", {"board": board, "form": form})


@require_POST
def end(request: StaffRequest) -> HttpResponse:
    """Before its last day. 404 for everybody but the therapist who is covered and supervisors."""
    access.clinical_staff(request)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("That was not complete, so nothing was changed. Please press the button again."))
        return redirect("therapist:cover")
    therapist_id: UUID | None = form.cleaned_data["therapist"]
    access.ends_cover(request, therapist_id)
    colleague = access.colleague_named(form.cleaned_data["colleague"])
    end_cover(
        therapist_id=therapist_id, colleague_id=colleague.pk, days=form.days, by=request.user, today=clock.today()
    )
    messages.success(request, _("%(name)s covers these cases no more.") % {"name": colleague.work_name})
    return redirect("therapist:cover")


def begun(request: StaffRequest, form: CoverForm) -> bool:
    """False where it could not be; the page or the form then says why."""
    therapist, colleague = form.therapist, form.colleague
    try:
        done = admitted(
            request,
            lambda: [
                start_cover(
                    therapist=therapist,
                    colleague=colleague,
                    days=form.days,
                    by=request.user,
                    by_private=session.private_key(request),
                    today=clock.today(),
                )
            ],
        )
    except CoverRefused as refused:
        form.refused(refused)
        return False
    if done:
        said = _("%(colleague)s covers for %(therapist)s.")
        messages.success(request, said % {"colleague": colleague.work_name, "therapist": therapist.work_name})
    return bool(done)
