"""What is answered, posted and read back is the same; what is shown says it in words."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.tries import at_most
from tests.worksheets.sample import ANSWERS, QUESTIONS, Question, question
from worksheets.answer_form import AnswerForm, as_posted, posted
from worksheets.kinds import KINDS, Cell, Entry, kind_of, plain
from worksheets.kinds.inputs import tidy

ASKED = [each for each in QUESTIONS if kind_of(each).asks]

# What a browser can send: no lone surrogates. The form tidies ends, line ends and NULs, and nothing else.
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=80).map(tidy)
numbers = st.one_of(st.none(), st.integers(0, 200), st.floats(0, 200, allow_nan=False, allow_infinity=False))
days = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()))


def steps(asked: Question) -> SearchStrategy[int | None]:
    return st.one_of(st.none(), st.integers(asked["min"], asked["max"]))


def record(keys: list[str], values: SearchStrategy[Any]) -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(dict.fromkeys(keys, values))


def keys(entries: list[dict[str, str]], name: str = "key") -> list[str]:
    return [entry[name] for entry in entries]


def full_rows(columns: list[str], most: int) -> SearchStrategy[list[dict[str, str]]]:
    row = record(columns, words).filter(lambda row: any(row.values()))
    return st.lists(row, max_size=most)


def log_cell(column: dict[str, Any]) -> SearchStrategy[Any]:
    hours = st.one_of(st.none(), st.integers(0, 24))
    return steps(column) if column["kind"] == "scale" else {"text": words, "number": hours}[column["kind"]]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner) | st.dictionaries(words, inner),
    max_leaves=6,
)

STRATEGIES: dict[str, Callable[[Question], SearchStrategy[Any]]] = {
    "short_text": lambda _asked: words,
    "long_text": lambda _asked: words,
    "carry_forward": lambda _asked: words,
    "number": lambda _asked: numbers,
    "date": lambda _asked: days,
    "scale": steps,
    "single_choice": lambda asked: st.sampled_from(["", *keys(asked["options"], "value")]),
    "multiple_choice": lambda asked: st.sets(st.sampled_from(keys(asked["options"], "value"))).map(
        lambda chosen: [value for value in keys(asked["options"], "value") if value in chosen]
    ),
    "yes_no": lambda _asked: st.fixed_dictionaries({"answer": st.sampled_from(["", "yes", "no"]), "more": words}),
    "rows": lambda asked: full_rows(keys(asked["columns"]), asked["max"]),
    "plan": lambda asked: full_rows(["if", "then"], asked["max"]),
    "two_sided": lambda asked: record(
        keys(asked["sides"]), record(keys(asked["spans"]), words) if "spans" in asked else words
    ),
    "before_after": lambda asked: record(["before", "after"], steps(asked)),
    "two_scales": lambda asked: record(keys(asked["items"]), record(["left", "right"], steps(asked))),
    "day_log": lambda asked: st.lists(
        st.fixed_dictionaries({column["key"]: log_cell(column) for column in asked["columns"]}),
        min_size=asked["days"],
        max_size=asked["days"],
    ),
}


def test_the_sample_has_every_kind() -> None:
    assert {each["kind"] for each in QUESTIONS} == set(KINDS)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: str(asked["key"]))
@at_most(40, suppress=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_answer_comes_back_as_it_was_given(asked: Question, data: st.DataObject) -> None:
    answer = data.draw(STRATEGIES[asked["kind"]](asked))
    form = AnswerForm([asked], data=as_posted([asked], {asked["key"]: answer}))
    assert form.answers() == {asked["key"]: answer}
    assert not form.wrong()


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: str(asked["key"]))
@at_most(40)
@given(answer=anything)
def test_an_answer_of_any_shape_is_shown_without_raising(asked: Question, answer: Any) -> None:
    kind = kind_of(asked)
    kind.shown(answer)
    AnswerForm([asked], data=as_posted([asked], {asked["key"]: answer})).answers()


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: str(asked["key"]))
def test_nothing_answered_shows_nothing(asked: Question) -> None:
    empty = AnswerForm([asked], data=posted({})).answers()[asked["key"]]
    assert kind_of(asked).shown(empty).is_empty
    assert kind_of(asked).shown(None).is_empty


SHOWN = {
    "before_it": "A cold reply from my brother",
    "how_many": "3 urges",
    "look_back": "21 March 2027",
    "mood": "4",
    "skill": "I went away",
    "moments": "Late at night\nWhen I am alone",
    "made_worse": "Yes\n\nWhat was it?\nOne page",
    "goals": "My goal: Ring my cousin\nThe first sign of it: Her number by the phone",
    "weighing": "Good about it:\nNo hiding\n\nHard about it:\nNo calm",
    "two_minds": "When: In the next weeks\nGood about it: Sleep\n\nWhen: In a year\nHard about it: Alone",
    "safety_plan": "If I notice I lie awake, then I get up",
    "strength": "At the start: 8 out of 10\nAfterwards: 0 out of 10",
    "week_log": "Day: Day 1\nMood, 0 to 10: 4\nHours of sleep: 6.5\nA few words: A quarrel, then a walk",
}


@pytest.mark.parametrize(("key", "expected"), SHOWN.items())
def test_an_answer_reads_as_words(key: str, expected: str) -> None:
    assert plain(kind_of(question(key)).shown(ANSWERS[key])) == expected


def test_a_scale_says_how_far_it_goes() -> None:
    assert kind_of(question("mood")).shown(4).out_of == 10


def test_a_zero_is_an_answer() -> None:
    assert kind_of(question("how_many")).shown(0).text == "0 urges"
    assert kind_of(question("mood")).shown(0).text == "0"


def test_rows_of_many_columns_are_listed_one_under_the_other() -> None:
    columns = [{"key": key, "label": key.upper()} for key in ("a", "b", "c", "d")]
    asked = question("goals") | {"columns": columns, "row_label": "Moment"}
    shown = kind_of(asked).shown([{"a": "1", "b": "", "c": "3", "d": "4"}])
    assert shown.text == "Moment 1\nA: 1\nC: 3\nD: 4"
    assert shown.entries == (Entry("Moment 1", (Cell("A", "1"), Cell("C", "3"), Cell("D", "4"))),)
