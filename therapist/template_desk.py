"""The ways to letter templates on the desk, for whoever writes letters: 404 for everybody else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import Http404

from program.access import program_named, programs
from program.http import StaffRequest
from program.models import Program
from program.queries import work_names
from therapist.access import clinical_staff
from therapist.paging import uuid_in
from worksheets.actions.letter_templates import Named
from worksheets.models import LetterTemplate
from worksheets.template_book import Asked, asked_in, languages, newest_templates


@dataclass(frozen=True)
class Version:
    """One version of a template; `by` is empty where it came with a pack."""

    row: LetterTemplate
    by: str


@dataclass(frozen=True)
class Shelf:
    """The templates of one program as they are now: those in use by week, then those that are retired."""

    program: Program
    programs: Sequence[Program]
    used: Sequence[Version]
    retired: Sequence[Version]


@dataclass(frozen=True)
class Template:
    """One template with all its versions, the newest first, and what its worksheets ask."""

    named: Named
    versions: Sequence[Version]
    asked: Asked

    @property
    def newest(self) -> LetterTemplate:
        return self.versions[0].row


def shelf(request: StaffRequest, slug: str) -> Shelf:
    """Three statements, however many templates there are."""
    clinical_staff(request)
    found = programs()
    program = next((each for each in found if each.slug == slug or not slug), None)
    if program is None:
        raise Http404
    rows = sorted(newest_templates(program.pk), key=_by_week)
    versions = _with_names(rows)
    return Shelf(
        program=program,
        programs=found,
        used=[version for version in versions if not version.row.retired],
        retired=[version for version in versions if version.row.retired],
    )


def template(request: StaffRequest, slug: str, language: str, key: str) -> Template:
    clinical_staff(request)
    program = program_named(slug)
    rows = LetterTemplate.objects.filter(program=program, language=language, key=key).order_by("-version")
    versions = _with_names(rows)
    if not versions:
        raise Http404
    return Template(Named(program, language, key), versions, asked_in(program.pk, language))


def program_for_new(request: StaffRequest, slug: str) -> tuple[Program, list[str]]:
    """The program, and the languages that it has an edition in."""
    clinical_staff(request)
    program = program_named(slug)
    return program, languages(program.pk)


def _with_names(rows: Iterable[LetterTemplate]) -> list[Version]:
    found = list(rows)
    names = work_names({by for row in found if (by := uuid_in(row.set_by))})
    return [Version(row, names[by] if (by := uuid_in(row.set_by)) in names else "") for row in found]


def _by_week(row: LetterTemplate) -> tuple[str, bool, int, str]:
    return row.language, row.week is None, row.week or 0, row.title.casefold()
