"""The weeks of a programme as they stand now, live or as drafts, in one language: the next edition's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from modules.models import ModulePage, ProgrammePage
from modules.translating import TranslatedWeek, fitting
from worksheets.models import Worksheet

Row = TypeVar("Row", ModulePage, Worksheet)


@dataclass(frozen=True)
class ShownWeek:
    """`of` gives numbers, keys and limits; `page` and `worksheet` the words. `number` is its place: drafts may differ
    from each other, and an edition has no gap."""

    number: int
    of: ModulePage
    page: ModulePage
    worksheet: Worksheet | None
    language: str


def all_translations(page: ProgrammePage) -> list[ProgrammePage]:
    """Published or not, without the page itself."""
    rows = ProgrammePage.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return list(rows.select_related("locale").order_by("locale__language_code"))


def shown_weeks(page: ProgrammePage, language: str, *, drafts: bool) -> list[ShownWeek]:
    """In order. A week that is not there in this language as a whole is shown in the programme's own, as ever."""
    own = weeks_of(page, drafts=drafts)
    spoken = {each.of.pk: each for each in _translated(page, own, language, drafts)} if language else {}
    return [
        ShownWeek(number, week, spoken[week.pk].page, spoken[week.pk].worksheet, language)
        if week.pk in spoken
        else ShownWeek(number, week, week, newest(week.worksheet, drafts), page.language)
        for number, week in enumerate(own, start=1)
    ]


def weeks_of(page: ProgrammePage, *, drafts: bool) -> list[ModulePage]:
    """The weeks below this page, in the order of their numbers."""
    rows = ModulePage.objects.child_of(page).select_related("worksheet", "locale")
    found = [newest(week, drafts) for week in (rows if drafts else rows.live())]
    return sorted((week for week in found if week is not None), key=lambda week: week.number)


def newest(row: Row | None, drafts: bool) -> Row | None:
    """The row as it is live, or with what was written since."""
    if row is None or not drafts or not row.has_unpublished_changes:
        return row
    draft: Row = row.get_latest_revision_as_object()
    return draft


def _translated(page: ProgrammePage, own: Sequence[ModulePage], language: str, drafts: bool) -> list[TranslatedWeek]:
    pages = [each for each in all_translations(page) if each.language == language and (drafts or each.live)]
    there = {week.translation_key: week for each in pages for week in weeks_of(each, drafts=drafts)}
    return fitting(
        [
            TranslatedWeek(language, week, there[week.translation_key], _worksheet(week, there, drafts))
            for week in own
            if week.translation_key in there
        ]
    )


def _worksheet(week: ModulePage, there: dict[object, ModulePage], drafts: bool) -> Worksheet | None:
    """The translation of the week's own."""
    if week.worksheet is None:
        return None
    rows = Worksheet.objects.filter(translation_key=week.worksheet.translation_key)
    found = rows.filter(locale_id=there[week.translation_key].locale_id).first()
    return newest(found, drafts) if found is not None and (drafts or found.live) else None
