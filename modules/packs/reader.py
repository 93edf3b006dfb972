"""Reads a pack's folder. Everything that is wrong with it is said at once, one problem for each file."""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from modules.packs import arms, assessments, consents, instruments, letters, lines, media, public, risk, translations
from modules.packs.instruments import InstrumentFile
from modules.packs.media import MediaFile, Shelf
from modules.packs.pack import Consent, Pack, Point, Translation, Week
from modules.packs.problems import PackRefused, Problems
from modules.packs.slugs import slug
from modules.packs.weeks import GATES, KINDS, read_week
from program.lines import Line
from worksheets.files import tree
from worksheets.files.folder import in_folder
from worksheets.files.problems import FileProblem, Place
from worksheets.files.tree import Files, Mapping
from worksheets.measures.stored import NOTHING, Kept

FORMAT = 1
PROGRAM_FILE = "program.yaml"

PROGRAM_KEYS = (
    *("format", "slug", "title", "language", "sample", "sample_note", "consent", "weeks", "assessments"),
    *("lines", "risk", "letters", "pages", "media", "translations", "arms"),
)
WEEK_KEYS = ("number", "kind", "folder", "length_days", "after_days", "gate")


def read_pack(source: Path | Files, stored: Kept = NOTHING) -> Pack:
    """The pack in this folder, or of these files; its assessment points may name what is `stored`, too.

    Raises PackRefused with at most one problem for each of its files.
    """
    files = in_folder(source) if isinstance(source, Path) else source
    try:
        program = _yaml(files, PROGRAM_FILE, Place(PROGRAM_FILE, 1)).allow(PROGRAM_KEYS)
        listed = _listed_weeks(program)
        languages = translations.languages(program)
    except FileProblem as problem:
        raise PackRefused([problem]) from None
    problems = Problems()
    agreed: list[Consent] = []
    weeks: list[Week] = []
    read: dict[str, Line] = {}
    with problems.gathered():
        agreed.append(consents.read(files, program))
    brought = instruments.read_all(files, problems, languages)
    with problems.gathered():
        read.update(lines.read(files, program))
    rules = _listed(risk.listed, files, program, problems)
    templates = _listed(letters.listed, files, program, problems)
    shelf: dict[str, MediaFile] = {}
    with problems.gathered():
        shelf.update(media.read(files, program))
    pages = public.read(files, program, problems)
    for week in listed:
        with problems.gathered():
            weeks.append(read_week(files, week, week.text("folder"), problems, shelf))
    spoken = _translations(files, program, languages, listed, shelf, problems)
    with problems.gathered():
        pack = Pack(
            slug=slug(program, "slug"),
            title=program.text("title", longest=200),
            language=program.text("language", longest=12),
            sample_note=_sample_note(program),
            consent=agreed[0] if agreed else Consent(0, "", ()),
            weeks=tuple(weeks),
            assessments=_points(program, listed, stored, brought),
            lines=read,
            instruments=brought or (),
            risk=rules,
            letters=templates,
            pages=pages,
            translations=spoken,
            arms=arms.read(program),
            media=shelf,
        )
    problems.stop_if_any()
    return pack


def _listed_weeks(program: Mapping) -> list[Mapping]:
    if program.number("format") != FORMAT:
        sentence = _("This program reads format %(format)d.") % {"format": FORMAT}
        raise FileProblem(program.place("format"), sentence)
    weeks = program.mappings("weeks")
    for position, week in enumerate(weeks, start=1):
        if week.allow(WEEK_KEYS).number("number") != position:
            sentence = _("Weeks are numbered 1, 2, 3 … in order; expected %(number)d.") % {"number": position}
            raise FileProblem(week.place("number"), sentence)
    _refuse_boosters_that_hold_up(weeks)
    return weeks


def _refuse_boosters_that_hold_up(weeks: list[Mapping]) -> None:
    """A booster week is an offer after the last week: nothing waits for it."""
    kinds = [week.choice("kind", KINDS, default="week") for week in weeks]
    last = max((place for place, kind in enumerate(kinds) if kind == "week"), default=-1)
    for place, (week, kind) in enumerate(zip(weeks, kinds, strict=True)):
        if kind == "booster" and place < last:
            sentence = _("A booster week comes after the last week of the programme.")
            raise FileProblem(week.place("kind"), sentence)
        if kind == "booster" and week.choice("gate", GATES, default="time") != "time":
            raise FileProblem(week.place("gate"), _("Nothing waits for a booster week: its gate is “time”."))


def _listed(
    read: Callable[[Files, Mapping], tuple[Mapping, ...]], files: Files, program: Mapping, problems: Problems
) -> tuple[Mapping, ...]:
    """What another file of the pack lists; nothing where that file was refused."""
    listed: list[Mapping] = []
    with problems.gathered():
        listed += read(files, program)
    return tuple(listed)


def _points(
    program: Mapping, listed: list[Mapping], stored: Kept, brought: tuple[InstrumentFile, ...] | None
) -> tuple[Point, ...]:
    """None where an instrument was refused: points may name it, and one mistake is said once."""
    if brought is None:
        return ()
    weeks = {week.number("number"): week.text("kind", default="week") for week in listed}
    return assessments.read(program, weeks, instruments.beside(stored, brought))


def _sample_note(program: Mapping) -> str:
    note = program.text("sample_note", default="")
    if program.flag("sample") and not note:
        raise FileProblem(program.place("sample"), _("A sample says so in “sample_note”."))
    return note


def _translations(
    files: Files,
    program: Mapping,
    languages: list[str],
    listed: list[Mapping],
    shelf: Shelf,
    problems: Problems,
) -> tuple[Translation, ...]:
    """A translated week stands in a folder of the same name, below that of its language."""
    found: list[Translation] = []
    for language in languages:
        with problems.gathered():
            words = translations.read(files, program, language, problems)
            weeks: list[Week] = []
            for week in words.weeks_of(listed):
                with problems.gathered():
                    weeks.append(read_week(files, week, f"{language}/{week.text('folder')}", problems, shelf))
            found.append(words.translation(weeks))
    return tuple(found)


def _yaml(files: Files, name: str, asked: Place) -> Mapping:
    return tree.compose(tree.read_text(files, name, asked), name)
