"""A measure in the space of a line: where its small chart stands, and what is said beside it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksheets.measures.brief import MOST, briefs
from worksheets.measures.charts import SPARK_EDGE, SPARK_HEIGHT, SPARK_WIDTH, spark
from worksheets.measures.history import Answered, History, histories

START = date(2026, 3, 2)
POINTS = st.lists(
    st.tuples(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.floats(-100, 100)), min_size=2, max_size=12
)


def history(*totals: float | None, key: str = "gad_7") -> History:
    rows = [
        Answered(
            id=uuid4(),
            point="p",
            kind="",
            week=week,
            instrument=key,
            version="1",
            day=START + timedelta(weeks=week),
            total=total,
            complete=True,
            skipped=total is None,
        )
        for week, total in enumerate(totals)
    ]
    return histories(rows)[0]


@pytest.mark.parametrize(
    ("totals", "said", "state"),
    [
        ((14, 4), "14 → 4, clearly better", "done"),
        ((4, 14), "4 → 14, clearly worse", "waiting"),
        ((9, 8), "9 → 8, no clear change", ""),
        ((9,), "9", ""),
    ],
)
def test_the_change_is_said_in_words(totals: tuple[float, ...], said: str, state: str) -> None:
    (brief,) = briefs([history(*totals)])
    assert (brief.title, brief.said, brief.state) == ("GAD-7", said, state)
    assert (brief.spark is not None) == (len(totals) > 1)


@pytest.mark.parametrize(("totals", "word"), [((9, 3), "worse"), ((3, 9), "better"), ((4, 4), "unchanged")])
def test_without_a_threshold_it_says_only_which_way(totals: tuple[float, ...], word: str) -> None:
    (brief,) = briefs([history(*totals, key="weekly_check_in")])
    assert brief.said.endswith(f", {word}")


def test_what_has_no_total_is_left_out_and_no_more_than_a_line_holds() -> None:
    assert briefs([history(None)]) == []
    assert len(briefs([history(3, 4)] * (MOST + 2))) == MOST


def test_what_got_clearly_worse_comes_first_then_what_was_answered_last() -> None:
    worse, old, often = history(4, 14), history(3, key="phq_9"), history(3, 4, 5, key="phq_2")
    assert [brief.title for brief in briefs([old, often, worse])] == ["GAD-7", "PHQ-2", "PHQ-9"]


def test_a_version_nobody_knows_shows_its_newest_number_alone() -> None:
    (brief,) = briefs([history(3, 4, key="gone_long_ago")])
    assert (brief.said, brief.spark) == ("4", None)


@given(POINTS)
def test_a_spark_stays_inside_its_box_and_runs_forward(points: list[tuple[date, float]]) -> None:
    points = sorted(points)
    drawn = spark(points, 0, 27)
    assert drawn is not None
    dots = [tuple(float(part) for part in pair.split(",")) for pair in drawn.line.split()]
    assert len(dots) == len(points)
    xs, ys = [x for x, _y in dots], [y for _x, y in dots]
    assert xs == sorted(xs)
    assert all(SPARK_EDGE <= x <= SPARK_WIDTH - SPARK_EDGE for x in xs)
    assert all(SPARK_EDGE <= y <= SPARK_HEIGHT - SPARK_EDGE for y in ys)
    assert (drawn.x, drawn.y) == dots[-1]


def test_higher_stands_higher() -> None:
    drawn = spark([(START, 0), (START + timedelta(days=7), 27)], 0, 27)
    assert drawn is not None
    assert (
        drawn.line
        == f"{SPARK_EDGE:.1f},{SPARK_HEIGHT - SPARK_EDGE:.1f} {SPARK_WIDTH - SPARK_EDGE:.1f},{SPARK_EDGE:.1f}"
    )


def test_one_point_or_no_scale_makes_no_spark() -> None:
    assert spark([(START, 3)], 0, 27) is None
    assert spark([(START, 3), (START, 4)], 5, 5) is None
