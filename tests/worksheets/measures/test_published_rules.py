"""Each instrument scores as its publication says, at every boundary."""

from typing import Any

import pytest

from tests.worksheets.measures.samples import adding_up_to, same_for_all, schimra_with_items
from worksheets.measures.instrument import Instrument
from worksheets.measures.library.owned import schimra_plus
from worksheets.measures.registry import instrument
from worksheets.measures.scoring import change, score

PHQ_9 = {0: "minimal", 5: "mild", 10: "moderate", 15: "moderately_severe", 20: "severe"}
GAD_7 = {0: "minimal", 5: "mild", 10: "moderate", 15: "severe"}
TWO = {0: "below", 3: "at_or_above"}
PUBLISHED = [("phq_9", PHQ_9, 27), ("gad_7", GAD_7, 21), ("phq_2", TWO, 6), ("gad_2", TWO, 6)]


def expected_band(starts: dict[int, str], total: float) -> str:
    return starts[max(start for start in starts if start <= total)]


@pytest.mark.parametrize(("key", "starts", "highest"), PUBLISHED)
def test_every_total_has_its_published_band(key: str, starts: dict[int, str], highest: int) -> None:
    measure = instrument(key)
    for points in range(highest + 1):
        result = score(measure, adding_up_to(measure, points))
        assert result.total == points
        assert result.band is not None
        assert result.band.key == expected_band(starts, points)
        assert result.complete


@pytest.mark.parametrize(("key", "items"), [("phq_9", 9), ("gad_7", 7), ("phq_2", 2), ("gad_2", 2)])
def test_the_four_have_their_items_and_four_answers(key: str, items: int) -> None:
    measure = instrument(key)
    assert len(measure.items) == items
    assert all([option.weight for option in item.options] == [0, 1, 2, 3] for item in measure.items)
    assert [option.label for option in measure.items[0].options] == [
        *("Not at all", "Several days", "More than half the days", "Nearly every day")
    ]


def test_the_short_forms_are_the_first_two_items_of_the_long() -> None:
    assert instrument("phq_2").items == instrument("phq_9").items[:2]
    assert instrument("gad_2").items == instrument("gad_7").items[:2]


def test_the_ninth_item_of_the_phq_9_asks_about_self_harm() -> None:
    item = instrument("phq_9").item("q9")
    assert item.text == "Thoughts that you would be better off dead or of hurting yourself in some way"


@pytest.mark.parametrize(
    ("key", "before", "after", "reliable"),
    [
        ("phq_9", 16, 10, "improved"),
        ("phq_9", 15, 10, "none"),
        ("phq_9", 10, 15, "none"),
        ("phq_9", 10, 16, "deteriorated"),
        ("phq_9", 10, 10, "none"),
        ("gad_7", 14, 10, "improved"),
        ("gad_7", 13, 10, "none"),
        ("gad_7", 10, 13, "none"),
        ("gad_7", 10, 14, "deteriorated"),
        ("who_5", 40, 50, "improved"),
        ("who_5", 40, 49, "none"),
        ("who_5", 50, 40, "deteriorated"),
        ("phq_2", 6, 0, "unknown"),
        ("weekly_check_in", 0, 16, "unknown"),
        ("phq_9", None, 10, "unknown"),
        ("phq_9", 10, None, "unknown"),
    ],
)
def test_change_is_reliable_from_its_published_points_on(
    key: str, before: float | None, after: float | None, reliable: str
) -> None:
    found = change(instrument(key), before, after)
    assert found.reliable == reliable
    assert found.delta == (None if before is None or after is None else after - before)


def test_change_names_the_rule_it_was_held_against() -> None:
    found = change(instrument("phq_9"), 20, 10)
    assert found.threshold is not None
    assert "NHS Talking Therapies" in found.threshold.source


@pytest.mark.parametrize(
    ("points", "total", "band"), [(0, 0, "low"), (12, 48, "low"), (13, 52, "not_low"), (25, 100, "not_low")]
)
def test_the_who_5_is_four_times_its_sum(points: int, total: int, band: str) -> None:
    measure = instrument("who_5")
    result = score(measure, adding_up_to(measure, points))
    assert (result.total, result.band and result.band.key) == (total, band)


DASS = [
    ("depression", [0, 10, 14, 21, 28], [3, 5, 10, 13, 16, 17, 21]),
    ("anxiety", [0, 8, 10, 15, 20], [2, 4, 7, 9, 15, 19, 20]),
    ("stress", [0, 15, 19, 26, 34], [1, 6, 8, 11, 12, 14, 18]),
]
SEVERITIES = ["normal", "mild", "moderate", "severe", "extremely_severe"]


@pytest.mark.parametrize(("key", "starts", "items"), DASS)
def test_a_dass_21_scale_is_twice_the_sum_of_its_seven_items(key: str, starts: list[int], items: list[int]) -> None:
    measure = instrument("dass_21")
    for points in range(22):
        answers = same_for_all(measure, 3)
        for number in items:
            answers[f"q{number}"] = min(3, points)
            points -= min(3, points)
        found = score(measure, answers).subscales[key]
        total = 2 * sum(answers[f"q{number}"] or 0 for number in items)
        assert found.total == total
        assert found.band is not None
        assert found.band.key == expected_band(dict(zip(starts, SEVERITIES, strict=True)), total)


def test_the_dass_21_has_no_total_and_its_scales_share_out_all_items() -> None:
    measure = instrument("dass_21")
    result = score(measure, same_for_all(measure, 3))
    assert (result.total, result.band, result.complete) == (None, None, True)
    assert [scale.total for scale in result.subscales.values()] == [42, 42, 42]
    shared_out = [link_id for scale in measure.subscales for link_id in scale.items]
    assert sorted(shared_out) == sorted(item.link_id for item in measure.items)


@pytest.mark.parametrize(("points", "band"), [(0, "below"), (4, "below"), (5, "at_or_above"), (6, "at_or_above")])
def test_part_a_of_the_schimra_plus_is_held_against_four_and_a_half(points: int, band: str) -> None:
    measure = schimra_with_items()
    first = min(points, 2)
    second = min(points - first, 2)
    answers = {"a1": first, "a2": second, "a3": points - first - second, "b1": 1}
    part = score(measure, answers)
    assert (part.total, part.band and part.band.key) == (points, band)


@pytest.mark.parametrize(
    ("total", "band"), [(4.0, "below"), (4.4, "below"), (4.5, "at_or_above"), (9.0, "at_or_above")]
)
def test_a_stored_score_finds_its_band(total: float, band: str) -> None:
    found = instrument("schimra_plus").scale("total").band(total)
    assert found is not None
    assert found.key == band


def test_the_schimra_plus_takes_another_cut_off_and_a_mean() -> None:
    items = schimra_with_items().items[:3]
    measure = schimra_plus(items, instruction="x", method="mean", cut_off=1.5, step=0.1, most_blank=1)
    part = score(measure, {"a1": 2, "a2": 1})
    assert (part.total, part.prorated, part.band and part.band.key) == (1.5, True, "at_or_above")


def test_an_empty_slot_scores_nothing() -> None:
    result = score(instrument("schimra_plus"), {})
    assert result.total is None
    assert not result.complete
    assert not result.too_many_blanks


OWN: list[tuple[str, dict[str, int], float]] = [
    ("weekly_check_in", {"mood": 4, "urges": 0, "contact": 4, "tool": 4}, 16),
    ("weekly_check_in", {"mood": 0, "urges": 4, "contact": 0, "tool": 0}, 0),
    ("weekly_check_in", {"mood": 2, "urges": 1, "contact": 1, "tool": 0, "days": 7, "strongest_urge": 10}, 6),
    ("session_alliance", {"understood": 4, "goals": 4, "tasks": 4, "held_back": 0}, 16),
    ("session_alliance", {"understood": 4, "goals": 4, "tasks": 4, "held_back": 4}, 12),
    ("satisfaction", {"helpful": 1, "respect": 2, "effort": 3, "suggest": 4}, 10),
    ("negative_effects", {"made_worse": 3}, 3),
    ("negative_effects", {"made_worse": 0, "lasting": 3}, 0),
]


@pytest.mark.parametrize(("key", "answers", "total"), OWN)
def test_our_own_questions_add_up(key: str, answers: dict[str, Any], total: float) -> None:
    result = score(instrument(key), answers)
    assert (result.total, result.band, result.complete) == (total, None, True)


def test_the_last_four_of_the_check_in_may_be_left_and_change_no_score() -> None:
    measure: Instrument = instrument("weekly_check_in")
    assert [item.link_id for item in measure.items[4:]] == ["days", "strongest_urge", "worry", "alone"]
    assert all("leave this one blank" in item.help for item in measure.items[4:])
    scored = {"mood": 2, "urges": 2, "contact": 2, "tool": 2}
    worst = {"days": 7, "strongest_urge": 10, "worry": 3, "alone": 4}
    assert score(measure, scored) == score(measure, {**scored, **worst})
