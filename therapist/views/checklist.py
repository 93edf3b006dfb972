"""The checklist beside letters, for supervisors: read, changed in versions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from program import clock
from program.http import StaffRequest
from therapist import access, checklists
from therapist.actions import checklists as setting
from therapist.checklist_form import ChecklistForm
from therapist.checklists import Book
from worksheets.posting import whole


@require_http_methods(["GET", "HEAD", "POST"])
def checklist(request: StaffRequest, slug: str = "") -> HttpResponse:
    """That of one program with its earlier versions, and a form that makes the next one."""
    book = checklists.book(request, slug)
    if request.method != "POST":
        return page(request, book, ChecklistForm(initial=as_it_stands(book) | access.rescued(request)))
    form = ChecklistForm(request.POST)
    if not form.is_valid():
        return page(request, book, form)
    done = setting.set_checklist(
        program=book.program,
        version=whole(request.POST.get("version", "")),
        **form.said,
        by=request.user.pk,
        today=clock.today(book.program.zone),
    )
    if done is None:
        form.add_error(None, _("Somebody has changed it meanwhile. Your lines stand below; they are not saved yet."))
        return page(request, checklists.book(request, slug), form, status=409)
    messages.success(
        request, _("The checklist stands beside every letter now.") if done.lines else _("There is no checklist now.")
    )
    return redirect("therapist:checklist-of", book.program.slug)


def page(request: StaffRequest, book: Book, form: ChecklistForm, status: int = 200) -> HttpResponse:
    return render(request, "therapist/checklist.html", {"book": book, "form": form}, status=status)


def as_it_stands(book: Book) -> dict[str, object]:
    newest = book.newest
    return {"lines": "\n".join(newest.lines), "required": newest.required} if newest else {}
