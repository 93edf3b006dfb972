"""The rule of week 4: what it says, that it never holds a better fact against anybody, and that it never guesses."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.benefit import LIMITS, NAMES, SOURCES, Facts, Measured, Thresholds, judge
from worksheets.measures.library.owned import WHO_5
from worksheets.measures.library.phq_gad import GAD_7, PHQ_9
from worksheets.measures.scoring import change

SPANS = {"phq_9": 27.0, "gad_7": 21.0, "who_5": 100.0}
INSTRUMENTS = {"phq_9": PHQ_9, "gad_7": GAD_7, "who_5": WHO_5}


def measured(key: str, first: float, newest: float) -> Measured:
    """As the case page would see these two totals."""
    found = change(INSTRUMENTS[key], first, newest)
    assert found.delta is not None
    upwards = INSTRUMENTS[key].direction == "higher is better"
    return Measured(
        key=key,
        title=key,
        first=first,
        newest=newest,
        eased=found.delta if upwards else -found.delta,
        room=SPANS[key] - first if upwards else first,
        span=SPANS[key],
        clearly_worse=found.reliable == "deteriorated",
    )


def better(each: Measured, by: float) -> Measured:
    """The same person with a better newest total."""
    upwards = each.key == "who_5"
    newest = min(each.newest + by, SPANS[each.key]) if upwards else max(each.newest - by, 0.0)
    return measured(each.key, each.first, newest)


STUCK = Facts(week=4, measured=[measured("phq_9", 14, 14), measured("gad_7", 10, 9)], sent=1, due=3, sign_ins=9)
KEYS = st.sampled_from(list(SPANS))
TOTALS = st.integers(0, 21).map(float)
PAIRS = st.tuples(KEYS, TOTALS, TOTALS).map(lambda pair: measured(*pair))
FACTS = st.builds(
    Facts,
    week=st.integers(1, 12),
    measured=st.lists(PAIRS, max_size=4),
    sent=st.integers(0, 9),
    due=st.integers(0, 9),
    sign_ins=st.none() | st.integers(0, 40),
)
THRESHOLDS = st.builds(
    Thresholds,
    from_week=st.integers(2, 8),
    measures=st.lists(KEYS, unique=True).map(tuple),
    eased_percent=st.integers(1, 100),
    room_percent=st.integers(0, 100),
    worksheets_percent=st.integers(0, 100),
    sign_ins_a_week=st.floats(0, 7).map(lambda number: round(number, 1)),
    signs_needed=st.integers(1, 3),
    change_is_enough=st.booleans(),
)


def test_each_reason_stands_in_words_with_its_numbers() -> None:
    verdict = judge(replace(STUCK, sign_ins=2), Thresholds())
    assert verdict.unlikely
    assert list(verdict.reasons) == [
        "No measure has eased by 20 % of what it could: phq_9 14 → 14, gad_7 10 → 9.",
        "1 of 3 worksheets that could have been sent by now were sent; the threshold is 50 %.",
        "2 sign-ins in 4 weeks; the threshold is 1 a week.",
    ]


def test_one_sign_of_work_is_said_and_is_not_enough() -> None:
    facts = replace(STUCK, measured=[measured("phq_9", 14, 9)])
    verdict = judge(facts, Thresholds())
    assert not verdict.unlikely
    assert len(verdict.reasons) == 1
    assert judge(replace(facts, sign_ins=2), Thresholds()).unlikely


def test_no_change_is_enough_alone_unless_the_clinic_says_otherwise() -> None:
    facts = replace(STUCK, sent=3)
    assert judge(facts, Thresholds()).unlikely
    assert not judge(facts, Thresholds(change_is_enough=False)).unlikely


def test_one_measure_that_eased_is_enough_against_the_others() -> None:
    facts = replace(STUCK, measured=[measured("phq_9", 14, 11), measured("gad_7", 10, 11)])
    assert not judge(facts, Thresholds()).unlikely


def test_a_measure_that_got_clearly_change_is_enough_alone_unless_the_clinic_says_otherwise() -> None:
    facts = Facts(week=5, measured=[measured("phq_9", 8, 15), measured("gad_7", 10, 5)], sent=4, due=4, sign_ins=9)
    verdict = judge(facts, Thresholds())
    assert verdict.unlikely
    assert list(verdict.reasons) == ["phq_9 got clearly worse: 8 → 15."]
    assert not judge(facts, Thresholds(change_is_enough=False)).unlikely


def test_before_its_week_nothing_is_said() -> None:
    verdict = judge(replace(STUCK, week=3), Thresholds())
    assert verdict.is_early
    assert not verdict.unlikely
    assert not verdict.reasons


def test_what_is_missing_is_said_and_counts_for_nothing() -> None:
    verdict = judge(Facts(week=6), Thresholds(signs_needed=1))
    assert not verdict.unlikely
    assert list(verdict.unknown) == [
        "No measure that is looked at has two totals yet, so no change is known.",
        "No worksheet was due yet.",
        "Sign-ins were not counted for the whole time.",
    ]


def test_a_measure_that_the_clinic_does_not_look_at_counts_for_nothing() -> None:
    facts = replace(STUCK, measured=[measured("gad_7", 5, 15)])
    verdict = judge(facts, Thresholds(measures=("phq_9",)))
    assert not verdict.unlikely
    assert "no change is known" in verdict.unknown[0]


def test_somebody_who_began_well_is_not_blamed_for_staying_so() -> None:
    facts = replace(STUCK, measured=[measured("phq_9", 2, 2)])
    verdict = judge(facts, Thresholds())
    assert not verdict.unlikely
    assert "close to their best end" in verdict.unknown[0]


@given(FACTS, THRESHOLDS, st.integers(1, 10), st.data())
def test_a_better_fact_never_makes_it_worse(facts: Facts, thresholds: Thresholds, by: int, data: st.DataObject) -> None:
    betters = [replace(facts, sent=facts.sent + by)]
    if facts.sign_ins is not None:
        betters.append(replace(facts, sign_ins=facts.sign_ins + by))
    if facts.measured:
        place = data.draw(st.integers(0, len(facts.measured) - 1))
        eased = [better(each, by) if at == place else each for at, each in enumerate(facts.measured)]
        betters.append(replace(facts, measured=eased))
    before = judge(facts, thresholds)
    for each in betters:
        after = judge(each, thresholds)
        assert after.unlikely <= before.unlikely
        assert len(after.reasons) <= len(before.reasons)
        assert len(after.unknown) == len(before.unknown)


@given(FACTS, THRESHOLDS)
def test_what_is_not_known_never_marks_anybody(facts: Facts, thresholds: Thresholds) -> None:
    for blank in ({"measured": ()}, {"due": 0}, {"sign_ins": None}):
        assert judge(replace(facts, **blank), thresholds).unlikely <= judge(facts, thresholds).unlikely


@given(FACTS, THRESHOLDS)
def test_nobody_is_marked_without_a_reason(facts: Facts, thresholds: Thresholds) -> None:
    verdict = judge(facts, thresholds)
    assert bool(verdict.reasons) or not verdict.unlikely


@given(THRESHOLDS)
def test_thresholds_come_back_from_json_as_they_went(thresholds: Thresholds) -> None:
    assert Thresholds.from_json(json.loads(json.dumps(thresholds.as_json()))) == thresholds


@pytest.mark.parametrize(
    "broken",
    [
        {"from_week": 1},
        {"signs_needed": 4},
        {"eased_percent": 0},
        {"change_is_enough": "yes"},
        {"from_week": True},
        {"from_week": 4.0},
        {"measures": [9]},
        {"sign_ins_a_week": -1},
        {"sign_ins_a_week": float("nan")},
        {"more": 1},
    ],
)
def test_thresholds_that_are_none_are_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Thresholds.from_json(Thresholds().as_json() | broken)


def test_a_missing_threshold_is_not_guessed() -> None:
    stored = Thresholds().as_json()
    del stored["signs_needed"]
    with pytest.raises(ValueError, match="not the thresholds"):
        Thresholds.from_json(stored)


def test_every_threshold_names_its_source() -> None:
    assert set(SOURCES) == set(NAMES)
    assert set(LIMITS) <= set(NAMES)
