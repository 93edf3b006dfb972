"""The pages that anybody may read come with a pack, until somebody at the clinic writes them."""

from typing import Any

from wagtail.models import Page

from modules.actions.bringing import Imported, bring, stored_block
from modules.models.public import PUBLIC_PAGES, ClinicPage
from modules.packs.pack import Pack, PageFile


def bring_pages(done: Imported, root: Page, pack: Pack) -> None:
    """Below the root, beside the programme, in the pack's language. What an editor has saved once stays the clinic's:
    these pages are seen at once, and a release must not put back a sample's words."""
    locale = done.page.locale
    files = {file.page: file for file in pack.pages}
    for kind in PUBLIC_PAGES:
        file = files.get(kind.kind)
        page = kind.objects.filter(locale=locale).first() or kind(locale=locale)
        if file is not None and not _is_the_clinics(page):
            bring(done, page, _content(pack.language, file), parent=root)


def _is_the_clinics(page: ClinicPage) -> bool:
    """Whether a person has saved it; an import saves as nobody. A page that was taken down was taken down by one."""
    return page.pk is not None and (not page.live or page.revisions.exclude(user=None).exists())


def _content(language: str, file: PageFile) -> dict[str, Any]:
    parts = [
        stored_block(f"public/{language}/{file.page}/{number}", "part", {"title": part.title, "text": part.html})
        for number, part in enumerate(file.parts, start=1)
    ]
    slug = str(file.page) if language == "en" else f"{file.page}-{language}"
    return {"title": file.title, "slug": slug, "lead": file.lead, "parts": parts}
