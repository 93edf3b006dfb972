"""Setting the thresholds by which somebody counts as unlikely to benefit. Versions are kept; none is ever changed."""

from datetime import date

from django.db import transaction

from program.audit.record import record
from program.benefit import Thresholds
from program.models import Account, BenefitRule, Program
from program.thresholds import Rule, of_program


@transaction.atomic
def set_thresholds(*, program: Program, thresholds: Thresholds, by: Account, today: date) -> Rule:
    """A new version, in force from now on for everybody. The same numbers once more make none."""
    Program.objects.select_for_update().get(pk=program.pk)  # two people at once: one after the other
    rule = of_program(program)
    if rule.version and rule.thresholds == thresholds:
        return rule
    BenefitRule.objects.create(
        program=program,
        version=rule.version + 1,
        thresholds=thresholds.as_json(),
        set_on=today,
        set_by=str(by.pk),
    )
    record(verb="thresholds.set", by=by.pk, on=today, subject=program.pk, detail={"version": rule.version + 1})
    return of_program(program)
