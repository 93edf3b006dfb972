"""Pages as subjects, and all that is looked at in one of them."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtailmedia.models import get_media_model

from modules.checks.length import misjudged
from modules.checks.media import Library, media_in, unheard, unseen
from modules.checks.translated import in_translation, made_from, missing, without_worksheet
from program.models import WeekKind
from worksheets.avoided_terms import terms_by_language
from worksheets.checks.finding import Finding
from worksheets.checks.panel import ChecksPanel
from worksheets.checks.registry import Terms, on_words
from worksheets.checks.subject import Part, Subject, Values, parts_of, published
from worksheets.models import Worksheet

if TYPE_CHECKING:
    from modules.models import ModulePage, ProgrammePage


def page_subject(page: Any, values: Values) -> Subject:
    return Subject(
        name=str(values["title"]),
        language=str(page.locale.language_code),
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        parts=parts_of(type(page), values),
        values=values,
    )


def week_subject(page: "ModulePage", values: Values) -> Subject:
    named = {"number": values["number"], "title": values["title"]}
    name = named["title"] if values["kind"] == WeekKind.FOLLOW_UP else _("Week %(number)s: %(title)s") % named
    return replace(page_subject(page, values), name=name, week=int(values["number"] or 0))


def in_page(subject: Subject, terms: Terms, library: Library) -> list[Finding]:
    """Words and media; a transcript is read as well."""
    return [*on_words(_with_transcripts(subject, library), terms), *unheard(subject, library), *unseen(subject)]


def in_week(subject: Subject, terms: Terms, library: Library, worksheet_minutes: int) -> list[Finding]:
    return [*in_page(subject, terms, library), *misjudged(subject, worksheet_minutes)]


def library_of(subjects: list[Subject]) -> Library:
    """The files that they name, in one statement; none where they name none."""
    wanted = media_in([part for subject in subjects for part in subject.parts])
    found: Library = get_media_model().objects.in_bulk(wanted) if wanted else {}
    return found


def _with_transcripts(subject: Subject, library: Library) -> Subject:
    field = get_media_model()._meta.get_field("transcript")
    parts = list(subject.parts)
    for part in subject.parts:
        for file in (library[number] for number in media_in([part]) if number in library):
            parts.append(Part("transcript", field, file.transcript, part.trail, part.kinds, part.anchor))
    return replace(subject, parts=parts)


def _look_at_page(page: Any) -> list[Finding]:
    subject = page_subject(page, published(page))
    return in_page(subject, terms_by_language(), library_of([subject]))


def _look_at_programme(page: "ProgrammePage") -> list[Finding]:
    subject, own = page_subject(page, published(page)), page.own()
    there = {week.translation_key for week in page.modules()}
    gaps = [] if own.pk == page.pk else missing(subject, own.modules(), there, page.pk)
    return [*_look_at_page(page), *in_translation(subject, made_from(page, page.pk)), *gaps]


def _look_at_week(page: "ModulePage") -> list[Finding]:
    subject = week_subject(page, published(page))
    minutes = page.worksheet.minutes if page.worksheet else 0
    found = in_week(subject, terms_by_language(), library_of([subject]), minutes)
    source, gaps = made_from(page, page.get_parent().pk), []
    if source.is_translation and page.worksheet and not _is_spoken(page.worksheet, page.locale_id):
        gaps = list(without_worksheet(subject))
    return [*found, *in_translation(subject, source), *gaps]


def _is_spoken(sheet: Worksheet, locale_id: int) -> bool:
    same = Worksheet.objects.filter(translation_key=sheet.translation_key, locale_id=locale_id, live=True)
    return bool(same.exists())


PAGE_CHECKS = ChecksPanel(_look_at_page)
PROGRAMME_CHECKS = ChecksPanel(_look_at_programme)
WEEK_CHECKS = ChecksPanel(_look_at_week)
