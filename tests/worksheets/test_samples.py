"""Made-up answers fit every kind of question that there is, and whatever limits it has."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.worksheets.sample import QUESTIONS
from worksheets.answer_form import AnswerForm, as_posted
from worksheets.kinds import KINDS, kind_of
from worksheets.samples import BY_KIND, carried_samples, sample_answer, sample_answers

SHEETS = sorted(Path("content").rglob("worksheet*.yaml"))
limit = st.integers(-50, 200) | st.none()


def fits(question: Mapping[str, Any]) -> None:
    answer = sample_answer(question)
    form = AnswerForm([question], data=as_posted([question], {question["key"]: answer}))
    assert not form.wrong()
    assert not kind_of(question).shown(answer).is_empty
    assert form.answers()[question["key"]] == answer


def test_every_kind_that_asks_has_one() -> None:
    assert set(BY_KIND) == {name for name, kind in KINDS.items() if kind.asks}


@pytest.mark.parametrize("question", [each for each in QUESTIONS if KINDS[each["kind"]].asks], ids=lambda q: q["key"])
def test_it_is_what_the_form_would_have_read(question: dict[str, Any]) -> None:
    fits(question)


@given(limit, limit)
def test_a_number_stays_within_its_limits(low: int | None, high: int | None) -> None:
    if low is not None and high is not None and low >= high:
        low, high = high - 1, low
    limits = {name: value for name, value in (("min", low), ("max", high)) if value is not None}
    fits({"key": "how_many", "kind": "number", "label": "How many?", **limits})


def test_the_sample_programme_can_be_answered() -> None:
    assert SHEETS
    for path in SHEETS:
        for question in yaml.safe_load(path.read_text())["questions"]:
            if KINDS[question["kind"]].asks:
                fits(question)


def test_what_is_carried_forward_is_the_earlier_sample() -> None:
    early = [{"key": "aim", "kind": "short_text", "label": "An aim?", "example": "Sleep by eleven."}]
    late = [{"key": "again", "kind": "carry_forward", "label": "Still so?", "week": 1, "question": "aim"}]
    assert carried_samples(late, {1: early}) == {"again": "Sleep by eleven."}
    assert carried_samples(late, {}) == {}
    assert "again" in sample_answers(late)
