"""The urgent fix in the studio: look where the words stand, confirm, and see where they still stand in drafts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from modules.access import publishable
from modules.actions.fixing import NotFixable, ask_for_fix, fix_words, releasers
from modules.elsewhere import elsewhere
from modules.fix_form import FixForm
from modules.fix_look import look_at
from modules.mending import Words
from modules.put_back import put_back
from modules.shelf import fix_lines, not_released
from modules.unpublished import still_standing
from program import clock
from program.http import StaffRequest


@require_http_methods(["GET", "POST"])
def fix(request: StaffRequest, page_id: int) -> HttpResponse:
    """First shows every place in every edition; changes them once that is confirmed, or asks a clinical reviewer to
    release it. No word stands in an address."""
    page = publishable(request, page_id)
    form = FixForm(request.POST or None, initial=put_back(request))
    needs_review = page.program.needs_review
    context: dict[str, Any] = {
        "page": page,
        "form": form,
        "fixes": fix_lines(page),
        "asked": not_released(page, request.user),
        "needs_review": needs_review,
        "nobody": needs_review and not releasers(but=request.user.pk),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "modules/fix.html", context, status=409 if form.errors else 200)
    said = {"words": form.words, "reason": form.cleaned_data["reason"]}
    try:
        if confirmed := request.POST.get("confirmed"):
            said |= {"page": page, "confirmed": confirmed, "by": request.user.pk}
            return _confirm(request, said, needs_review=needs_review)
    except NotFixable as problem:
        context["refused"] = problem.sentence
    look = look_at(page, form.words)
    refused = context.get("refused") or look.refused
    context |= {"look": look, "refused": refused}
    return render(request, "modules/fix.html", context, status=409 if refused else 200)


def _confirm(request: StaffRequest, said: dict[str, Any], *, needs_review: bool) -> HttpResponse:
    page = said["page"]
    today = clock.today(page.program.zone)
    if needs_review:
        asked = ask_for_fix(**said, today=today)
        messages.success(request, _("It waits for a clinical reviewer now. Nothing has changed yet."))
        return redirect("modules_studio:fix-asked", page.pk, asked.pk)
    made = fix_words(**said, today=today)
    messages.success(request, _("Done. Everybody reads the new words from their next page on."))
    return redirect("modules_studio:fixed", page.pk, made.number)


@require_safe
def fixed(request: StaffRequest, page_id: int, number: int) -> HttpResponse:
    """One fix, and the live pages and drafts in which its words still stand."""
    page = publishable(request, page_id)
    made = next((line for line in fix_lines(page) if line.fix.number == number), None)
    if made is None:
        raise Http404
    standing, words = still_standing(page, made.fix), Words(made.fix.old, made.fix.new)
    context = {"page": page, "line": made, "standing": standing, "elsewhere": elsewhere(page, words)}
    return render(request, "modules/fixed.html", context)
