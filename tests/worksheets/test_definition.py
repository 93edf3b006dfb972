"""Reading a definition is strict: each fault says where it is, what is there and what was expected."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.tries import at_most
from tests.worksheets.sample import QUESTIONS, question
from worksheets.definition import problems

CONTENT = Path(__file__).resolve().parents[2] / "content"
SHEETS = sorted(CONTENT.rglob("worksheet.yaml"))


def test_the_sample_is_sound() -> None:
    assert problems(QUESTIONS) == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.parent.name)
def test_the_worksheets_of_the_programme_are_sound(path: Path) -> None:
    questions = yaml.safe_load(path.read_text())["questions"]
    assert [str(problem) for problem in problems(questions)] == []
    assert questions[-1]["key"] == "made_worse"
    assert sum(each.get("core", False) for each in questions) == 1


FAULTS: list[tuple[str, dict[str, Any], str]] = [
    ("before_it", {"label": ""}, "'label' is ''; expected some text."),
    ("before_it", {"colour": "red"}, "'colour' is not known for a short_text"),
    ("before_it", {"kind": "essay"}, "'kind' is 'essay'; expected one of heading, note, short_text"),
    ("before_it", {"core": "yes"}, "'core' is 'yes'; expected true or false."),
    ("before_it", {"part": "plan"}, "'part' is 'plan'; expected one of safety_plan, in quotes."),
    ("hardest", {"lines": 0}, "'lines' is 0; expected a whole number from 1 to 40."),
    ("how_many", {"min": "none"}, "'min' is 'none'; expected a number."),
    ("how_many", {"min": 9, "max": 3}, "'max' must be above 'min'."),
    ("mood", {"max": 100}, "expected a whole number from -20 to 20"),
    ("mood", {"max": 0}, "'max' must be 1 to 20 above 'min'."),
    ("mood", {"low": None}, "'low' is None; expected some text."),
    ("skill", {"options": []}, "2 to 40 entries, each with 'value' and 'label'"),
    ("skill", {"options": [{"value": "a", "label": "A"}] * 2}, "a different 'value' for each entry"),
    ("skill", {"options": [{"value": "A b", "label": "A"}, {"value": "c", "label": "C"}]}, "each with 'value'"),
    ("made_worse", {"follow_up_on": True}, "'follow_up_on' is True; expected one of yes, no, in quotes."),
    ("goals", {"start": 5}, "'start' must not be above 'max'."),
    ("goals", {"columns": [{"key": "a"}]}, "each with 'key' and 'label'"),
    ("weighing", {"sides": [{"key": "a", "label": "A"}]}, "2 to 2 entries"),
    ("strength", {"before": ""}, "'before' is ''; expected some text."),
    ("values", {"items": "work"}, "'items' is 'work'; expected 1 to 20 entries"),
    ("week_log", {"columns": [{"key": "a", "label": "A"}]}, "Column 'a': 'kind' must be text, number or scale."),
    ("week_log", {"columns": [{"key": "a", "label": "A", "kind": "scale"}]}, "Column 'a': A scale needs"),
    ("week_log", {"columns": [{"key": "a", "label": "A", "kind": "number", "min": "x"}]}, "must be numbers"),
    ("week_log", {"columns": [{"key": "a", "label": "A", "kind": "number", "min": 2, "max": 1}]}, "above 'min'"),
    ("again", {"week": "one"}, "'week' is 'one'; expected a whole number"),
    ("again", {"question": "Not a key"}, "expected a key such as"),
    ("part_one", {"help": "x"}, "'help' is not known for a heading"),
]


@pytest.mark.parametrize(("key", "change", "sentence"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_is_named(key: str, change: dict[str, Any], sentence: str) -> None:
    found = problems([question(key) | change])
    assert [problem.key for problem in found] == [key]
    assert sentence in found[0].sentence


def test_what_is_missing_is_named() -> None:
    bare = {"key": "mood", "kind": "scale", "label": "Mood"}
    assert [problem.sentence for problem in problems([bare])] == [
        f"'{name}' is missing." for name in ("min", "max", "low", "high")
    ]


def test_a_question_without_a_key_is_named_by_its_place() -> None:
    found = problems([QUESTIONS[0], {"kind": "short_text", "label": "x"}])
    assert [str(problem) for problem in found] == ["question 2: 'key' is missing."]


def test_a_key_may_stand_once_and_one_question_may_be_the_core() -> None:
    twice = question("hardest") | {"label": "Again"}
    sentences = [str(problem) for problem in problems([question("hardest"), twice])]
    assert "hardest: This key is used 2 times; expected once in a worksheet." in sentences
    assert "hardest: 'core' is set for 'hardest' already; expected at most one." in sentences


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@at_most(150)
@given(value=junk)
def test_nothing_raises(value: object) -> None:
    problems(value)


@at_most(300)
@given(asked=st.sampled_from(QUESTIONS), data=st.data())
def test_no_parameter_raises(asked: dict[str, Any], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(asked)))
    problems([asked | {name: data.draw(junk)}])
