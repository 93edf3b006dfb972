"""A programme as one file: out, in, and copied within the clinic."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from modules import unconfirmed
from modules.access import addable, copyable, exportable
from modules.actions.exchanging import copy_programme, export_file, import_file, look_at
from modules.freezing import NotReady
from modules.pack_forms import CopyForm, UploadForm
from modules.packs.problems import PackRefused
from modules.put_back import put_back
from program import clock
from program.http import StaffRequest


@require_safe
def export(request: StaffRequest, page_id: int) -> HttpResponse:
    """The file itself, or a sentence about why there is none."""
    page = exportable(request, page_id)
    try:
        content = export_file(page=page, by=request.user.pk, today=clock.today(page.program.zone))
    except NotReady as refused:
        return render(request, "modules/pack-refused.html", {"page": page, "refused": refused.sentences}, status=409)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{page.program.slug}-{page.language}.zip"'
    return response


@require_http_methods(["GET", "POST"])
def bring(request: StaffRequest) -> HttpResponse:
    """Takes a file; the next page says what it would change."""
    addable(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            look_at(content)
        except PackRefused as problem:
            refused = problem.sentences
        else:
            return redirect("modules_studio:import-look", unconfirmed.keep(content, request.user.pk))
    status = 422 if request.method == "POST" else 200
    return render(request, "modules/pack-import.html", {"form": form, "refused": refused}, status=status)


@require_http_methods(["GET", "POST"])
def look(request: StaffRequest, token: UUID) -> HttpResponse:
    """What the file would change, and the button that does it. All of it or nothing."""
    addable(request)
    content = unconfirmed.kept(request.user.pk, token)
    if content is None:
        raise Http404
    refused: list[str] = []
    try:
        if request.method == "POST":
            page = import_file(content=content, by=request.user.pk, today=clock.today()).page
            unconfirmed.forget(request.user.pk)
            messages.success(request, _("“%(title)s” is imported. No edition was made yet.") % {"title": page.title})
            return redirect("wagtailadmin_explore", page.pk)
        looked = look_at(content)
    except PackRefused as problem:
        refused = problem.sentences
        context = {"form": UploadForm(), "refused": refused}
        return render(request, "modules/pack-import.html", context, status=409)
    return render(request, "modules/pack-look.html", {"looked": looked})


@require_http_methods(["GET", "POST"])
def copy(request: StaffRequest, page_id: int) -> HttpResponse:
    """Asks what the copy is called, and makes it."""
    page = copyable(request, page_id)
    initial = {"title": page.title, "language": page.language} | put_back(request)
    form = CopyForm(request.POST or None, initial=initial)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = copy_programme(page=page, name=form.name(), by=request.user.pk, today=clock.today())
        except (NotReady, PackRefused) as problem:
            refused = problem.sentences
        else:
            messages.success(request, _("The copy is there. Nobody can join it before it has an edition."))
            return redirect("wagtailadmin_explore", made.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "modules/pack-copy.html", {"page": page, "form": form, "refused": refused}, status=status)
