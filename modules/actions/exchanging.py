"""Programmes leave the studio as one file, come in as one, and are copied. Each is in the log."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction

from modules.actions.bringing import Imported
from modules.actions.importing import import_pack
from modules.exporting import export, pages_of
from modules.freezing import NotReady
from modules.models import ProgrammePage
from modules.packs.archive import packed, unpacked
from modules.packs.difference import Section, difference
from modules.packs.pack import Pack, PageFile
from modules.packs.reader import read_pack
from modules.packs.renaming import renamed
from modules.packs.whole import read_whole
from program.audit.record import record
from program.models import Program
from worksheets.queries import kept


@dataclass(frozen=True)
class Looked:
    """A pack that somebody wants to bring: what it would change. `page` is there where the programme is."""

    pack: Pack
    page: ProgrammePage | None
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Name:
    """What a copy is called."""

    slug: str
    title: str
    language: str


@transaction.atomic
def export_file(*, page: ProgrammePage, by: UUID | str, today: date) -> bytes:
    """The programme as one file. Raises NotReady."""
    content = packed(export(page))
    record(verb="pack.exported", by=by, on=today, subject=page.program_id, detail={"bytes": len(content)})
    return content


def look_at(content: bytes) -> Looked:
    """Nothing is written. Raises PackRefused."""
    stored = kept()
    pack = read_whole(unpacked(content), stored).pack
    page = next(iter(pages_of(pack.slug, pack.language)), None)
    now = _now(page)
    return Looked(pack, page, difference(_without_other_pages(now, pack) if now else None, pack))


def _without_other_pages(now: Pack, brought: Pack) -> Pack:
    """Pages that anybody may read are never taken out: those that the file does not bring are no difference."""
    languages = {each.language: each.pages for each in brought.translations}
    spoken = tuple(
        replace(each, pages=_same(each.pages, languages.get(each.language, ()))) for each in now.translations
    )
    return replace(now, pages=_same(now.pages, brought.pages), translations=spoken)


def _same(pages: Sequence[PageFile], brought: Sequence[PageFile]) -> tuple[PageFile, ...]:
    kinds = {each.page for each in brought}
    return tuple(each for each in pages if each.page in kinds)


def _now(page: ProgrammePage | None) -> Pack | None:
    """What the pages say now, as a pack; None where they cannot be one."""
    if page is None:
        return None
    try:
        return read_pack(export(page), kept())
    except NotReady:
        return None


@transaction.atomic
def import_file(*, content: bytes, by: UUID | str, today: date) -> Imported:
    """What editors own is brought. What the clinical lead and supervisors keep is brought with a new programme only:
    nobody in the studio changes the rules and the numbers of one that people are in. Raises PackRefused."""
    files = unpacked(content)
    is_new = not Program.objects.filter(slug=read_pack(files, kept()).slug).exists()
    return import_pack(folder=files, by=by, today=today, with_safety=is_new)


@transaction.atomic
def copy_programme(*, page: ProgrammePage, name: Name, by: UUID | str, today: date) -> ProgrammePage:
    """A new programme with the same weeks, worksheets, rules and templates. It has no edition: nobody can join it yet.

    The pages that anybody may read belong to the clinic and are left as they are. Raises NotReady and PackRefused.
    """
    files = renamed(export(page, with_pages=False), slug=name.slug, title=name.title, language=name.language)
    made = import_pack(folder=files, by=by, today=today).page
    detail: dict[str, str | int] = {"from": page.program.slug, "to": name.slug}
    record(verb="program.copied", by=by, on=today, subject=made.program_id, detail=detail)
    return made
