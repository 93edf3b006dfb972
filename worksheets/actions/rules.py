"""The risk rules of a program: brought by its pack, changed by the clinical lead. Every change is a new version."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from program.audit.record import record
from program.models import Program
from worksheets.models import RuleVersion
from worksheets.risk.reader import definition_of, read
from worksheets.risk.rule import Rule
from worksheets.risk.soundness import check
from worksheets.rulebook import as_rule, known_now


@transaction.atomic
def publish_rules(
    *, program: Program, rules: Iterable[Rule], by: UUID | str, today: date
) -> tuple[list[str], list[str]]:
    """Bring the rules of a pack, and say the keys of those that it made, and changed. The same again does neither.

    A rule that the clinic has changed stays as the clinic has it, and one that the pack no longer names stays in force:
    a release must not undo what the clinical lead decided.
    """
    newest = _newest(program)
    made: list[str] = []
    changed: list[str] = []
    for rule in rules:
        definition, before = definition_of(rule), newest.get(rule.key)
        if before is None or not (before.definition == definition or _is_the_clinics(before)):
            _write(program, rule.key, before, definition, by, today)
            (changed if before else made).append(rule.key)
    return made, changed


@transaction.atomic
def change_rule(
    *, program: Program, key: str, version: int, changed: Mapping[str, Any], reason: str, by: UUID, today: date
) -> Rule | None:
    """A new version with these parts of the definition changed. None where `version` is no longer the newest one.

    Raises RuleRefused for what is no rule, and KeyError for a key that the program does not have.
    """
    before = _newest(program)[key]
    if before.version != version:
        return None
    definition = {**before.definition, **changed, "reason": reason}
    rule = read(key, before.version + 1, {name: value for name, value in definition.items() if value not in (None, [])})
    check(rule, known_now(program.pk))
    _write(program, key, before, definition_of(rule), by, today)
    return rule


def _is_the_clinics(row: RuleVersion) -> bool:
    """Whether the clinic has changed it, into something that can be read."""
    return bool(as_rule(row).reason)


def _newest(program: Program) -> dict[str, RuleVersion]:
    """By key. The program's row is the lock: two changes come one after the other."""
    Program.objects.select_for_update().get(pk=program.pk)
    return {row.key: row for row in RuleVersion.objects.filter(program=program).order_by("key", "version")}


def _write(
    program: Program, key: str, before: RuleVersion | None, definition: dict[str, Any], by: UUID | str, today: date
) -> None:
    row = RuleVersion(
        program=program,
        key=key,
        version=before.version + 1 if before else 1,
        definition=definition,
        set_on=today,
        set_by=str(by),
    )
    row.save(force_insert=True)
    record(
        verb="rule.changed" if before else "rule.made",
        by=by,
        on=today,
        subject=program.pk,
        detail={"rule": key, "version": row.version},
    )
