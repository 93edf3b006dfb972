"""How it has been: charts with their numbers, kind words for the person, and nobody else's answers."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from program.models import MeasureFact
from tests import people
from tests.people import Person
from tests.worksheets.measuring import answer_all
from tests.worksheets.pages import soup, words
from worksheets.measures.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, chart
from worksheets.measures.history import Answered, History, histories
from worksheets.measures.told import for_person, for_therapist, missing, short_when, when

URL = "/progress/"
DAY = date(2026, 3, 2)


def row(total: float | None, week: int = 0, instrument: str = "gad_7", **more: Any) -> Answered:
    made = Answered(
        id=uuid4(),
        point="weekly",
        kind="weekly" if week else "baseline",
        week=week,
        instrument=instrument,
        version="1",
        day=DAY + timedelta(days=7 * week),
        total=total,
        complete=total is not None,
        skipped=False,
    )
    return replace(made, **more)


def only(*rows: Answered) -> History:
    (history,) = histories(rows)
    return history


WORDS = [
    ((12, 7), "Clearly easier than at first", "12 → 7 (Mild), −5: reliable improvement.", "done"),
    ((7, 12), "Harder than at first. That happens", "7 → 12 (Moderate), +5: reliable deterioration.", "waiting"),
    ((7, 10), "About the same as at first", "7 → 10 (Moderate), +3: no reliable change.", ""),
    ((7,), "You have answered this once.", "7 (Mild); no second total to compare with.", ""),
]


@pytest.mark.parametrize(("totals", "kindly", "exactly", "state"), WORDS, ids=[said for _t, _k, said, _s in WORDS])
def test_a_change_in_words(totals: tuple[float, ...], kindly: str, exactly: str, state: str) -> None:
    history = only(*[row(total, week) for week, total in enumerate(totals)])
    assert for_person(history).sentence.startswith(kindly)
    told = for_therapist(history)
    assert (told.sentence, told.state) == (exactly, state)


def test_without_a_published_threshold_no_change_is_called_reliable() -> None:
    history = only(row(4, 2, "weekly_check_in"), row(9, 3, "weekly_check_in"))
    assert for_person(history).sentence == "A little better than at first."
    assert "better, with no threshold to judge it by" in for_therapist(history).sentence
    assert for_therapist(history).more == "Own questions, not validated."
    worse = only(row(9, 2, "weekly_check_in"), row(4, 3, "weekly_check_in"))
    assert for_person(worse).sentence.startswith("A little harder than at first.")
    assert "worse, with no threshold" in for_therapist(worse).sentence
    same = only(row(9, 2, "weekly_check_in"), row(9, 3, "weekly_check_in"))
    assert "unchanged" in for_therapist(same).sentence
    assert for_person(same).sentence.startswith("About the same")


def test_skipped_and_half_answered_measures_stay_in_the_table_only() -> None:
    history = only(row(None, 0, skipped=True), row(None, 2), row(5, 3), row(6, 4, complete=False))
    told = for_therapist(history)
    numbers = [[cell["text"] for cell in cells if cell.get("number")][0] for cells in told.rows]
    assert numbers == ["6, some left blank", "5", "too few answers", "skipped"]
    assert told.chart is not None
    assert len(told.chart.dots) == 2
    own = for_person(history)
    assert ["url" in cells[0] for cells in own.rows] == [True, True, True, False]


def test_nothing_but_skipped_is_all_right() -> None:
    history = only(row(None, 0, skipped=True))
    assert for_person(history).sentence.endswith("that is all right.")
    assert for_therapist(history).sentence == "No total yet."
    assert for_person(history).chart is None


def test_versions_are_never_compared() -> None:
    old, new = histories([row(12, 0, version="0"), row(4, 2)])
    assert (old.instrument, old.change, new.change) == (None, None, None)
    assert for_therapist(old).title == "gad_7, version 0"
    assert "no longer has this version" in for_therapist(old).more
    assert for_person(old).chart is None


def test_points_are_named() -> None:
    assert when("baseline", 0) == "At the start"
    assert when("mid", 4) == "Week 4"
    assert [short_when(row(1, 0)), short_when(row(1, 3)), short_when(row(1, 9, kind="follow_up"))] == [
        "Start",
        "3",
        "Follow-up",
    ]
    assert missing([("post", 8, "GAD-7")]) == ["At the end: GAD-7"]


@given(st.lists(st.tuples(st.integers(0, 21), st.integers(0, 12)), min_size=2, max_size=12))
def test_every_part_of_a_chart_lies_inside_it(given_totals: list[tuple[int, int]]) -> None:
    rows = [row(total, week) for total, week in sorted(given_totals, key=lambda pair: pair[1])]
    drawn = chart(only(*rows), short_when)
    assert drawn is not None
    assert [dot.x for dot in drawn.dots] == sorted(dot.x for dot in drawn.dots)
    for dot in drawn.dots:
        assert LEFT <= dot.x <= WIDTH - RIGHT
        assert TOP <= dot.y <= HEIGHT - BOTTOM
    assert drawn.steady is not None
    for strip in [*drawn.strips, drawn.steady]:
        assert strip.height > 0
        assert strip.y >= TOP
        assert strip.y + strip.height <= HEIGHT - BOTTOM + 0.2
    assert sum(strip.height for strip in drawn.strips) == pytest.approx(HEIGHT - TOP - BOTTOM, abs=0.5)


def test_higher_totals_stand_higher() -> None:
    drawn = chart(only(row(3, 0), row(18, 2), row(9, 3)), short_when)
    assert drawn is not None
    first, second, third = (dot.y for dot in drawn.dots)
    assert second < third < first


def lived(sol: Person) -> None:
    """Answered at the start three weeks ago, heavily, and lightly in week 2."""
    with people.days_ago(12):
        people.begin(sol)
        answer_all(sol, 2)
    with people.days_ago(10):
        people.send_worksheet(sol, 1)
    answer_all(sol, 1)


@pytest.mark.django_db
def test_the_page_shows_each_measure_with_chart_and_table(sol: Person) -> None:
    lived(sol)
    response = sol.client.get(URL)
    page, said = soup(response), words(response)
    assert [title.get_text(strip=True) for title in page.select(".measure-title")] == [
        "Low mood",
        "Low mood, in two questions",
        "Worry and tension",
        "Worry and tension, in two questions",
        "Your week",
    ]
    assert len(page.select("svg.chart[role=img]")) == 1
    assert len(page.select("details table")) == 5
    assert "If you are in danger or a child is, do not wait: Help now" in said
    assert "Moderate" not in said
    assert "severe" not in said.lower()
    for svg in page.select("svg.chart"):
        described = [page.find(id=name) for name in str(svg["aria-labelledby"]).split()]
        assert all(described)
        assert "At the start: " in described[1].get_text()  # type: ignore[union-attr]
    assert not page.select("main [style]")


@pytest.mark.django_db
def test_it_is_empty_before_the_first_answer(sol: Person) -> None:
    assert "Nothing here yet." in words(sol.client.get(URL))


@pytest.mark.django_db
def test_own_answers_can_be_read_again_by_nobody_else(sol: Person, anna: Person) -> None:
    fact = answer_all(sol, 2)[0]
    url = f"/progress/{fact.pk}/"
    said = words(sol.client.get(url))
    assert "Little interest or pleasure in doing things" in said
    assert "More than half the days" in said
    assert anna.client.get(url).status_code == 404
    assert sol.client.get(f"/progress/{uuid4()}/").status_code == 404
    assert Client().get(url).status_code == 302
    assert sol.client.post(url).status_code == 405


@pytest.mark.django_db
def test_staff_have_no_progress_here(therese: Person) -> None:
    assert therese.client.get(URL).status_code == 404


@pytest.mark.django_db
def test_it_refuses_post(sol: Person) -> None:
    assert sol.client.post(URL).status_code == 405


@pytest.mark.django_db
def test_it_costs_the_journey_and_two_more(sol: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    lived(sol)
    sol.client.get(URL)
    with django_assert_num_queries(2 + 3):
        sol.client.get(URL)


@pytest.mark.django_db
def test_an_erased_case_leaves_no_answers(sol: Person) -> None:
    answer_all(sol, 1)
    sol.client.post("/account/erase/", {"passphrase": sol.secret})
    assert not MeasureFact.objects.exists()
