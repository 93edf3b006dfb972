"""The case overview: totals, their change in words, and what was asked and not answered."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions.measures import settle
from tests import people
from tests.people import Person
from tests.worksheets.measuring import answer_all
from tests.worksheets.pages import soup, words

pytestmark = pytest.mark.django_db


def url(person: Person) -> str:
    return f"/staff/case/{person.account_id}/"


@pytest.fixture
def measured(sol: Person) -> Person:
    """Answered at the start, heavily, and in week 2, lightly."""
    with people.days_ago(12):
        people.begin(sol)
        answer_all(sol, 3)
    with people.days_ago(10):
        people.send_worksheet(sol, 1)
    answer_all(sol, 1)
    return sol


def test_totals_with_their_change(measured: Person, tom: Person) -> None:
    response = tom.client.get(url(measured))
    said = words(response)
    assert "GAD-7: Anxiety 21 (Severe); no second total to compare with." in said
    assert "PHQ-9: Depression 27 (Severe); no second total to compare with." in said
    assert "PHQ-2: Depression, short 2 (Below the cut-off); no second total to compare with." in said
    assert "Your week 10 → 6, −4: worse, with no threshold to judge it by." in said
    assert "What risk rules find in single answers stands under Alerts." in said
    page = soup(response)
    assert len(page.select("svg.chart")) == 1
    assert not page.select("main [style]")


def test_bands_stand_in_the_chart(measured: Person, tom: Person) -> None:
    settle(
        enrolment=measured.enrolment,
        occurrence=("mid", 4, "gad_7"),
        version="1",
        today=clock.today(),
        by=measured.account_id,
        total=5,
        complete=True,
    )
    response = tom.client.get(url(measured))
    assert "21 → 5 (Mild), −16: reliable improvement." in words(response)
    assert "Severe" in [note.get_text(strip=True) for note in soup(response).select(".chart-note")]


def test_no_single_answer_is_shown(measured: Person, tom: Person) -> None:
    page = tom.client.get(url(measured)).content.decode()
    assert "Nearly every day" not in page
    assert 'href="/progress/' not in page


def test_what_was_asked_and_not_answered_is_said(anna: Person, therese: Person) -> None:
    said = words(therese.client.get(url(anna)))
    assert "Asked and not answered: At the start: PHQ-9, At the start: GAD-7, At the start: Your week" in said
    assert "Nothing has been answered yet." in said


@pytest.mark.parametrize("who", ["therese", "stina", "arne", "olle"])
def test_it_does_not_exist_for_others(who: str, measured: Person, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).client.get(url(measured)).status_code == 404


def test_a_stranger_signs_in_first(measured: Person, stranger: Client) -> None:
    assert stranger.get(url(measured)).status_code == 302


def test_measures_cost_one_statement(measured: Person, tom: Person) -> None:
    tom.client.get(url(measured))
    with CaptureQueriesContext(connection) as counted:
        tom.client.get(url(measured))
    assert sum("measurefact" in query["sql"] for query in counted.captured_queries) == 1
