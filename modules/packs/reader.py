"""Reads a pack's folder. Everything that is wrong with it is said at once, one problem for each file."""

import re
from collections.abc import Callable
from pathlib import Path

from modules.packs import arms, assessments, consents, instruments, letters, lines, markdown, public, risk, translations
from modules.packs.instruments import InstrumentFile
from modules.packs.pack import Consent, Pack, Point, Step, Translation, Week
from modules.packs.problems import PackRefused, Problems
from program.lines import Line
from worksheets.files import tree
from worksheets.files.problems import FileProblem, Place
from worksheets.files.tree import Long, Mapping
from worksheets.measures.stored import NOTHING, Kept

FORMAT = 1
PROGRAM_FILE = "program.yaml"
MODULE_FILE = "module.yaml"
KINDS = ("week", "follow_up", "booster")
GATES = ("time", "worksheet", "letter")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
SLUG_SENTENCE = "may hold small letters, digits and single hyphens only."

PROGRAM_KEYS = (
    *("format", "slug", "title", "language", "sample", "sample_note", "consent", "weeks", "assessments"),
    *("lines", "risk", "letters", "pages", "translations", "arms"),
)
WEEK_KEYS = ("number", "kind", "folder", "length_days", "after_days", "gate")
MODULE_KEYS = ("title", "aim", "minutes", "expect", "between", "steps", "worksheet")
STEP_KEYS = ("key", "title", "file")


def read_pack(folder: Path, stored: Kept = NOTHING) -> Pack:
    """The pack in this folder; its assessment points may name what is `stored`, too.

    Raises PackRefused with at most one problem for each of its files.
    """
    try:
        program = _yaml(folder, PROGRAM_FILE, Place(PROGRAM_FILE, 1)).allow(PROGRAM_KEYS)
        listed = _listed_weeks(program)
        languages = translations.languages(program)
    except FileProblem as problem:
        raise PackRefused([problem]) from None
    problems = Problems()
    agreed: list[Consent] = []
    weeks: list[Week] = []
    read: dict[str, Line] = {}
    with problems.gathered():
        agreed.append(consents.read(folder, program))
    brought = instruments.read_all(folder, problems, languages)
    with problems.gathered():
        read.update(lines.read(folder, program))
    rules = _listed(risk.listed, folder, program, problems)
    templates = _listed(letters.listed, folder, program, problems)
    pages = public.read(folder, program, problems)
    for week in listed:
        with problems.gathered():
            weeks.append(_week(folder, week, week.text("folder"), problems))
    spoken = _translations(folder, program, languages, listed, problems)
    with problems.gathered():
        pack = Pack(
            slug=_slug(program, "slug"),
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
        )
    problems.stop_if_any()
    return pack


def _listed_weeks(program: Mapping) -> list[Mapping]:
    if program.number("format") != FORMAT:
        raise FileProblem(program.place("format"), f"This program reads format {FORMAT}.")
    weeks = program.mappings("weeks")
    for position, week in enumerate(weeks, start=1):
        if week.allow(WEEK_KEYS).number("number") != position:
            raise FileProblem(week.place("number"), f"Weeks are numbered 1, 2, 3 … in order; expected {position}.")
    _refuse_boosters_that_hold_up(weeks)
    return weeks


def _refuse_boosters_that_hold_up(weeks: list[Mapping]) -> None:
    """A booster week is an offer after the last week: nothing waits for it."""
    kinds = [week.choice("kind", KINDS, default="week") for week in weeks]
    last = max((place for place, kind in enumerate(kinds) if kind == "week"), default=-1)
    for place, (week, kind) in enumerate(zip(weeks, kinds, strict=True)):
        if kind == "booster" and place < last:
            raise FileProblem(week.place("kind"), "A booster week comes after the last week of the programme.")
        if kind == "booster" and week.choice("gate", GATES, default="time") != "time":
            raise FileProblem(week.place("gate"), "Nothing waits for a booster week: its gate is “time”.")


def _listed(
    read: Callable[[Path, Mapping], tuple[Mapping, ...]], folder: Path, program: Mapping, problems: Problems
) -> tuple[Mapping, ...]:
    """What another file of the pack lists; nothing where that file was refused."""
    listed: list[Mapping] = []
    with problems.gathered():
        listed += read(folder, program)
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
        raise FileProblem(program.place("sample"), "A sample says so in “sample_note”.")
    return note


def _translations(
    folder: Path, program: Mapping, languages: list[str], listed: list[Mapping], problems: Problems
) -> tuple[Translation, ...]:
    """A translated week stands in a folder of the same name, below that of its language."""
    found: list[Translation] = []
    for language in languages:
        with problems.gathered():
            words = translations.read(folder, program, language, problems)
            weeks: list[Week] = []
            for week in words.weeks_of(listed):
                with problems.gathered():
                    weeks.append(_week(folder, week, f"{language}/{week.text('folder')}", problems))
            found.append(words.translation(weeks))
    return tuple(found)


def _week(folder: Path, listed: Mapping, where: str, problems: Problems) -> Week:
    module = _yaml(folder, f"{where}/{MODULE_FILE}", listed.place("folder")).allow(MODULE_KEYS)
    steps, seen = [], set()
    for step in module.mappings("steps"):
        with problems.gathered():
            read = _step(folder, where, step)
            if read.key in seen:
                raise FileProblem(step.place("key"), f"Two steps have the key “{read.key}”.")
            seen.add(read.key)
            steps.append(read)
    return Week(
        number=listed.number("number"),
        kind=listed.choice("kind", KINDS, default="week"),
        length_days=listed.number("length_days", default=7, least=1),
        after_days=listed.number("after_days", default=0),
        gate=listed.choice("gate", GATES, default="time"),
        title=module.text("title", longest=200),
        aim=module.text("aim", longest=400),
        minutes=module.number("minutes", least=1),
        expect=markdown.text(module.long("expect")),
        between=markdown.text(module.long("between")),
        steps=tuple(steps),
        worksheet=_worksheet(folder, where, module),
    )


def _step(folder: Path, where: str, step: Mapping) -> Step:
    name = f"{where}/{step.allow(STEP_KEYS).text('file')}"
    key, title = _slug(step, "key"), step.text("title", longest=200)
    text = tree.read_text(folder, name, step.place("file"))
    blocks = markdown.blocks(Long(text, Place(name, 1)))
    if not blocks:
        raise FileProblem(Place(name, 1), "The file is empty.")
    return Step(key=key, title=title, blocks=blocks)


def _worksheet(folder: Path, where: str, module: Mapping) -> Mapping | None:
    if "worksheet" not in module:
        return None
    name = f"{where}/{module.text('worksheet')}"
    return _yaml(folder, name, module.place("worksheet"))


def _slug(mapping: Mapping, name: str) -> str:
    value = mapping.text(name, longest=50)
    if not SLUG.match(value):
        raise FileProblem(mapping.place(name), f"“{name}” {SLUG_SENTENCE}")
    return value


def _yaml(folder: Path, name: str, asked: Place) -> Mapping:
    return tree.compose(tree.read_text(folder, name, asked), name)
