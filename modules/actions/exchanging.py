"""Programmes leave the studio as one file, come in as one, and are copied. Each is in the log."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from modules.actions.bringing import Imported
from modules.actions.importing import import_pack
from modules.actions.public_pages import pages_of_the_clinic
from modules.actions.translations import hold_copy
from modules.exporting import export, is_taken, pages_of
from modules.filing import FileGone
from modules.going_over import GoneOver, gone_over
from modules.models import ProgrammePage
from modules.packs.applied import Kept, applied
from modules.packs.archive import packed, unpacked
from modules.packs.difference import Section, difference, said_otherwise
from modules.packs.pack import Pack
from modules.packs.problems import PackRefused
from modules.packs.reader import read_pack
from modules.packs.renaming import renamed
from modules.packs.whole import read_whole
from modules.packs.writing import files_of
from modules.packs.writing_text import NotWritable
from program.audit.record import record
from worksheets.queries import kept


@dataclass(frozen=True)
class Looked:
    """A pack that somebody wants to bring: what it would change. `page` is there where the programme is; `staying` is
    what the file says otherwise and what stays as it is here; `over` is what somebody is working on."""

    pack: Pack
    page: ProgrammePage | None
    sections: tuple[Section, ...]
    staying: tuple[Section, ...]
    over: tuple[GoneOver, ...]


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
    pack = read_whole(unpacked(content), kept()).pack
    page = next(iter(pages_of(pack.slug, pack.language)), None)
    now = _now(page)
    after = applied(now, pack, Kept(pages=pages_of_the_clinic(), safety=is_taken(pack.slug)))
    over = tuple(gone_over(page, now, after))
    return Looked(pack, page, difference(now, after), said_otherwise(after, pack), over)


def _now(page: ProgrammePage | None) -> Pack | None:
    """What the pages say now, as a pack, also where no edition could be made of it; None where they cannot be one."""
    if page is None:
        return None
    try:
        return read_pack(files_of(page), kept())
    except (FileGone, NotWritable, PackRefused):
        return None


@transaction.atomic
def import_file(*, content: bytes, by: UUID | str, today: date) -> Imported:
    """What editors own is brought. What the clinical lead and supervisors keep is brought with a new programme only:
    nobody in the studio changes the rules and the numbers of one that people are in. Raises PackRefused."""
    return import_pack(folder=unpacked(content), by=by, today=today, keeps_safety=True)


@transaction.atomic
def copy_programme(*, page: ProgrammePage, name: Name, by: UUID | str, today: date) -> ProgrammePage:
    """A new programme with the same weeks, worksheets, rules and templates. It has no edition: nobody can join it yet.

    The pages that anybody may read belong to the clinic and are left as they are. Raises NotReady and PackRefused.
    """
    files = renamed(export(page, with_pages=False), slug=name.slug, title=name.title, language=name.language)
    made = import_pack(folder=files, by=by, today=today).page
    hold_copy(made=ProgrammePage.objects.get(pk=made.pk), source=page, today=today)
    detail: dict[str, str | int] = {"from": page.program.slug, "to": name.slug}
    record(verb="program.copied", by=by, on=today, subject=made.program_id, detail=detail)
    return made
