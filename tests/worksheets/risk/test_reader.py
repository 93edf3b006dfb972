"""A rule read strictly, and written as it was read."""

from typing import Any

import pytest

from program.alerting import Step
from program.choices import Duty
from worksheets.risk.fields import RuleRefused
from worksheets.risk.reader import definition_of, read

RULE: dict[str, Any] = {
    "title": "One",
    "severity": "urgent",
    "door": "myself",
    "looks_at": {"measure": "phq_9", "item": "q9"},
    "when": {"kind": "at_least", "value": 1},
    "told": "Why.",
    "basis": "Own choice.",
    "participant_sees": "questions",
    "act_within_hours": 3,
    "steps": [{"after_hours": 0, "who": "duty"}, {"after_hours": 4, "who": "supervisor"}],
    "incident_steps": ["Look."],
    "active": False,
    "reason": "Ours.",
}
SOURCES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"measure": "a"}, {"kind": "rises_by", "points": 2}),
    ({"measure": "a"}, {"kind": "worsens_reliably"}),
    ({"measure": "a"}, {"kind": "blanks_at_least", "count": 2}),
    ({"measure": "a"}, {"kind": "unanswered_weeks", "weeks": 2}),
    ({"question": "a", "worksheet": "b"}, {"kind": "equals", "value": "yes"}),
    ({"question": "a"}, {"kind": "at_most", "value": 2.5}),
    ({"question": "a"}, {"kind": "falls_by", "points": 2}),
    ({"question": "a", "worksheet": "b"}, {"kind": "rises_by", "points": 2, "since": "first"}),
    ({"question": "a"}, {"kind": "unanswered_weeks", "weeks": 2}),
    ({"measure": "a", "item": "q1"}, {"kind": "unanswered_weeks", "weeks": 2}),
    ({"worksheet": "b"}, {"kind": "blanks_at_least", "count": 2}),
    ({"worksheet": "every"}, {"kind": "unanswered_weeks", "weeks": 2}),
    ({"texts": ["worksheets", "messages"]}, {"kind": "phrases", "phrases": {"en": ["one two"], "sv": ["ett"]}}),
    ({"texts": ["messages"]}, {"kind": "link"}),
]


def test_everything_is_kept() -> None:
    rule = read("one", 4, RULE)
    assert (rule.key, rule.version, rule.hours, rule.asks, rule.active) == ("one", 4, 3, True, False)
    assert rule.steps == (Step(0, Duty.DUTY), Step(4, Duty.SUPERVISOR))
    assert definition_of(rule) == RULE


@pytest.mark.parametrize(("source", "condition"), SOURCES)
def test_each_kind_comes_back_as_it_was(source: dict[str, Any], condition: dict[str, Any]) -> None:
    definition = RULE | {"looks_at": source, "when": condition, "participant_sees": "nothing"}
    assert definition_of(read("one", 1, definition)) == definition


WRONG: list[tuple[dict[str, Any], tuple[str, ...], str]] = [
    ({"title": ""}, ("title",), "must be a text"),
    ({"title": 3}, ("title",), "must be a text"),
    ({"severity": "high"}, ("severity",), "must be one of: urgent, soon, look."),
    ({"door": "other"}, ("door",), "must be one of"),
    ({"looks": 1}, ("looks",), "is not a key here"),
    ({"looks_at": {}}, ("looks_at",), "Expected one of: “measure”, “question”, “worksheet” or “texts”."),
    ({"looks_at": {"measure": "a", "texts": ["messages"]}}, ("looks_at",), "Expected one of"),
    ({"looks_at": {"question": "a", "item": "b"}}, ("looks_at", "item"), "belongs to a “measure”"),
    ({"looks_at": {"measure": "a", "worksheet": "b"}}, ("looks_at",), "Expected one of"),
    ({"looks_at": {"worksheet": "b"}}, ("when", "kind"), "cannot be held against what this rule looks at"),
    (
        {"when": {"kind": "rises_by", "points": 1, "since": "ever"}},
        ("when", "since"),
        "must be one of: last, first.",
    ),
    ({"looks_at": {"texts": ["letters"]}}, ("looks_at", "texts"), "may name these: worksheets, messages"),
    ({"looks_at": "phq_9"}, ("looks_at",), "Expected keys with values."),
    ({"when": {"kind": "above"}}, ("when", "kind"), "must be one of: equals, at_least"),
    ({"when": {}}, ("when",), "“kind” is missing."),
    ({"when": {"kind": "at_least"}}, ("when",), "“value” is missing."),
    ({"when": {"kind": "at_least", "value": True}}, ("when", "value"), "must be a number."),
    ({"when": {"kind": "at_least", "value": 1, "points": 2}}, ("when", "points"), "is not a key here"),
    ({"when": {"kind": "equals", "value": 1.5}}, ("when", "value"), "must be a whole number"),
    ({"when": {"kind": "rises_by", "points": 0}}, ("when", "points"), "must be above 0."),
    ({"when": {"kind": "worsens_reliably"}}, ("when", "kind"), "cannot be held against what this rule looks at"),
    ({"when": {"kind": "link"}}, ("when", "kind"), "cannot be held against what this rule looks at"),
    ({"when": {"kind": "phrases", "phrases": {}}}, ("when", "phrases"), "at least one language"),
    (
        {"when": {"kind": "phrases", "phrases": {"en": ["ow"]}}},
        ("when", "phrases", "en"),
        "too short to mean",
    ),
    ({"when": {"kind": "phrases", "phrases": {"en": "ow"}}}, ("when", "phrases", "en"), "must be a list of texts"),
    ({"when": {"kind": "unreadable"}}, ("when", "kind"), "must be one of"),
    ({"participant_sees": "something"}, ("participant_sees",), "must be one of: questions, help, nothing."),
    ({"severity": "look"}, ("participant_sees",), "never interrupts anybody"),
    ({"door": "harm"}, ("participant_sees",), "only with the door “myself”"),
    ({"act_within_hours": 0}, ("act_within_hours",), "must be a whole number, 1 or more."),
    ({"steps": [{"after_hours": 4, "who": "duty"}, {"after_hours": 1, "who": "deputy"}]}, ("steps",), "in the order"),
    ({"steps": [{"after_hours": 4, "who": "anybody"}]}, ("steps", 0, "who"), "must be one of"),  # type: ignore[list-item]
    ({"active": "no"}, ("active",), "must be true or false."),
    ({"basis": " "}, ("basis",), "must be a text"),
]


@pytest.mark.parametrize(("changed", "path", "said"), WRONG, ids=[str(changed) for changed, _path, _said in WRONG])
def test_each_mistake_is_said_with_its_path(changed: dict[str, Any], path: tuple[str, ...], said: str) -> None:
    with pytest.raises(RuleRefused, match=said) as refused:
        read("one", 1, RULE | changed)
    assert refused.value.path == path


def test_an_address_needs_the_steps_of_the_clinic() -> None:
    about = {"looks_at": {"texts": ["messages"]}, "when": {"kind": "link"}, "participant_sees": "nothing"}
    with pytest.raises(RuleRefused, match="“incident_steps” is missing"):
        read("one", 1, {**{name: value for name, value in RULE.items() if name != "incident_steps"}, **about})


@pytest.mark.parametrize("name", ["title", "severity", "door", "looks_at", "when", "told", "basis", "participant_sees"])
def test_what_is_needed_is_said(name: str) -> None:
    with pytest.raises(RuleRefused, match=f"“{name}” is missing."):
        read("one", 1, {key: value for key, value in RULE.items() if key != name})


@pytest.mark.parametrize("definition", [None, [], "rule", 3, {}])
def test_anything_else_is_no_rule(definition: object) -> None:
    with pytest.raises(RuleRefused):
        read("one", 1, definition)
