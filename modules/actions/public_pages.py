"""The pages that anybody may read come with a pack, until somebody at the clinic writes them."""

from collections.abc import Sequence
from typing import Any

from wagtail.models import Locale, Page

from modules.actions.bringing import Imported, bring, stored_block
from modules.models.public import PUBLIC_PAGES, ClinicPage, HelpPage
from modules.packs.pack import Pack, PageFile
from program.choices import Door


def bring_pages(done: Imported, root: Page, pack: Pack) -> None:
    """Below the root, beside the programme, in the languages of the pack. What an editor has saved once stays the
    clinic's: these pages are seen at once, and a release must not put back a sample's words."""
    _bring_in(done, root, pack.language, pack.pages)
    for translation in pack.translations:
        _bring_in(done, root, translation.language, translation.pages)


def _bring_in(done: Imported, root: Page, language: str, pages: Sequence[PageFile]) -> None:
    """A page in another language is known as the translation of the programme's own, where there is that one."""
    locale, _made = Locale.objects.get_or_create(language_code=language)
    files = {file.page: file for file in pages}
    for kind in PUBLIC_PAGES:
        file = files.get(kind.kind)
        if file is None:
            continue
        own = kind.objects.filter(locale=done.page.locale).first()
        page = kind.objects.filter(locale=locale).first() or kind(locale=locale)
        if page.pk is None and own is not None:
            page.translation_key = own.translation_key
        if not _is_the_clinics(page):
            bring(done, page, {**_content(language, file), **_doors(page, file)}, parent=root)


def pages_of_the_clinic() -> set[tuple[str, str]]:
    """Those that an import leaves alone, by language and kind."""
    return {
        (str(page.locale.language_code), str(kind.kind))
        for kind in PUBLIC_PAGES
        for page in kind.objects.select_related("locale")
        if _is_the_clinics(page)
    }


def _is_the_clinics(page: ClinicPage) -> bool:
    """Whether a person has saved it; an import saves as nobody. A page that was taken down was taken down by one."""
    return page.pk is not None and (not page.live or page.revisions.exclude(user=None).exists())


def _doors(page: ClinicPage, file: PageFile) -> dict[str, str]:
    return {door.value: file.doors.get(door.value, "") for door in Door} if isinstance(page, HelpPage) else {}


def _content(language: str, file: PageFile) -> dict[str, Any]:
    parts = [
        stored_block(f"public/{language}/{file.page}/{number}", "part", {"title": part.title, "text": part.html})
        for number, part in enumerate(file.parts, start=1)
    ]
    slug = str(file.page) if language == "en" else f"{file.page}-{language}"
    return {"title": file.title, "slug": slug, "lead": file.lead, "parts": parts}
