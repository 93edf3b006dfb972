"""The crisis lines, as people and as the clinic see them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F

from program.choices import Continent, Door
from program.lines import Call, Line, must_be_rung
from program.models import CrisisLine


def crisis_calls(program_id: UUID | None, *, for_young: bool = False) -> list[Call]:
    """The numbers of this programme, or of the one that people can join now where it has none. One statement."""
    shown = CrisisLine.objects.filter(is_active=True, for_young=for_young).order_by(
        "-program__joining_open", "program__slug", "order"
    )
    rows = list(shown)
    programs = [row.program_id for row in rows]
    chosen = program_id if program_id in programs else next(iter(programs), None)
    return [Call(_line(row), row.tested_on) for row in rows if row.program_id == chosen]


@dataclass(frozen=True)
class KeptLine:
    """One line in the clinic's own list, shown to people or not. `tested_by` is the name of whoever rang it last."""

    id: UUID
    program: str
    call: Call
    is_active: bool
    is_waiting: bool
    tested_by: str

    @property
    def region(self) -> str:
        return str(Continent(self.call.line.region).label) if self.call.line.region else ""

    @property
    def doors(self) -> list[str]:
        return [str(Door(door).label) for door in self.call.line.doors]


def kept_lines(today: date) -> list[KeptLine]:
    """Every line of the clinic, the longest untested first, those that are switched off last. One statement."""
    rows = CrisisLine.objects.select_related("program", "tested_by").order_by(
        "-is_active", F("tested_on").asc(nulls_first=True), "region", "country", "order", "key"
    )
    return [
        KeptLine(
            id=row.pk,
            program=row.program.title,
            call=Call(_line(row), row.tested_on),
            is_active=row.is_active,
            is_waiting=row.is_active and must_be_rung(row.tested_on, today),
            tested_by=row.tested_by.work_name if row.tested_by else "",
        )
        for row in rows
    ]


def _line(row: CrisisLine) -> Line:
    shown = (row.name, row.number, row.region, row.country, row.hours)
    return Line(*shown, tuple(row.doors), row.order, for_young=row.for_young)
