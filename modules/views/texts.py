"""Texts out to translators and back: a PO file for one language, and what it would change before it does."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from modules import translation_access
from modules.access import previewable
from modules.actions.importing_texts import import_texts
from modules.texts import catalogue
from modules.texts.catalogue import NotTaken, Read
from modules.texts.standing import Standing, standings
from program import clock
from program.http import StaffRequest
from program.languages import name_in_a_sentence


class FileForm(forms.Form):
    """A file, or what was read from one and is confirmed now."""

    file = forms.FileField(label=gettext_lazy("PO file"), required=False)
    texts = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def words(self) -> str:
        """What was uploaded, else what was shown. Raises NotTaken."""
        self.full_clean()
        file = self.cleaned_data.get("file")
        if file is None:
            return str(self.cleaned_data.get("texts") or "")
        if file.size > catalogue.LARGEST:
            raise NotTaken([_("This is not a PO file, or it is too long.")])
        try:
            return str(file.read().decode("utf-8"))
        except UnicodeDecodeError:
            raise NotTaken([_("The file is not in UTF-8.")]) from None


@require_safe
def export(request: StaffRequest, page_id: int, language: str) -> HttpResponse:
    """All texts of the programme, with the translations that are there."""
    page = previewable(request, page_id)
    found = _standings(page, language)
    name = f"{page.program.slug}-{language}.po"
    response = HttpResponse(catalogue.exported(page, language, found), content_type="text/x-gettext-translation")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
def bring(request: StaffRequest, page_id: int, language: str) -> HttpResponse:
    """A file is read and shown; what was shown is imported once that is confirmed."""
    page = previewable(request, page_id)
    found = _standings(page, language)
    context = {"page": page, "code": language, "language": name_in_a_sentence(language), "form": FileForm()}
    if request.method == "GET":
        return render(request, "modules/bring-texts.html", context)
    try:
        words = FileForm(request.POST, request.FILES).words()
        read = catalogue.read(words, page, language, found)
        _check_rights(request, found, read)
        if request.POST.get("do") == "import":
            done = import_texts(
                page=page, language=language, changes=read.changes, by=request.user.pk, today=clock.today()
            )
            number = len(done.made) + len(done.changed)
            messages.success(
                request, _("Imported as drafts: %(number)d. Nothing is published yet.") % {"number": number}
            )
            return redirect("modules_studio:translations", page.pk)
    except NotTaken as refused:
        return render(request, "modules/bring-texts.html", {**context, "refused": refused.sentences}, status=409)
    confirm = FileForm(initial={"texts": words})
    return render(request, "modules/bring-texts.html", {**context, "read": read, "confirm": confirm})


def _standings(page: Any, language: str) -> list[Standing]:
    if language not in translation_access.languages(page):
        raise Http404
    return standings(page, language)


def _check_rights(request: StaffRequest, found: list[Standing], read: Read) -> None:
    """Whoever may not write a translation in the studio does not write it by a file."""
    places = {change.place for change in read.changes}
    refused = []
    for standing in found:
        row = standing.piece.translation
        may = translation_access.may_edit(request, row) if row else translation_access.may_begin(request)
        if not may and places & {line.place for line in standing.lines}:
            refused.append(
                _("You may not change “%(title)s” in this language.") % {"title": standing.piece.source.title}
            )
    if refused:
        raise NotTaken(refused)
