"""Figures from counts: pure, by example and by property."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import figures
from evaluation.counts import AlertTime, ChangeCount, ScoreCount, WaitCount, WeekCount
from evaluation.figures import percentile

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@given(values=st.lists(st.integers(0, 60), min_size=1), share=st.floats(0.01, 1))
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(values: list[int], share: float) -> None:
    found = percentile(Counter(values), share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values)
    assert sum(value < found for value in values) < share * len(values)


def test_a_percentile_of_nothing_is_nothing() -> None:
    assert percentile({}, 0.5) is None
    assert percentile({3: 0}, 0.5) is None


def test_weeks_are_counted_of_everybody_who_began() -> None:
    rows = figures.weeks(30, [WeekCount(1, 30, 24), WeekCount(2, 24, 16), WeekCount(3, 22, 20)], 5)
    assert [row.cells for row in rows] == [[24, 6, 0, 30], [16, 8, 6, 30], [20, None, None, 30]]
    assert [row.share for row in rows] == [80, 53, 67]


def test_fewer_people_than_the_smallest_cell_give_no_mean() -> None:
    found = [
        ScoreCount(("phq_9", "1"), "baseline", 0, 12, 14.0, 207.0),
        ScoreCount(("phq_9", "1"), "weekly", 4, 4, 9, 1),
    ]
    [scores] = figures.scores(found, 5).values()
    assert (scores[0].n, scores[0].mean) == (12, 14.0)
    assert scores[0].spread == pytest.approx(3.464, abs=0.001)
    assert (scores[1].n, scores[1].mean, scores[1].spread) == (None, None, None)


def test_changes_hide_a_few_who_got_worse_and_whoever_would_give_them_away() -> None:
    rows = figures.changes([ChangeCount(("gad_7", "1"), 12, 8, 2), ChangeCount(("phq_9", "1"), 10, 6, 0)], 5)
    assert [row.cells for row in rows] == [[12, None, None, 22], [10, 6, 0, 16]]
    assert rows[0].share == 55


def test_waits_say_what_was_kept_and_how_long_it_took() -> None:
    found = [WaitCount("letter", 1, True, 10), WaitCount("letter", 3, True, 9), WaitCount("letter", 9, False, 6)]
    found += [WaitCount("letter", None, False, 7), WaitCount("message", 2, True, 20), WaitCount("message", 4, False, 5)]
    letters, answers, everything = figures.waits(found, ["letter", "message"], 5)
    assert letters.cells == [19, 6, 7, 32]
    assert (letters.median, letters.nine_in_ten) == (3, 9)
    assert answers.cells == [20, 5, 0, 25]
    assert everything.cells == [39, 11, 7, 57]
    assert (everything.median, everything.nine_in_ten) == (2, 9)


def test_a_median_of_a_few_is_not_told() -> None:
    [letters, _all] = figures.waits(
        [WaitCount("letter", 1, True, 4), WaitCount("letter", None, False, 9)], ["letter"], 5
    )
    assert (letters.median, letters.nine_in_ten) == (None, None)


def test_alerts_by_severity_with_the_hours_they_took() -> None:
    def alert(severity: str, hours: int | None) -> AlertTime:
        return AlertTime(severity, NOON, NOON + 2 * HOUR, None if hours is None else NOON + hours * HOUR)

    found = [alert("urgent", 1)] * 7 + [alert("urgent", 5)] * 5 + [alert("soon", 0)] * 6 + [alert("soon", None)] * 5
    urgent, soon, everything = figures.alerts(found, ["urgent", "soon"], 5)
    assert urgent.cells == [7, 5, 0, 12]
    assert (urgent.median, urgent.nine_in_ten) == (1, 5)
    assert soon.cells == [6, 0, 5, 11]
    assert everything.cells == [13, 5, 5, 23]


def test_nobody_at_all_is_no_secret() -> None:
    assert figures.states({}, ["invited", "active"], 5).cells == [0, 0, 0]
    assert figures.weeks(0, [], 5) == []
    assert figures.changes([], 5) == []
    assert all(row.cells == [0, 0, 0, 0] for row in figures.waits([], ["letter"], 5))
