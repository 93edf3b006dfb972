"""The urgent fix in the studio: look where the words stand, confirm, and see where they still stand in drafts."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from modules.access import publishable
from modules.actions.fixing import NotFixable, fix_words, found_in_editions
from modules.fix_form import FixForm
from modules.places import places, seen
from modules.shelf import fix_lines
from modules.unpublished import still_standing
from program import clock
from program.http import StaffRequest


@require_http_methods(["GET", "POST"])
def fix(request: StaffRequest, page_id: int) -> HttpResponse:
    """First shows every place in every edition; changes them once that is confirmed. No word stands in an address."""
    page = publishable(request, page_id)
    form = FixForm(request.POST or None)
    context = {"page": page, "form": form, "fixes": fix_lines(page)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "modules/fix.html", context, status=409 if form.errors else 200)
    words = form.words
    try:
        if request.POST.get("confirmed"):
            made = fix_words(
                page=page,
                words=words,
                reason=form.cleaned_data["reason"],
                confirmed=request.POST["confirmed"],
                by=request.user.pk,
                today=clock.today(page.program.zone),
            )
            messages.success(request, _("Done. Everybody reads the new words from their next page on."))
            return redirect("modules_studio:fixed", page.pk, made.number)
    except NotFixable as problem:
        context["refused"] = problem.sentence
    try:
        found = found_in_editions(page, words)
        context |= {"places": places(words, found), "seen": seen(words, found)}
    except NotFixable as problem:
        context["refused"] = problem.sentence
    return render(request, "modules/fix.html", context, status=409 if "refused" in context else 200)


@require_safe
def fixed(request: StaffRequest, page_id: int, number: int) -> HttpResponse:
    """One fix, and the live pages and drafts in which its words still stand."""
    page = publishable(request, page_id)
    made = next((line for line in fix_lines(page) if line.fix.number == number), None)
    if made is None:
        raise Http404
    context = {"page": page, "line": made, "standing": still_standing(page, made.fix)}
    return render(request, "modules/fixed.html", context)
