"""Everything of one's own on one page for paper."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.modules.test_home import AROUND
from tests.modules.test_notes import write
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.measuring import answer_all
from tests.worksheets.pages import soup, words

pytestmark = pytest.mark.django_db

URL = "/progress/all/"


def test_everything_is_on_it(anna: Person) -> None:
    answer_all(anna, 1)
    desk.begin_worksheet(anna, 2, "otter-draft")
    write(anna, "/week/1/4/", "sandpiper-note")
    anna.client.post("/week/2/3/keep/", {"do": "keep"})
    said = words(anna.client.get(URL))
    for each in ("A quiet evening", "otter-draft", "Not sent. Nobody else has read this.", "sandpiper-note"):
        assert each in said
    for each in ("My plan", "What I keep", "What it gave", "Low mood"):
        assert each in said
    assert "Letters and messages are not on this page." in said


def test_on_paper_stands_no_button_and_no_way_back(anna: Person) -> None:
    page = soup(anna.client.get(URL))
    for part in page.select(".no-print"):
        part.decompose()
    assert not page.select("main a, main button, main form")


def test_it_is_kind_before_there_is_anything(sol: Person) -> None:
    assert words(sol.client.get(URL)).count("Nothing here yet.") == 4


def test_what_it_costs(anna: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    write(anna, "/week/1/4/", "sandpiper-note")
    anna.client.get(URL)
    with django_assert_num_queries(AROUND + 7):
        anna.client.get(URL)
