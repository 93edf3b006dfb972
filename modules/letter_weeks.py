"""Which week of the pages each letter template is for: it goes along with the worksheet of its week.

A template names its week by the number that the newest edition gives it, or the pack that it came with. The pages may
count otherwise by now, where weeks have changed places or one was added or taken out.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from modules.models import ModulePage, ProgrammePage
from program.models import Edition
from worksheets.models import LetterTemplate, WorksheetVersion
from worksheets.template_book import newest_templates


@dataclass(frozen=True)
class Standing:
    """`week` is its number among the pages; None where it is for any. `is_lost`: its own week is taken out, and another
    one has that number now."""

    row: LetterTemplate
    week: int | None
    is_lost: bool = False

    @property
    def has_moved(self) -> bool:
        return not self.is_lost and self.week != self.row.week


def standing(page: ProgrammePage, weeks: Sequence[ModulePage]) -> list[Standing]:
    """All that are in use in the languages of this page, by language and key. Four statements at most."""
    languages = [page.language, *(each.language for each in page.translations())]
    rows = newest_templates(page.program_id).filter(language__in=languages, retired=False)
    found = list(rows.select_related("program").order_by("language", "key"))
    edition = Edition.objects.filter(program_id=page.program_id, language=page.language).order_by("-number").first()
    sheets = WorksheetVersion.objects.filter(edition=edition) if edition else WorksheetVersion.objects.none()
    before = dict(sheets.values_list("week", "key"))
    known = {*before.values(), *(row.worksheet for row in found)}
    now = {week.number: week.worksheet.key for week in weeks if week.worksheet is not None}
    held = set(now.values())
    return [
        _standing(row, row.worksheet if row.worksheet in held else before.get(row.week or 0, row.worksheet), now, known)
        for row in found
    ]


def moved(page: ProgrammePage, weeks: Sequence[ModulePage]) -> list[str]:
    """Says to an editor which templates will go along."""
    said = _("“%(title)s” (%(language)s): from week %(old)d to week %(new)d")
    return [
        said % {"title": each.row.title, "language": each.row.language, "old": each.row.week, "new": each.week}
        for each in standing(page, weeks)
        if each.has_moved
    ]


def _standing(row: LetterTemplate, sheet: str, now: Mapping[int, str], known: Collection[str]) -> Standing:
    """`sheet` is the worksheet that its week had, or empty; `known` are those that weeks had before."""
    if row.week is None or not sheet:
        return Standing(row, row.week)
    week = next((number for number, key in now.items() if key == sheet), None)
    # A new worksheet in the same place renews the week; one that stood elsewhere has brought its own week with it.
    return Standing(row, week or row.week, is_lost=week is None and now.get(row.week) in known)
