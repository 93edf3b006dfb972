"""A text file that begins with a few keys between two lines of `---`."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from worksheets.files import tree
from worksheets.files.problems import FileProblem, Place
from worksheets.files.tree import Files, Long, Mapping

FRONT = "---"


def read(files: Files, name: str, asked: Place, keys: Collection[str]) -> tuple[Mapping, Long]:
    """The keys, which are among these, and the text below them. Raises FileProblem."""
    lines = tree.read_text(files, name, asked).split("\n")
    ends = [number for number, line in enumerate(lines) if line.strip() == FRONT]
    if len(ends) < 2 or ends[0] != 0:
        sentence = _("The file begins with these keys between two lines of %(mark)s: %(keys)s.")
        raise FileProblem(Place(name, 1), sentence % {"mark": FRONT, "keys": ", ".join(keys)})
    front = tree.compose("\n".join(lines[1 : ends[1]]), name, first_line=2).allow(keys)
    return front, Long("\n".join(lines[ends[1] + 1 :]), Place(name, ends[1] + 2))
