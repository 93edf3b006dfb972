"""A programme as one file: written from its published pages, and read back before anybody gets it."""

from django.utils.translation import gettext as _

from modules.freezing import NotReady
from modules.models import ProgrammePage
from modules.packs.problems import PackRefused
from modules.packs.whole import read_whole
from modules.packs.writing import files_of
from modules.packs.writing_text import NotWritable
from program.models import Program
from worksheets.files.tree import Files
from worksheets.queries import kept


def export(page: ProgrammePage, *, with_pages: bool = True) -> Files:
    """The pack of what is published now. What was read back from it is what was written, so that every export can be
    imported. Raises NotReady.
    """
    unpublished = [week.number for week in page.modules() if week.worksheet is not None and not week.worksheet.live]
    if unpublished:
        raise NotReady([_("The worksheet of week %(number)d is not published.") % {"number": unpublished[0]}])
    try:
        files = files_of(page, with_pages=with_pages)
        read_whole(files, kept())
    except NotWritable:
        raise NotReady([_("A text holds signs that no file can hold: ::: at the beginning of a line.")]) from None
    except PackRefused as refused:
        raise NotReady([str(problem) for problem in refused.problems]) from None
    return files


def pages_of(slug: str, language: str = "") -> list[ProgrammePage]:
    """The pages that editions of this programme are made from, one for each language that it was written in."""
    pages = ProgrammePage.objects.live().filter(program__slug=slug).select_related("program", "locale")
    own = [page for page in pages.order_by("pk") if page.own().pk == page.pk]
    return [page for page in own if language in {"", page.language}]


def is_taken(slug: str) -> bool:
    """Whether a programme has this short name already."""
    return Program.objects.filter(slug=slug).exists()
