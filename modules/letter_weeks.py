"""Which week of the pages each letter template is for: it goes along with the worksheet of its week.

A template names its week by the number that the newest edition gives it. The pages may count otherwise by now, where
weeks have changed places or one was added or taken out.
"""

from collections.abc import Mapping, Sequence
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
    rows = newest_templates(page.program_id).filter(language__in=languages, retired=False).order_by("language", "key")
    edition = Edition.objects.filter(program_id=page.program_id, language=page.language).order_by("-number").first()
    if edition is None:
        return [Standing(row, row.week) for row in rows]
    before = dict(WorksheetVersion.objects.filter(edition=edition).values_list("week", "key"))
    now = {week.number: week.worksheet.key for week in weeks if week.worksheet is not None}
    held = [tuple(each) for each in edition.holds.get("templates", ())]
    return [
        _standing(row, before, now, is_new=row.brought and (row.language, row.key, row.version) not in held)
        for row in rows
    ]


def moved(page: ProgrammePage, weeks: Sequence[ModulePage]) -> list[str]:
    """Says to an editor which templates will go along."""
    said = _("The letter template “%(title)s” (%(language)s) goes along with its week: from %(old)d to %(new)d.")
    return [
        said % {"title": each.row.title, "language": each.row.language, "old": each.row.week, "new": each.week}
        for each in standing(page, weeks)
        if each.has_moved
    ]


def _standing(row: LetterTemplate, before: Mapping[int, str], now: Mapping[int, str], *, is_new: bool) -> Standing:
    """`is_new`: it came with a pack since the newest edition, and counts as the pages that came with it do."""
    if row.week is None or is_new or row.week not in before:
        return Standing(row, row.week)
    sheet = before[row.week]
    week = next((number for number, key in now.items() if key == sheet), None)
    if week is not None:
        return Standing(row, week)
    # Another worksheet in the same place renews that week; one that stood elsewhere before has brought its own with it.
    return Standing(row, row.week, is_lost=now.get(row.week) in before.values())
