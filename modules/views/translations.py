"""The translations of a programme: where each stands, and one beside its source, with what has changed since."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from modules import translation_access
from modules.access import previewable
from modules.actions.translations import mark_up_to_date
from modules.texts.interface import Interface, interface_in
from modules.texts.standing import Line, Standing, standings
from program import clock
from program.http import StaffRequest
from program.languages import name_in_a_sentence
from program.word_changes import Piece, pieces


@dataclass(frozen=True)
class Cell:
    """One piece in one language. An empty address is no link for whoever asks."""

    standing: Standing
    reads: str
    edits: str
    begins: str


@dataclass(frozen=True)
class Language:
    code: str
    name: str
    interface: Interface


@dataclass(frozen=True)
class Shown:
    """A text beside its translation; `changes` are empty where the source has stayed the same."""

    line: Line
    changes: list[Piece]

    @property
    def plain(self) -> str:
        """The translation without tags."""
        return replace(self.line.source, words=self.line.said).plain


@require_safe
def translations(request: StaffRequest, page_id: int) -> HttpResponse:
    """Every piece of the programme, a row each, and the languages beside each other."""
    page = previewable(request, page_id)
    codes = translation_access.languages(page)
    by_language = {code: standings(page, code) for code in codes}
    columns = [[_cell(request, page, code, each) for each in by_language[code]] for code in codes]
    context = {
        "page": page,
        "own": _language(page.language),
        "languages": [_language(code) for code in codes],
        "rows": [(cells[0].standing.piece, cells) for cells in zip(*columns, strict=True)],
    }
    return render(request, "modules/translations.html", context)


@require_http_methods(["GET", "POST"])
def beside(request: StaffRequest, page_id: int, language: str, place: str) -> HttpResponse:
    """One piece and its translation, text by text. Posting says that they say the same again."""
    page = previewable(request, page_id)
    if language not in translation_access.languages(page):
        raise Http404
    standing = next(iter(standings(page, language, place)), None) if place else None
    if standing is None or standing.piece.translation is None:
        raise Http404
    may_edit = translation_access.may_edit(request, standing.piece.translation)
    if request.method == "POST":
        if not may_edit:
            raise Http404
        mark_up_to_date(piece=standing.piece, language=language, by=request.user.pk, today=clock.today())
        messages.success(request, _("Marked as up to date."))
        return redirect("modules_studio:translations", page.pk)
    context = {
        "page": page,
        "standing": standing,
        "own": _language(page.language),
        "language": _language(language),
        "shown": [_shown(line) for line in standing.lines],
        "may_edit": may_edit,
        "edits": translation_access.edit_url(standing.piece.translation) if may_edit else "",
    }
    return render(request, "modules/beside.html", context)


def _language(code: str) -> Language:
    return Language(code, name_in_a_sentence(code), interface_in(code))


def _cell(request: StaffRequest, page: Any, code: str, standing: Standing) -> Cell:
    piece = standing.piece
    if piece.translation is None:
        return Cell(standing, "", "", translation_access.begin_url(request, piece.source))
    reads = reverse("modules_studio:beside", args=[page.pk, code, piece.place])
    may_edit = translation_access.may_edit(request, piece.translation)
    return Cell(standing, reads, translation_access.edit_url(piece.translation) if may_edit else "", "")


def _shown(line: Line) -> Shown:
    is_changed = line.before != line.source.words and not line.is_unknown
    return Shown(line, list(pieces(line.was, line.source.plain)) if is_changed else [])
