"""The translations of a pack: a folder for each language, with the words of as many weeks as were translated.

A translated week has the files of the week's own folder, and differs from it in words alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from modules.packs import consents, letters, public
from modules.packs.pack import Consent, Pack, PageFile, Translation, Week
from modules.packs.problems import Problems
from modules.packs.sheets import Sheet, read_sheet
from worksheets.files import tree
from worksheets.files.problems import FileProblem, Place
from worksheets.files.tree import Files, Mapping
from worksheets.translating import asks_the_same

FILE = "translation.yaml"
KEYS = ("title", "sample_note", "consent", "weeks", "pages", "letters")
CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)?\Z")


@dataclass(frozen=True)
class Words:
    """The file of one language, less the weeks that it names."""

    language: str
    file: Mapping
    consent: Consent
    pages: tuple[PageFile, ...]
    letters: tuple[Mapping, ...]

    def weeks_of(self, listed: Sequence[Mapping]) -> list[Mapping]:
        """Those of the programme's weeks that are translated. Raises FileProblem for one that it has not."""
        numbers = self.file.numbers("weeks") if "weeks" in self.file else []
        if not set(numbers) <= set(range(1, len(listed) + 1)) or numbers != sorted(set(numbers)):
            sentence = _("Expected numbers of the programme’s weeks, each once, in order.")
            raise FileProblem(self.file.place("weeks"), sentence)
        return [listed[number - 1] for number in numbers]

    def translation(self, weeks: Sequence[Week]) -> Translation:
        return Translation(
            language=self.language,
            title=self.file.text("title", longest=200),
            sample_note=self.file.text("sample_note", default=""),
            consent=self.consent,
            weeks=tuple(weeks),
            pages=self.pages,
            letters=self.letters,
        )


def languages(program: Mapping) -> list[str]:
    """Those that the pack is translated into. Raises FileProblem."""
    if "translations" not in program:
        return []
    found = program.texts("translations")
    if not all(map(CODE.match, found)) or len({*found, program.text("language")}) <= len(found):
        sentence = _("Expected codes such as “sv”, each once, and not the language of the programme itself.")
        raise FileProblem(program.place("translations"), sentence)
    return found


def read(files: Files, program: Mapping, language: str, problems: Problems) -> Words:
    name = f"{language}/{FILE}"
    file = tree.compose(tree.read_text(files, name, program.place("translations")), name).allow(KEYS)
    return Words(
        language,
        file,
        consents.read(files, file, language),
        public.read(files, file, problems, language),
        letters.listed(files, file, language),
    )


def sheets_of(pack: Pack, own: Sequence[Sheet | None]) -> dict[tuple[str, int], Sheet]:
    """The worksheets by language and week. Raises PackRefused where more differs than words."""
    problems = Problems()
    found: dict[tuple[str, int], Sheet] = {}
    for translation in pack.translations:
        with problems.gathered():
            _no_newer_consent(translation, pack)
        for week in translation.weeks:
            with problems.gathered():
                _same_week(translation.language, week, pack.weeks[week.number - 1])
                sheet = own[week.number - 1]
                if week.worksheet is not None and sheet is not None:
                    found[translation.language, week.number] = _same_sheet(week.worksheet, sheet)
    problems.stop_if_any()
    return found


def _no_newer_consent(translation: Translation, pack: Pack) -> None:
    """One that lags behind waits for its translators: until then the newest is met as it is."""
    if translation.consent.version > pack.consent.version:
        place = Place(f"{translation.language}/{FILE}", 1)
        raise FileProblem(place, _("The version of the consent is newer than the programme’s own."))


def _same_week(language: str, week: Week, of: Week) -> None:
    place = Place(f"{language}/{FILE}", 1)
    if [step.key for step in week.steps] != [step.key for step in of.steps]:
        sentence = _("A translated week has the steps of its own, with their keys, in their order: week %(week)d.")
        raise FileProblem(place, sentence % {"week": week.number})
    if (week.minutes, week.worksheet is None) != (of.minutes, of.worksheet is None):
        sentence = _("A translated week has the minutes of its own, and a worksheet where that has one: week %(week)d.")
        raise FileProblem(place, sentence % {"week": week.number})


def _same_sheet(file: Mapping, own: Sheet) -> Sheet:
    sheet = read_sheet(file)
    if (sheet.key, sheet.minutes) != (own.key, own.minutes):
        raise FileProblem(file.place("key"), _("A translated worksheet has the key and the minutes of its own."))
    if not asks_the_same(own.questions, sheet.questions):
        sentence = _("A translated worksheet differs in words alone: keys, kinds, choices and limits stay.")
        raise FileProblem(file.place("questions"), sentence)
    return sheet
