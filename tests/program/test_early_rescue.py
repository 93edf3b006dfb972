"""The check of the rule on made-up people: it runs, says what it is, and counts as it says."""

import pytest

from benchmarks import early_rescue
from benchmarks.early_rescue import Table, cohort, tried
from program.benefit import Facts, Thresholds


def test_it_prints_its_label_its_assumptions_and_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    early_rescue.main(["--people", "60", "--seed", "7"])
    said = capsys.readouterr().out
    assert said.startswith("A check of the software, not of clinical validity")
    assert "every person here is made up" in said
    for line in (
        "60 people, seed 7, week 4",
        "60% get better",
        "Sensitivity",
        "Specificity",
        "Positive predictive value",
    ):
        assert line in said


def test_the_same_seed_gives_the_same_table() -> None:
    tables = [tried(cohort(200, 3), Thresholds()) for _again in range(2)]
    assert tables[0] == tables[1]
    assert tables[0] != tried(cohort(200, 4), Thresholds())


def test_everybody_is_counted_once_in_the_right_cell() -> None:
    bad = Facts(week=4, sent=0, due=3, sign_ins=0)
    good = Facts(week=4, sent=3, due=3, sign_ins=9)
    people = [(bad, False)] * 3 + [(bad, True)] * 2 + [(good, True)] * 6 + [(good, False)]
    table = tried(iter(people), Thresholds())
    assert table == Table(marked_right=3, marked_wrong=2, passed_right=6, passed_wrong=1)
    assert (table.sensitivity, table.specificity) == (3 / 4, 6 / 8)
    assert (table.positive, table.negative) == (3 / 5, 6 / 7)


def test_nobody_at_all_is_no_error() -> None:
    assert early_rescue.report(tried(iter(()), Thresholds()), 0, 1, Thresholds())


@pytest.mark.slow
def test_a_stricter_rule_marks_nobody_more() -> None:
    marked = []
    for needed in (1, 2, 3):
        table = tried(cohort(300, 5), Thresholds(signs_needed=needed))
        marked.append(table.marked_right + table.marked_wrong)
    assert marked == sorted(marked, reverse=True)
