"""Which version of the thresholds is in force in a programme: the newest, or what comes with the program."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from program.benefit import Thresholds
from program.models import BenefitRule, Program


@dataclass(frozen=True)
class Rule:
    """`version` 0 came with the program: nobody has set it. `set_by` is an account's id, or a command's name."""

    version: int
    thresholds: Thresholds
    set_on: date | None = None
    set_by: str = ""


WITH_THE_PROGRAM = Rule(0, Thresholds())


def in_force(programs: Collection[UUID] | None = None) -> dict[UUID, Rule]:
    """Of these programmes, or of all; one that never set any is left out. One statement."""
    rows = BenefitRule.objects.order_by("version")
    if programs is not None:
        rows = rows.filter(program__in=programs)
    return {row.program_id: _rule(row) for row in rows}


def of_program(program: Program) -> Rule:
    return in_force([program.pk]).get(program.pk, WITH_THE_PROGRAM)


def versions(program: Program) -> Sequence[Rule]:
    """All that were ever set, the newest first."""
    return [_rule(row) for row in BenefitRule.objects.filter(program=program).order_by("-version")]


def _rule(row: BenefitRule) -> Rule:
    return Rule(row.version, Thresholds.from_json(row.thresholds), row.set_on, row.set_by)
