"""Whether a condition holds, and what is read of one that was stored."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.conditions import Condition, Facts, chosen, values_of


@given(arm=st.sampled_from(["", "a", "b"]), value=st.sampled_from(["", "yes", "no"]), data=st.data())
def test_all_that_is_asked_must_hold(arm: str, value: str, data: st.DataObject) -> None:
    condition = Condition(arm, 1 if value else 0, "sleep" if value else "", value)
    given_arm = data.draw(st.sampled_from(["", "a", "b"]))
    answers = data.draw(st.frozensets(st.sampled_from(["yes", "no"])))
    expected = (not arm or arm == given_arm) and (not value or value in answers)
    assert condition.holds(Facts(given_arm, {(1, "sleep"): answers})) == expected
    assert not value or not condition.holds(Facts(given_arm, {(2, "sleep"): answers, (1, "mood"): answers}))


@pytest.mark.parametrize(
    ("answer", "values"),
    [
        ("some", {"some"}),
        ("", set()),
        (None, set()),
        (7, set()),
        (["a", "b"], {"a", "b"}),
        ([], set()),
        ({"answer": "yes", "more": "words"}, {"yes"}),
        ({}, set()),
    ],
)
def test_an_answer_of_any_kind_has_its_values(answer: Any, values: set[str]) -> None:
    assert values_of(answer) == values


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from(["arm", "answer"]), st.none() | st.text(max_size=12)))
def test_nothing_that_was_stored_breaks_a_page(value: dict[str, Any]) -> None:
    found = chosen(value)
    assert found is None or found.arm or found.week


def test_what_is_stored_comes_back() -> None:
    condition = chosen({"arm": "a", "answer": "3/sleep/yes"})
    assert condition == Condition("a", 3, "sleep", "yes")
    assert condition.answer == "3/sleep/yes"
    assert Condition(**condition.stored()) == condition
