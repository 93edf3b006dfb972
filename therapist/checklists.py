"""The checklist of a program, as letters and its own page show it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from program.access import programs
from program.http import StaffRequest
from program.models import Program
from program.queries import work_names
from therapist.access import supervisor
from therapist.models import Checklist
from therapist.paging import uuid_in

MOST_LINES = 7
LONGEST_LINE = 120


@dataclass(frozen=True)
class Line:
    """One thing to think of. `name` is the value of its box: a box of an earlier version ticks nothing."""

    name: str
    text: str
    ticked: bool


@dataclass(frozen=True)
class Checks:
    """The checklist beside one letter; no lines where the program has none."""

    lines: Sequence[Line] = ()
    required: bool = False

    @property
    def missing(self) -> list[str]:
        """What has to be ticked before the letter can go."""
        return [line.text for line in self.lines if not line.ticked] if self.required else []


@dataclass(frozen=True)
class Book:
    """The checklist of one program with every version, the newest first, and who set each."""

    program: Program
    programs: Sequence[Program]
    versions: Sequence[tuple[Checklist, str]]

    @property
    def newest(self) -> Checklist | None:
        return self.versions[0][0] if self.versions else None

    @property
    def version(self) -> int:
        return self.newest.version if self.newest else 0


def checks_for(program_id: UUID, ticked: Collection[str] = ()) -> Checks:
    """One statement."""
    row = Checklist.objects.filter(program_id=program_id).order_by("-version").first()
    if row is None:
        return Checks()
    names = [f"{row.version}.{place}" for place in range(len(row.lines))]
    lines = [Line(name, text, name in ticked) for name, text in zip(names, row.lines, strict=True)]
    return Checks(lines, row.required)


def book(request: StaffRequest, slug: str) -> Book:
    """For supervisors. Three statements, however many versions there are."""
    supervisor(request)
    found = programs()
    program = next((each for each in found if each.slug == slug or not slug), None)
    if program is None:
        raise Http404
    rows = list(Checklist.objects.filter(program=program).order_by("-version"))
    names = work_names({by for row in rows if (by := uuid_in(row.set_by))})
    return Book(program, found, [(row, names.get(uuid_in(row.set_by) or program.pk, "")) for row in rows])
