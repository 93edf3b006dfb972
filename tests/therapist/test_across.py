"""The answers to one question in all weeks: lined up, the newest of each week, reached from each answer."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import soup, words
from worksheets.actions import drafts, sending
from worksheets.models import Response, WorksheetVersion
from worksheets.recurring import recurring

pytestmark = pytest.mark.django_db


def url(person: Person, key: str) -> str:
    return f"/staff/case/{person.account_id}/question/{key}/"


def send(person: Person, week: int, answers: dict[str, Any]) -> None:
    journey, key = person.journey, person.case_key
    drafts.save_draft(
        participant=person.participant,
        version=WorksheetVersion.objects.get(edition=person.enrolment.edition, week=week),
        week=week,
        key=key,
        answers=answers,
        base=0,
        form_key=uuid4(),
        by=person.account_id,
    )
    response = Response.objects.get(participant=person.participant, week=week, state="draft")
    sending.submit(journey=journey, response=response, key=key, form_key=uuid4(), by=person.account_id)


@pytest.fixture
def walked(sol: Person, tom: Person) -> Person:
    """Two weeks, both with the question that every worksheet ends with, and one with a scale."""
    with people.days_ago(20):
        people.begin(sol)
    with people.days_ago(18):
        send(sol, 1, {"made_worse": {"answer": "yes", "more": "siskin-first, one page"}, "mood": 3})
    with people.days_ago(10):
        send(sol, 2, {"made_worse": {"answer": "no", "more": ""}})
    return sol


def test_texts_stand_below_each_other_by_week(walked: Person, tom: Person) -> None:
    said = words(tom.client.get(url(walked, "made_worse")))
    assert said.index("1. Where I am") < said.index("siskin-first, one page") < said.index("2. My pattern")
    assert said.rstrip().endswith("No")


def test_scales_stand_in_a_row_with_their_table(walked: Person, tom: Person) -> None:
    response = tom.client.get(url(walked, "mood"))
    assert "3 out of 10" in words(response)
    assert [row.select_one("th a").get_text() for row in soup(response).select("tbody tr")] == ["1. Where I am"]  # type: ignore[union-attr]


def test_each_answer_leads_there_and_only_where_it_comes_back(anna: Person, therese: Person) -> None:
    keys = recurring(anna.enrolment.edition_id)
    assert {"made_worse", "mood", "goals", "goals_again"} <= keys
    assert "need" not in keys
    links = [str(link["href"]) for link in soup(therese.client.get(desk.letter_url(anna))).select(".in-all-weeks a")]
    assert url(anna, "made_worse") in links
    for link in links:
        assert therese.client.get(link).status_code == 200


def test_the_newest_version_of_a_week_counts(anna: Person, therese: Person) -> None:
    first = Response.objects.get(participant=anna.participant).version.questions
    key = next(question["key"] for question in first if question["kind"] in desk.TYPED)
    desk.correct_worksheet(anna, words="siskin-corrected")
    said = words(therese.client.get(url(anna, key)))
    assert "siskin-corrected" in said
    assert "A quiet evening" not in said


def test_what_is_typed_is_text_and_a_draft_is_not_shown(anna: Person, therese: Person) -> None:
    desk.begin_worksheet(anna, 2, "siskin-draft")
    for key in recurring(anna.enrolment.edition_id):
        assert "siskin-draft" not in therese.client.get(url(anna, key)).content.decode()


def test_a_question_nobody_was_asked_is_not_found(anna: Person, therese: Person) -> None:
    for key in ("nothing_like_it", "week_log", "a" * 300):
        assert therese.client.get(url(anna, key)).status_code == 404


def test_reading_it_is_written_down(walked: Person, tom: Person) -> None:
    tom.client.get(url(walked, "mood"))
    assert desk.verbs(walked.account_id)[-1] == "case.read"


def test_statements_do_not_grow_with_weeks(walked: Person, tom: Person) -> None:
    def statements() -> int:
        tom.client.get(url(walked, "made_worse"))
        with CaptureQueriesContext(connection) as counted:
            tom.client.get(url(walked, "made_worse"))
        return len(counted)

    few = statements()
    send(walked, 3, {"made_worse": {"answer": "no", "more": ""}})
    assert statements() == few
    assert few <= 10


@pytest.mark.parametrize("who", ["therese", "stina", "arne", "olle", "sol"])
def test_it_does_not_exist_for_others(who: str, walked: Person, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).client.get(url(walked, "mood")).status_code == 404


def test_it_is_closed_to_strangers_and_passwords_alone_and_takes_nothing(
    walked: Person, tom: Person, stranger: Client
) -> None:
    assert stranger.get(url(walked, "mood")).status_code == 302
    assert tom.unverified.get(url(walked, "mood")).status_code == 302
    assert tom.client.post(url(walked, "mood")).status_code == 405
