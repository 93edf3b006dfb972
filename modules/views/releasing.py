"""An urgent fix that was asked for: a clinical reviewer releases it or sends it back, or who asked withdraws it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from modules.access import fix_asked_for, fix_to_answer, fix_to_withdraw
from modules.actions.fixing import NotFixable, NotWaiting, release_fix, send_fix_back, withdraw_fix
from modules.fix_form import SendBackForm
from modules.fix_look import look_at
from modules.mending import Words
from modules.put_back import put_back
from modules.shelf import asked_lines
from program import clock
from program.http import StaffRequest


@require_http_methods(["GET", "POST"])
def asked(request: StaffRequest, page_id: int, asked_id: UUID) -> HttpResponse:
    """The words before and after, in every place that holds them now; who asked and why; and the answer, if there is
    one."""
    if request.method == "POST":
        return _answer(request, page_id, asked_id)
    page, row = fix_asked_for(request, page_id, asked_id)
    return _page(request, page, row, SendBackForm(initial=put_back(request)))


def _answer(request: StaffRequest, page_id: int, asked_id: UUID) -> HttpResponse:
    """Whoever answers second is told that it is answered, and gets back what they wrote."""
    page, row = fix_to_answer(request, page_id, asked_id)
    is_back = request.POST.get("do") == "back"
    back = SendBackForm(request.POST if is_back else None)
    if is_back and not back.is_valid():
        return _page(request, page, row, back)
    said: dict[str, Any] = {"asked": row, "by": request.user.pk, "today": clock.today(page.program.zone)}
    try:
        if is_back:
            send_fix_back(**said, comment=back.cleaned_data["comment"])
            messages.success(request, _("It is sent back. Nothing has changed."))
        else:
            release_fix(**said, page=page, confirmed=request.POST.get("confirmed", ""))
            messages.success(request, _("Done. Everybody reads the new words from their next page on."))
    except NotWaiting:
        if is_back:
            return _page(request, *fix_to_answer(request, page_id, asked_id), back, _before())
        messages.info(request, _before())
    except NotFixable as problem:
        return _page(request, page, row, back, problem.sentence)
    return redirect("modules_studio:fix-asked", page.pk, row.pk)


@require_POST
def withdraw(request: StaffRequest, page_id: int, asked_id: UUID) -> HttpResponse:
    """Who asked for it takes it back. Where a reviewer was faster, that is told and stays."""
    page, row = fix_to_withdraw(request, page_id, asked_id)
    try:
        withdraw_fix(asked=row, by=request.user.pk, today=clock.today(page.program.zone))
        messages.success(request, _("It is withdrawn. Nothing has changed."))
    except NotWaiting:
        messages.info(request, _before())
    return redirect("modules_studio:fix-asked", page.pk, row.pk)


def _before() -> str:
    return _("It was answered before. Nothing was done a second time.")


def _page(request: StaffRequest, page: Any, row: Any, back: SendBackForm, refused: str = "") -> HttpResponse:
    [line] = asked_lines([row], request.user)
    look = look_at(page, Words(row.old, row.new)) if row.is_waiting else None
    context = {
        "page": page,
        "line": line,
        "look": look,
        "refused": refused or (look.refused if look else ""),
        "is_changed": look is not None and look.seen != row.seen,
        "back": back,
        "too_late": "" if row.is_waiting else back["comment"].value(),
    }
    return render(request, "modules/fix-asked.html", context, status=409 if refused or back.errors else 200)
