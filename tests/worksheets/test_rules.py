"""Rules come with a pack, change by version, and are never lost: neither the pack's nor the clinic's."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from program.choices import Severity
from program.models import AuditEvent, Program
from tests.people import Person
from tests.worksheets.risk.samples import rule
from vault.frozen import Frozen
from worksheets.actions import rules as actions
from worksheets.actions.rules import change_rule, publish_rules
from worksheets.models import RuleVersion
from worksheets.risk.fields import RuleRefused
from worksheets.risk.rule import AtLeast, Phrases, Rule
from worksheets.rulebook import rule_behind, rules_in_force

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
ONE = rule(AtLeast(1), key="one", measure="phq_9", item="q9")
TWO = rule(Phrases({"en": ["want to die"]}), key="two", texts=("messages",))


@pytest.fixture
def clinic() -> Program:
    """A program without rules."""
    return Program.objects.create(slug="clinic", title="Clinic")


def publish(clinic: Program, *brought: Rule) -> tuple[list[str], list[str]]:
    return publish_rules(program=clinic, rules=brought, by="tests", today=DAY)


def change(clinic: Program, by: Person, version: int, **changed: Any) -> Rule | None:
    return change_rule(
        program=clinic,
        key="one",
        version=version,
        changed=changed,
        reason="Decided on Monday.",
        by=by.account_id,
        today=DAY,
    )


def versions(clinic: Program) -> list[tuple[str, int]]:
    return [(each.key, each.version) for each in rules_in_force(clinic.pk)]


def test_the_same_pack_again_changes_nothing(clinic: Program) -> None:
    assert publish(clinic, ONE, TWO) == (["one", "two"], [])
    assert publish(clinic, TWO, ONE) == ([], [])
    assert versions(clinic) == [("one", 1), ("two", 1)]
    assert rules_in_force(clinic.pk) == [ONE, TWO]


def test_what_the_pack_changes_is_a_new_version(clinic: Program) -> None:
    publish(clinic, ONE, TWO)
    assert publish(clinic, replace(ONE, title="Another"), TWO) == ([], ["one"])
    assert versions(clinic) == [("one", 2), ("two", 1)]
    before = rule_behind(clinic.pk, "one", 1)
    assert before is not None
    assert before.title == "One"
    assert rule_behind(clinic.pk, "one", 3) is None
    assert [event.verb for event in AuditEvent.objects.filter(subject=str(clinic.pk)).order_by("id")] == [
        "rule.made",
        "rule.made",
        "rule.changed",
    ]


def test_what_the_clinic_changed_stays_as_the_clinic_has_it(clinic: Program, stina: Person) -> None:
    publish(clinic, ONE)
    changed = change(clinic, stina, 1, severity="soon")
    assert changed is not None
    assert (changed.severity, changed.version, changed.reason) == (Severity.SOON, 2, "Decided on Monday.")
    assert publish(clinic, ONE) == ([], [])
    assert publish(clinic, replace(ONE, title="Another")) == ([], [])
    assert versions(clinic) == [("one", 2)]


def test_a_rule_that_the_pack_no_longer_names_stays(clinic: Program) -> None:
    publish(clinic, ONE, TWO)
    assert publish(clinic, TWO) == ([], [])
    assert versions(clinic) == [("one", 1), ("two", 1)]


def test_a_change_to_an_older_version_changes_nothing(clinic: Program, stina: Person) -> None:
    publish(clinic, ONE)
    assert change(clinic, stina, 1, severity="soon") is not None
    assert change(clinic, stina, 1, severity="urgent") is None
    assert versions(clinic) == [("one", 2)]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"severity": "later"}, "must be one of"),
    ({"severity": "look"}, "never interrupts anybody"),
    ({"when": {"kind": "at_least", "value": 7}}, "Expected a number from 0 to 3."),
    ({"looks_at": {"measure": "phq_9", "item": "q10"}}, "has no such item"),
    ({"looks_at": {"measure": "nothing", "item": "q9"}}, "cannot be asked"),
]


@pytest.mark.parametrize(("changed", "said"), WRONG)
def test_what_is_no_rule_is_refused(clinic: Program, stina: Person, changed: dict[str, Any], said: str) -> None:
    publish(clinic, ONE)
    with pytest.raises(RuleRefused, match=said):
        change(clinic, stina, 1, **changed)
    assert versions(clinic) == [("one", 1)]


def test_without_its_audit_row_nothing_is_changed(
    clinic: Program, stina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(clinic, ONE)

    def fail(**_named: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(RuntimeError):
        change(clinic, stina, 1, severity="soon")
    assert versions(clinic) == [("one", 1)]


def test_a_version_is_written_once(clinic: Program) -> None:
    publish(clinic, ONE)
    with pytest.raises(Frozen):
        RuleVersion.objects.update(version=2)


def test_a_rule_that_nobody_can_read_any_more_is_brought_anew(clinic: Program) -> None:
    publish(clinic, ONE)
    broken = RuleVersion(program=clinic, key="one", version=2, definition={"reason": "?"}, set_on=DAY, set_by="tests")
    broken.save(force_insert=True)
    assert rules_in_force(clinic.pk)[0].condition.kind == "unreadable"
    assert publish(clinic, ONE) == ([], ["one"])
    assert rules_in_force(clinic.pk) == [replace(ONE, version=3)]
