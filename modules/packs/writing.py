"""A programme as the files of a pack, in the form that `reader` reads: what its published pages say now.

The same content gives the same bytes, whoever wrote it and in whichever database it stands.
"""

from typing import Any

from modules.models import ModulePage, ProgrammePage
from modules.packs import writing_clinic, writing_weeks
from modules.packs.assessments import KEYS as POINT_KEYS
from modules.packs.reader import FORMAT, PROGRAM_FILE
from modules.packs.writing_fronted import fronted
from modules.packs.writing_media import Shelf
from modules.packs.writing_text import written
from modules.packs.writing_yaml import Flow
from modules.packs.writing_yaml import written as yaml_written
from modules.translating import fitting, translated_weeks
from program.arms import arms_of
from worksheets.files.tree import Files

CONSENT = "consent.md"


def files_of(page: ProgrammePage, *, with_pages: bool = True) -> Files:
    """The pack of this programme, by paths. `with_pages`: also those that anybody may read, which are the clinic's.

    Raises NotWritable. What is read back from it is checked by `modules.exporting`, not here.
    """
    weeks, files = list(page.modules()), dict[str, bytes]()
    spoken = fitting(translated_weeks(page, weeks))
    shelf = Shelf([*weeks, *(week.page for week in spoken)])
    translations = list(page.translations())
    for week in weeks:
        files |= writing_weeks.files_of(week, week, _folder(week), shelf)
    for said in spoken:
        files |= writing_weeks.files_of(said.page, said.of, f"{said.language}/{_folder(said.of)}", shelf, said)
    files[CONSENT] = _consent(page)
    clinic = writing_clinic.files_of(page, weeks, [each.language for each in translations])
    public = writing_clinic.public_pages(page.language) if with_pages else {}
    files |= {**clinic, **public, **shelf.files()}
    for each in translations:
        numbers = [week.of.number for week in spoken if week.language == each.language]
        files |= _translation(each, numbers, files, with_pages)
    files[PROGRAM_FILE] = yaml_written(_program(page, weeks, translations, files))
    return dict(sorted(files.items()))


def _program(
    page: ProgrammePage, weeks: list[ModulePage], translations: list[ProgrammePage], files: Files
) -> dict[str, Any]:
    named = {
        "pages": any(name.startswith(f"{writing_clinic.PAGES}/") for name in files) and writing_clinic.PAGES,
        **{name: path in files and path for name, path in writing_clinic.LISTS.items()},
        "translations": [each.language for each in translations],
        "weeks": [_listed(week) for week in weeks],
        "assessments": [_point(point) for point in page.assessments],
        "arms": [Flow(key=arm.key, title=arm.title, weight=arm.weight) for arm in arms_of(page.program_id)],
    }
    return {
        "format": FORMAT,
        "slug": page.program.slug,
        "title": page.title,
        "language": page.language,
        **({"sample": True, "sample_note": page.sample_note} if page.sample_note.strip() else {}),
        "consent": CONSENT,
        **{name: value for name, value in named.items() if value},
    }


def _listed(week: ModulePage) -> Flow:
    listed = Flow(number=week.number, kind=week.kind, folder=_folder(week), length_days=week.length_days)
    if week.after_days:
        listed["after_days"] = week.after_days
    return Flow({**listed, "gate": week.gate})


def _folder(week: ModulePage) -> str:
    return f"{week.kind}-{week.number}".replace("_", "-")


def _point(point: dict[str, Any]) -> dict[str, Any]:
    """What is as it would be without a word is left out. In the format's order: a database may keep another one."""
    usual = {"weeks": [], "after_days": 0, "window_days": 7, "mandatory": False}
    return {name: point[name] for name in POINT_KEYS if name in point and point[name] != usual.get(name)}


def _translation(translation: ProgrammePage, weeks: list[int], files: Files, with_pages: bool) -> Files:
    """`files` are those that are written by now."""
    language = translation.language
    pages = writing_clinic.public_pages(language, f"{language}/") if with_pages else {}
    letters = writing_clinic.LISTS["letters"]
    said = {
        "title": translation.title,
        "sample_note": translation.sample_note,
        "consent": CONSENT,
        "pages": pages and writing_clinic.PAGES,
        "letters": f"{language}/{letters}" in files and letters,
        "weeks": weeks,
    }
    return {
        f"{language}/translation.yaml": yaml_written({name: value for name, value in said.items() if value}),
        f"{language}/{CONSENT}": _consent(translation),
        **pages,
    }


def _consent(page: ProgrammePage) -> bytes:
    front: dict[str, Any] = {"version": page.consent_version, "title": page.consent_title}
    if changed := written(page.consent_changed):
        front["changed"] = changed
    parts = [(part.value["title"], part.value["text"].source) for part in page.consent_parts]
    return fronted(front, parts)
