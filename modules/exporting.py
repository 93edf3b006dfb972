"""A programme as one file: written from its published pages, and read back before anybody gets it."""

from django.utils.translation import gettext as _

from modules.filing import FileGone
from modules.freezing import NotReady, misplaced, missing
from modules.models import ProgrammePage
from modules.naming import Names
from modules.packs.problems import PackRefused
from modules.packs.whole import read_whole
from modules.packs.writing import files_of
from modules.packs.writing_text import NotWritable
from modules.readable import faults
from program.models import Program
from worksheets.files.problems import FileProblem
from worksheets.files.tree import Files
from worksheets.queries import kept


class NotReadable(NotReady):
    """What was written could not be read back. `sentences` are for an editor, `problems` name files and lines."""

    def __init__(self, sentences: list[str], problems: list[FileProblem]) -> None:
        super().__init__(sentences)
        self.problems = problems


def export(page: ProgrammePage, *, with_pages: bool = True) -> Files:
    """The pack of what is published now. What was read back from it is what was written, so that every export can be
    imported, and every edition exported. Raises NotReady, in words for editors.
    """
    if found := in_the_way(page):
        raise NotReady(found)
    try:
        files = files_of(page, with_pages=with_pages)
    except NotWritable as refused:
        said = _("“%(start)s …”: this text has signs that no file can hold, such as ::: at the beginning of a line.")
        raise NotReady([said % {"start": refused.start}]) from None
    except FileGone as gone:
        raise NotReady([gone.sentence]) from None
    try:
        read_whole(files, kept())
    except PackRefused as refused:
        names = Names(list(page.modules()), files, [each.language for each in page.translations()])
        raise NotReadable([names.said(each) for each in refused.problems], refused.problems) from None
    return files


def in_the_way(page: ProgrammePage) -> list[str]:
    """What keeps it from being exported and published, as far as that is known without writing it."""
    weeks = list(page.modules())
    return [*missing(weeks), *misplaced(page, weeks)] or list(faults(page, weeks))


def pages_of(slug: str, language: str = "") -> list[ProgrammePage]:
    """The pages that editions of this programme are made from, one for each language that it was written in."""
    pages = ProgrammePage.objects.live().filter(program__slug=slug).select_related("program", "locale")
    own = [page for page in pages.order_by("pk") if page.own().pk == page.pk]
    return [page for page in own if language in {"", page.language}]


def is_taken(slug: str) -> bool:
    """Whether a programme has this short name already."""
    return Program.objects.filter(slug=slug).exists()
