"""The risk rules of a pack: read with file and line, held against what is there, brought once."""

from pathlib import Path

import pytest

from modules.actions.importing import import_pack
from modules.packs import risk, sheets
from modules.packs.problems import PackRefused
from modules.packs.reader import read_pack
from program import clock
from program.choices import Door, Severity
from program.models import Program
from tests.modules.small_pack import change
from worksheets.risk.rule import Phrases, Rule
from worksheets.rulebook import rules_in_force

RISK = """\
rules:
  - key: item-9
    title: A thought
    severity: urgent
    door: myself
    looks_at: {measure: phq_9, item: q9}
    when: {kind: at_least, value: 1}
    participant_sees: questions
    told: Why.
    basis: Own choice.
  - key: worse
    title: Worse
    severity: look
    door: myself
    looks_at: {question: mood}
    when: {kind: equals, value: 1}
    participant_sees: nothing
    told: Why.
    basis: Own choice.
  - key: words
    title: Words
    severity: soon
    door: harm
    looks_at: {texts: [worksheets]}
    when:
      kind: phrases
      phrases:
        en: [one thing]
        sv: [en sak]
    participant_sees: help
    told: Why.
    basis: Own choice.
"""
MISTAKES = [
    ("key: worse", "key: Worse", "risk.yaml:11: “key” may hold small letters"),
    ("key: worse", "key: item-9", "risk.yaml:11: Two rules have the key “item-9”."),
    ("title: Worse", "name: Worse", "risk.yaml:12: “name” is not a key here."),
    ("severity: look", "severity: low", "risk.yaml:13: “severity” must be one of: urgent, soon, look."),
    (
        "    told: Why.\n    basis: Own choice.\n  - key: worse",
        "    told: Why.\n  - key: worse",
        "risk.yaml:2: “basis”",
    ),
    ("measure: phq_9", "measure: phq_10", "risk.yaml:6: “phq_10” cannot be asked: there is no such instrument"),
    ("measure: phq_9", "measure: who_5", "risk.yaml:6: “who_5” cannot be asked: it is switched off."),
    ("item: q9", "item: q10", "risk.yaml:6: “phq_9” has no such item; expected one of: q1, q2,"),
    ("value: 1}", "value: 4}", "risk.yaml:7: Expected a number from 0 to 3."),
    ("question: mood", "question: nothing", "risk.yaml:15: No worksheet here asks “nothing”."),
    ("{question: mood}", "{worksheet: x, question: mood}", "risk.yaml:15: There is no worksheet “x”;"),
    ("equals, value: 1", 'equals, value: "1"', "risk.yaml:16: Expected a number, not in quotes."),
    ("question: mood", "question: words", "risk.yaml:16: “words” is of the kind “long_text”, which equals no"),
    (
        "question: mood}\n    when: {kind: equals",
        "question: words}\n    when: {kind: at_least",
        "risk.yaml:16: “words” is of the kind “long_text”: only a scale",
    ),
    ("kind: equals, value: 1", "kind: falls_by, points: 11", "risk.yaml:16: Expected at most 10, which is all"),
    (
        "question: mood}\n    when: {kind: equals, value: 1}",
        "question: words}\n    when: {kind: rises_by, points: 1}",
        "risk.yaml:16: “words” is of the kind “long_text”: only a scale or a number rises",
    ),
    (
        "question: mood}\n    when: {kind: equals, value: 1}",
        "worksheet: every}\n    when: {kind: blanks_at_least, count: 40}",
        "risk.yaml:16: Expected at most 3.",
    ),
    (
        "question: mood}\n    when: {kind: equals, value: 1}",
        "worksheet: x}\n    when: {kind: unanswered_weeks, weeks: 2}",
        "risk.yaml:15: There is no worksheet “x”;",
    ),
    ("participant_sees: nothing", "participant_sees: help", "risk.yaml:17: “participant_sees” must be nothing"),
    ("texts: [worksheets]", "texts: [letters]", "risk.yaml:24: “texts” may name these: worksheets, messages"),
    ("sv: [en sak]", "sv: []", "risk.yaml:29: “sv” holds no phrase."),
    ("sv: [en sak]", "sv: en sak", "risk.yaml:29: “sv” must be a list of texts."),
    ("en: [one thing]", "en: [ab]", "risk.yaml:28: “en” holds “ab”, which is too short to mean one thing."),
    ("title: Words", "title: Words\n    reason: Ours.", "risk.yaml:22: “reason” is for what a clinic changes"),
]


@pytest.fixture
def watching(pack: Path) -> Path:
    """The small pack with rules."""
    (pack / "risk.yaml").write_text(RISK)
    change(pack, "program.yaml", "language: en", "language: en\nrisk: risk.yaml")
    return pack


def read(folder: Path) -> list[Rule]:
    pack = read_pack(folder)
    return risk.read_all(pack, sheets.read_all(pack), {})


def test_rules_are_read_in_order(watching: Path) -> None:
    rules = read(watching)
    assert [rule.key for rule in rules] == ["item-9", "worse", "words"]
    assert (rules[2].severity, rules[2].door, rules[2].version) == (Severity.SOON, Door.HARM, 1)
    assert isinstance(rules[2].condition, Phrases)
    assert rules[2].condition.phrases == {"en": ["one thing"], "sv": ["en sak"]}


def test_a_pack_without_rules_has_none(pack: Path) -> None:
    assert read(pack) == []


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES, ids=[said for _old, _new, said in MISTAKES])
def test_a_mistake_is_said_with_file_and_line(watching: Path, old: str, new: str, said: str) -> None:
    change(watching, "risk.yaml", old, new)
    with pytest.raises(PackRefused) as refused:
        read(watching)
    assert len(refused.value.problems) == 1
    assert str(refused.value).startswith(said), str(refused.value)


@pytest.mark.parametrize("said", ["risk.yaml:2: This is not YAML", "program.yaml:5: The file “risk.yaml” is missing."])
def test_a_file_that_is_none(watching: Path, said: str) -> None:
    if "missing" in said:
        (watching / "risk.yaml").unlink()
    else:
        (watching / "risk.yaml").write_text("rules: [")
    with pytest.raises(PackRefused) as refused:
        read_pack(watching)
    assert str(refused.value).startswith(said), str(refused.value)


@pytest.mark.django_db
def test_the_same_pack_again_changes_nothing(watching: Path) -> None:
    made = import_pack(folder=watching, by="tests", today=clock.today()).made
    assert [name for name in made if name.startswith("risk rule")] == [
        *("risk rule item-9", "risk rule worse", "risk rule words")
    ]
    again = import_pack(folder=watching, by="tests", today=clock.today())
    assert (again.made, again.changed) == ([], [])
    change(watching, "risk.yaml", "title: Worse", "title: Worse now")
    assert import_pack(folder=watching, by="tests", today=clock.today()).changed == ["risk rule worse"]


@pytest.mark.django_db
def test_a_mistake_brings_nothing(watching: Path) -> None:
    change(watching, "risk.yaml", "item: q9", "item: q10")
    with pytest.raises(PackRefused):
        import_pack(folder=watching, by="tests", today=clock.today())
    assert not Program.objects.filter(slug="small").exists()


@pytest.mark.django_db
def test_the_sample_names_its_basis_and_reaches_each_door(programme: Program) -> None:
    rules = rules_in_force(programme.pk)
    assert {rule.door for rule in rules} == set(Door)
    assert {rule.severity for rule in rules} == set(Severity)
    assert all("own choice" in rule.basis.lower() for rule in rules)
    lists = [rule.condition.phrases for rule in rules if isinstance(rule.condition, Phrases)]
    assert len(lists) == 4
    assert all({"en", "sv", "de"} <= set(phrases) for phrases in lists)
