"""Where words that a fix took out still stand in what editors write: live pages, drafts, worksheets, transcripts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from wagtail.models import DraftStateMixin

from modules.mending import Words, excerpt, plain
from modules.models import ModulePage, ProgramMedia, ProgrammePage
from program.models import Fix
from worksheets.models import Worksheet

# The texts of each, as editors type them.
TEXTS: Mapping[type[Model], tuple[str, ...]] = {
    ModulePage: ("title", "aim", "expect", "between", "steps"),
    Worksheet: ("title", "intro", "ending", "questions"),
    ProgramMedia: ("title", "transcript"),
}

# Of a block: what it is, and what it is known by. Nobody reads these.
UNREAD = {"type", "id", "key"}


@dataclass(frozen=True)
class Standing:
    """One thing to be edited. `is_live`: the next edition would hold the words; else they stand in a draft only."""

    title: str
    url: str
    language: str
    excerpt: str
    is_live: bool


def still_standing(page: ProgrammePage, fix: Fix) -> list[Standing]:
    """All that holds the words, of every language, the live ones first."""
    words = Words(fix.old, fix.new)
    found = [each for row, url in _written(page) if (each := _standing(words, row, url)) is not None]
    return sorted(found, key=lambda each: not each.is_live)


def _written(page: ProgrammePage) -> Iterator[tuple[Any, str]]:
    sheets = set()
    for each in (page, *page.translations()):
        for module in ModulePage.objects.child_of(each).order_by("number"):
            sheets.add(module.worksheet_id)
            yield module, reverse("wagtailadmin_pages:edit", args=[module.pk])
    keys = Worksheet.objects.filter(pk__in=sheets - {None}).values("translation_key")
    for sheet in Worksheet.objects.filter(translation_key__in=keys).order_by("pk"):
        yield sheet, reverse("wagtailsnippets_worksheets_worksheet:edit", args=[sheet.pk])
    for media in ProgramMedia.objects.order_by("pk"):
        yield media, reverse("wagtailmedia:edit", args=[media.pk])


def _standing(words: Words, row: Any, url: str) -> Standing | None:
    """The live text counts before the draft: it is what the next edition would hold."""
    is_draft = isinstance(row, DraftStateMixin) and (row.has_unpublished_changes or not row.live)
    versions = [(row, not isinstance(row, DraftStateMixin) or row.live)]
    if is_draft and row.latest_revision_id:
        versions.append((row.get_latest_revision_as_object(), False))
    for version, is_live in versions:
        text = "\n".join(_texts(version))
        if words.stand_in(text):
            locale = getattr(row, "locale", None)
            language = str(locale.language_code) if locale else ""
            return Standing(str(row.title), url, language, excerpt(Words(words.old), text), is_live)
    return None


def _texts(row: Any) -> Iterator[str]:
    for name in TEXTS[type(row)]:
        value = getattr(row, name)
        yield from strings(value.get_prep_value() if hasattr(value, "get_prep_value") else value)


def strings(value: Any) -> Iterator[str]:
    """Every text in what a field holds, as people read it."""
    if isinstance(value, str):
        yield plain(value)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in UNREAD:
                yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
