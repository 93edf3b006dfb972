"""The pages of a pack that anybody may read: one file for each in a folder, named as the page is."""

from pathlib import Path

from modules.packs import fronted, markdown
from modules.packs.pack import PageFile
from modules.packs.problems import Problems
from program.choices import PublicPage
from worksheets.files.problems import FileProblem, Place
from worksheets.files.tree import Mapping

LONGEST_TITLE = 200
LONGEST_LEAD = 600
KEYS = ("title", "lead")


def read(folder: Path, program: Mapping, problems: Problems, language: str = "") -> tuple[PageFile, ...]:
    """In the order of `PublicPage`; none where the programme names no folder. Each file with a mistake is told.

    Those of a translation stand in the folder of its language, and are named by its own file.
    """
    found: list[PageFile] = []
    with problems.gathered():
        where = f"{language}/{program.text('pages')}".lstrip("/") if "pages" in program else ""
        for page in _listed(folder, where, program):
            with problems.gathered():
                found.append(_page(folder, f"{where}/{page}.md", page, program.place("pages")))
    return tuple(found)


def _listed(folder: Path, where: str, program: Mapping) -> list[PublicPage]:
    """Refuses a file that is no page: its words would be missed by nobody."""
    if not where:
        return []
    if not (folder / where).resolve().is_relative_to(folder.resolve()) or not (folder / where).is_dir():
        raise FileProblem(program.place("pages"), f"There is no folder “{where}” in this folder.")
    names = sorted(file.stem for file in (folder / where).glob("*.md"))
    for name in names:
        if name not in PublicPage.values:
            known = ", ".join(f"{page}.md" for page in PublicPage.values)
            raise FileProblem(Place(f"{where}/{name}.md", 1), f"“{name}” is no page. They are: {known}.")
    return [page for page in PublicPage if page.value in names]


def _page(folder: Path, name: str, page: PublicPage, asked: Place) -> PageFile:
    front, body = fronted.read(folder, name, asked, KEYS)
    return PageFile(
        page=page,
        title=front.text("title", longest=LONGEST_TITLE),
        lead=front.text("lead", default="", longest=LONGEST_LEAD),
        parts=markdown.parts(body) if body.text.strip() else (),
    )
