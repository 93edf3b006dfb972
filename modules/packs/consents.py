"""The text people agree to: a version and a title in front, then parts that each begin with a heading."""

from django.utils.translation import gettext as _

from modules.packs import fronted, markdown
from modules.packs.pack import Consent
from worksheets.files.problems import FileProblem
from worksheets.files.tree import Files, Mapping


def read(files: Files, program: Mapping, language: str = "") -> Consent:
    """The file that `program` names, in the folder of this language, where it is a translation."""
    name = f"{language}/{program.text('consent')}".lstrip("/")
    front, body = fronted.read(files, name, program.place("consent"), ("version", "title", "changed"))
    if front.number("version", least=1) > 1 and "changed" not in front:
        raise FileProblem(front.place("version"), _("A version after the first says what is new in “changed”."))
    return Consent(
        version=front.number("version", least=1),
        title=front.text("title", longest=200),
        parts=markdown.parts(body),
        changed=markdown.text(front.long("changed")) if "changed" in front else "",
    )
