"""What the studio calls a file of a pack, for what is wrong with one that it has just written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from modules.models import ModulePage
from program.choices import PublicPage
from worksheets.files import tree
from worksheets.files.problems import FileProblem
from worksheets.files.tree import Files

OF_WEEK = re.compile(r"(?:week|booster|follow-up)-(\d+)/(?:(\d+)-.*\.md|(worksheet|module)\.yaml)\Z")
OF_PAGES = re.compile(r"pages/([a-z-]+)\.md\Z")


@dataclass(frozen=True)
class Names:
    """Of what was written from these weeks into these files."""

    weeks: Sequence[ModulePage]
    files: Files
    languages: Sequence[str]

    def said(self, problem: FileProblem) -> str:
        """One sentence for an editor, who has seen neither the file nor its lines."""
        language, _slash, rest = problem.place.file.partition("/")
        file, spoken = (rest, language) if language in self.languages else (problem.place.file, "")
        named = {"what": self._thing(file, problem), "why": problem.sentence, "language": spoken}
        return (_("%(what)s, in “%(language)s”: %(why)s") if spoken else _("%(what)s: %(why)s")) % named

    def _thing(self, file: str, problem: FileProblem) -> str:
        if found := OF_WEEK.match(file):
            return self._of_week(int(found[1]), found[2], found[3])
        if found := OF_PAGES.match(file):
            return str(PublicPage(found[1]).label) if found[1] in PublicPage.values else file
        if file == "risk.yaml":
            named = {"title": self._listed(problem, "rules")}
            return _("The risk rule “%(title)s”, which the clinical lead may change or switch off") % named
        if file == "letters.yaml":
            return _("The letter template “%(title)s”") % {"title": self._listed(problem, "letters")}
        return _things().get(file.partition("/")[0], _("The programme"))

    def _of_week(self, number: int, step: str | None, part: str | None) -> str:
        week = next((each for each in self.weeks if each.number == number), None)
        named = {"number": number, "title": week.title if week else "", "step": int(step or 0)}
        if step:
            return _("Week %(number)d, “%(title)s”, step %(step)d") % named
        if part == "worksheet" and week is not None and week.worksheet is not None:
            return _("Week %(number)d, worksheet “%(title)s”") % {**named, "title": week.worksheet.title}
        return _("Week %(number)d, “%(title)s”") % named

    def _listed(self, problem: FileProblem, key: str) -> str:
        """The title of the entry that this line is in."""
        file = problem.place.file
        rows = tree.compose(self.files[file].decode(), file).mappings(key)
        above = [row for row in rows if row.place().line <= problem.place.line]
        return str((above or rows)[-1].plain().get("title", ""))


def _things() -> Mapping[str, str]:
    return {
        "consent.md": _("What people agree to"),
        "lines.yaml": _("Crisis lines"),
        "media.yaml": _("Videos, recordings and pictures"),
        "media": _("Videos, recordings and pictures"),
        "instruments": _("Measures"),
        "program.yaml": _("The programme’s weeks, or when questions are asked"),
    }
