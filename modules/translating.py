"""The weeks of a programme in languages beside its own, as far as editors have published them.

A translation is Wagtail's: pages and worksheets that share a translation key. It changes words only. Which weeks there
are, how long they last, and what each step and question is called, is read from the programme's own page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from modules.models import ModulePage, ProgrammePage
from modules.offering import shape
from worksheets.blocks import frozen_questions
from worksheets.models import Worksheet
from worksheets.translating import asks_the_same


@dataclass(frozen=True)
class TranslatedWeek:
    """`worksheet` is the translation of the week's own; None where it has none, or none that is published."""

    language: str
    of: ModulePage
    page: ModulePage
    worksheet: Worksheet | None


def translated_weeks(page: ProgrammePage, weeks: Sequence[ModulePage]) -> list[TranslatedWeek]:
    """Every published week below every published translation of the page, by language and number."""
    return [
        TranslatedWeek(translation.language, week, spoken[week.translation_key], _worksheet(week, translation))
        for translation in page.translations()
        for spoken in [{each.translation_key: each for each in translation.modules()}]
        for week in weeks
        if week.translation_key in spoken
    ]


def fitting(weeks: Sequence[TranslatedWeek]) -> list[TranslatedWeek]:
    """Those that an edition can hold."""
    return [week for week in weeks if not _fault(week)]


def left_out(weeks: Sequence[TranslatedWeek]) -> list[str]:
    """Says to an editor which of them an edition leaves out, and why: their readers get the week's own words."""
    return [fault for week in weeks if (fault := _fault(week))]


def _fault(week: TranslatedWeek) -> str:
    named = {"number": week.of.number, "language": week.language}
    if _keys(week.page) != _keys(week.of):
        return _("Week %(number)d is left out in “%(language)s”: it has other steps there.") % named
    if shape(week.page) != shape(week.of):
        return _("Week %(number)d is left out in “%(language)s”: it is shown to others there.") % named
    if week.of.worksheet is None:
        return ""
    if week.worksheet is None:
        return _("Week %(number)d is left out in “%(language)s”: its worksheet is not published there.") % named
    if not asks_the_same(frozen_questions(week.of.worksheet), frozen_questions(week.worksheet)):
        return _("Week %(number)d is left out in “%(language)s”: its worksheet asks something else there.") % named
    return ""


def _keys(page: ModulePage) -> list[str]:
    return [block.value["key"] for block in page.steps]


def _worksheet(week: ModulePage, translation: ProgrammePage) -> Worksheet | None:
    if week.worksheet is None:
        return None
    rows = Worksheet.objects.filter(translation_key=week.worksheet.translation_key, live=True)
    return rows.filter(locale_id=translation.locale_id).first()
