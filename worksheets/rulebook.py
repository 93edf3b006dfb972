"""The risk rules of a program as they stand in the database."""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from program.models import AssessmentPoint, Edition
from worksheets.measures.asking import unwatched
from worksheets.measures.instrument import Instrument
from worksheets.measures.stored import ENGLISH
from worksheets.models import RuleVersion, WorksheetVersion
from worksheets.queries import offered
from worksheets.risk.fields import RuleRefused
from worksheets.risk.reader import read
from worksheets.risk.rule import Rule, unreadable
from worksheets.risk.soundness import Known, weeks_asking


def rules_in_force(program_id: UUID) -> list[Rule]:
    """The newest version of every rule, also of those that are switched off, by key. One statement.

    A stored rule that cannot be read comes as one that always fails.
    """
    newer = RuleVersion.objects.filter(
        program_id=OuterRef("program_id"), key=OuterRef("key"), version__gt=OuterRef("version")
    )
    rows = RuleVersion.objects.filter(~Exists(newer), program_id=program_id).order_by("key")
    return [as_rule(row) for row in rows]


def rule_behind(program_id: UUID, key: str, version: int) -> Rule | None:
    """The rule as it stood when it raised an alert (`Facts.rule` and `Facts.version`): what it looks at, why, and
    which steps the clinic takes first (`incident_steps`). None where nobody wrote such a version."""
    row = RuleVersion.objects.filter(program_id=program_id, key=key, version=version).first()
    return as_rule(row) if row else None


def told_by(rules: Collection[tuple[UUID, str, int]]) -> dict[tuple[UUID, str, int], str]:
    """Why each of these rules (program, key, version) looks at an answer, in its own words. One statement, none for
    no rule; a rule that nobody wrote, or that cannot be read, says nothing."""
    if not rules:
        return {}
    rows = RuleVersion.objects.filter(
        program__in={program for program, _key, _version in rules},
        key__in={key for _program, key, _version in rules},
        version__in={version for _program, _key, version in rules},
    )
    return {(row.program_id, row.key, row.version): as_rule(row).told for row in rows}


def instruments_of(rules: Iterable[Rule]) -> dict[str, Instrument]:
    """The instruments that these rules look at, in English where they speak it. A statement only for stored ones."""
    return offered({rule.source.measure for rule in rules if rule.source.measure}, language=ENGLISH)


def unheard(program_id: UUID, rules: Iterable[Rule]) -> list[str]:
    """What an edition of this program asks, and no rule that is on looks at, although somebody has to hear of it.

    One statement more for the points, and one for stored instruments. Publishing refuses this; switching off does not.
    """
    points = AssessmentPoint.objects.filter(edition__program_id=program_id).values_list("instruments", flat=True)
    asked = offered({key for keys in points for key in keys}, language=ENGLISH)
    looked_at = {(rule.source.measure, rule.source.item) for rule in rules if rule.looks_at_answers}
    missing = unwatched(asked, looked_at, asked.values())
    return [f"{asked[key].title}, “{asked[key].item(item).text}”" for key, item in missing]


def known_now(program_id: UUID) -> Known:
    """What a rule of this program may name: instruments, and the worksheets of the newest edition in each language."""
    newest: dict[str, UUID] = {}
    for edition_id, language in (
        Edition.objects.filter(program_id=program_id).order_by("number").values_list("pk", "language")
    ):
        newest[language] = edition_id
    sheets = WorksheetVersion.objects.filter(edition__in=newest.values())

    def instrument(key: str) -> Instrument:
        for language in (*newest, ENGLISH):
            if found := offered({key}, language=language).get(key):
                return found
        raise RuleRefused(("looks_at", "measure"), _("“%(key)s” cannot be asked.") % {"key": key})

    rows, weeks = list(sheets), Counter[str]()
    for edition_id in newest.values():
        weeks |= weeks_asking(row.questions for row in rows if row.edition_id == edition_id)
    return Known(instrument, {row.key: row.questions for row in rows}, weeks)


def as_rule(row: RuleVersion) -> Rule:
    return _read(row.key, row.version, json.dumps(row.definition))


@lru_cache(maxsize=256)
def _read(key: str, version: int, definition: str) -> Rule:
    """Kept in the process by all that it is made of, so that it can never be an old one."""
    try:
        return read(key, version, json.loads(definition))
    except RuleRefused:
        return unreadable(key, version)
