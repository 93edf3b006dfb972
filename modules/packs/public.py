"""The pages of a pack that anybody may read: one file for each in a folder, named as the page is."""

from posixpath import normpath

from django.utils.translation import gettext as _

from modules.packs import fronted, markdown
from modules.packs.pack import PageFile
from modules.packs.problems import Problems
from program.choices import Door, PublicPage
from worksheets.files.problems import FileProblem, Place
from worksheets.files.tree import Files, Mapping

LONGEST_TITLE = 200
LONGEST_LEAD = 600
KEYS = ("title", "lead")
DOORS: tuple[str, ...] = tuple(Door.values)


def read(files: Files, program: Mapping, problems: Problems, language: str = "") -> tuple[PageFile, ...]:
    """In the order of `PublicPage`; none where the programme names no folder. Each file with a mistake is told.

    Those of a translation stand in the folder of its language, and are named by its own file.
    """
    found: list[PageFile] = []
    with problems.gathered():
        where = f"{language}/{program.text('pages')}".lstrip("/") if "pages" in program else ""
        for page in _listed(files, where, program):
            with problems.gathered():
                found.append(_page(files, f"{where}/{page}.md", page, program.place("pages")))
    return tuple(found)


def _listed(files: Files, where: str, program: Mapping) -> list[PublicPage]:
    """Refuses a file that is no page: its words would be missed by nobody."""
    if not where:
        return []
    home = f"{normpath(where)}/"
    inside = [name.removeprefix(home) for name in files if name.startswith(home)]
    if not inside:
        sentence = _("There is no folder “%(folder)s” in this folder.") % {"folder": where}
        raise FileProblem(program.place("pages"), sentence)
    names = sorted(name.removesuffix(".md") for name in inside if name.endswith(".md") and "/" not in name)
    for name in names:
        if name not in PublicPage.values:
            known = ", ".join(f"{page}.md" for page in PublicPage.values)
            sentence = _("“%(name)s” is no page. They are: %(pages)s.") % {"name": name, "pages": known}
            raise FileProblem(Place(f"{where}/{name}.md", 1), sentence)
    return [page for page in PublicPage if page.value in names]


def _page(files: Files, name: str, page: PublicPage, asked: Place) -> PageFile:
    doors = DOORS if page == PublicPage.HELP else ()
    front, body = fronted.read(files, name, asked, (*KEYS, *doors))
    return PageFile(
        page=page,
        title=front.text("title", longest=LONGEST_TITLE),
        lead=front.text("lead", default="", longest=LONGEST_LEAD),
        parts=markdown.parts(body) if body.text.strip() else (),
        doors={door: markdown.text(front.long(door)) for door in doors if door in front},
    )
