"""Blank items: few stand for the mean of the others, more give no score; what is not an answer is refused."""

from typing import Any

import pytest

from tests.worksheets.measures.samples import ANSWERED, same_for_all
from worksheets.measures.instrument import Instrument, MissingRule, Scale
from worksheets.measures.registry import instrument
from worksheets.measures.scoring import score


def without(answers: dict[str, int | None], *link_ids: str) -> dict[str, int | None]:
    return answers | dict.fromkeys(link_ids)


PRORATED = [
    # 8 answered ones: 8 × 9/8 = 9; two blanks: 7 × 9/7 = 9.
    ("phq_9", same_for_all(instrument("phq_9"), 1), ("q9",), 9),
    ("phq_9", same_for_all(instrument("phq_9"), 1), ("q1", "q2"), 9),
    # 4 on 8 items: 4.5, half up to 5: the next band.
    ("phq_9", {f"q{n}": int(n <= 4) for n in range(1, 9)}, (), 5),
    ("phq_9", {f"q{n}": int(n <= 3) for n in range(1, 9)}, (), 3),
    # 9 on 6 items: 9 × 7/6 = 10.5.
    ("gad_7", {f"q{n}": 1 + int(n <= 3) for n in range(1, 7)}, (), 11),
    ("weekly_check_in", {"mood": 1, "urges": 4, "contact": 1, "tool": None}, (), 3),
]


@pytest.mark.parametrize(("key", "answers", "blank", "total"), PRORATED)
def test_few_blanks_stand_for_the_mean_of_the_others(
    key: str, answers: dict[str, int | None], blank: tuple[str, ...], total: float
) -> None:
    result = score(instrument(key), without(answers, *blank))
    assert (result.total, result.prorated, result.complete) == (total, True, False)
    assert not result.too_many_blanks
    assert result.missing


@pytest.mark.parametrize("measure", ANSWERED, ids=lambda measure: measure.key)
def test_one_blank_more_than_allowed_gives_no_score(measure: Instrument) -> None:
    for scale in measure.scales:
        for blanks in range(len(scale.items) + 1):
            answers = without(same_for_all(measure, 1), *scale.items[:blanks])
            result = score(measure, answers)
            found = result.subscales.get(scale.key, result)
            assert (found.total is None) == (blanks > scale.missing.most_blank)
            assert found.missing == scale.items[:blanks]
            assert result.too_many_blanks == (blanks > scale.missing.most_blank)
            assert result.prorated == (0 < blanks <= scale.missing.most_blank)
            assert result.complete == (not blanks)
            assert found.total is not None or found.band is None


@pytest.mark.parametrize(("key", "most"), [("phq_9", 2), ("gad_7", 1), ("phq_2", 0), ("gad_2", 0), ("who_5", 0)])
def test_the_rules_stand_as_written(key: str, most: int) -> None:
    total = instrument(key).total
    assert total is not None
    assert total.missing.most_blank == most


@pytest.mark.parametrize("measure", ANSWERED, ids=lambda measure: measure.key)
def test_nothing_answered_is_no_score(measure: Instrument) -> None:
    result = score(measure, {})
    assert (result.total, result.band, result.prorated, result.complete) == (None, None, False, False)
    assert result.too_many_blanks


def test_no_answer_is_no_score_even_where_a_rule_would_allow_it() -> None:
    measure = instrument("gad_2")
    rule = MissingRule(2, "Test")
    loose = Scale(key="loose", title="Loose", items=("q1", "q2"), missing=rule)
    changed = Instrument(**{**vars(measure), "total": loose})
    assert score(changed, {}).total is None
    assert score(changed, {"q1": 1}).total == 2


@pytest.mark.parametrize("measure", ANSWERED, ids=lambda measure: measure.key)
@pytest.mark.parametrize("wrong", [-1, 11, 99, True, 1.0, "1"])
def test_what_is_no_answer_is_refused_without_being_named(measure: Instrument, wrong: Any) -> None:
    for item in measure.items:
        with pytest.raises(ValueError, match=f"the answer to {item.link_id} is not one of its options") as refused:
            score(measure, {item.link_id: wrong})
        assert "99" not in str(refused.value)


def test_an_item_of_another_instrument_is_refused() -> None:
    with pytest.raises(ValueError, match=r"gad_7 has no such item\."):
        score(instrument("gad_7"), {"q9": 1})
