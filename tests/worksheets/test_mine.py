"""One's own worksheets and plans together: where each stands, and the newest words of each plan."""

from typing import Any
from uuid import uuid4

import pytest
from django.db.models import QuerySet
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from program import clock
from program.actions.weeks import letter_sent
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import form_of, soup, words
from worksheets.actions import drafts, sending
from worksheets.mine import Standing, my_sheets, my_whole_plan
from worksheets.models import Response, WorksheetVersion

pytestmark = pytest.mark.django_db

PLAN = "/progress/plan/"


def fill(person: Person, week: int, answers: dict[str, Any], *, send: bool = True) -> None:
    version = WorksheetVersion.objects.get(edition=person.enrolment.edition, week=week)
    rows = list(Response.objects.filter(participant_id=person.account_id, week=week).order_by("number"))
    common: dict[str, Any] = {"key": person.case_key, "by": person.account_id}
    if rows:
        rows = [sending.start_correction(journey=person.journey, response=rows[-1], form_key=uuid4(), **common)]
    drafts.save_draft(
        participant=person.participant,
        version=version,
        week=week,
        answers=answers,
        base=rows[0].base if rows else 0,
        form_key=uuid4(),
        **common,
    )
    if send:
        draft = Response.objects.get(participant_id=person.account_id, week=week, state="draft")
        sending.submit(journey=person.journey, response=draft, form_key=uuid4(), **common)


def test_where_each_worksheet_stands(anna: Person) -> None:
    assert [(each.number, each.standing) for each in my_sheets(anna.journey)] == [
        (1, Standing.SENT),
        (2, Standing.OPEN),
    ]
    desk.begin_worksheet(anna, 2, "otter")
    fill(anna, 1, {"signs": "heron"}, send=False)
    assert [each.standing for each in my_sheets(anna.journey)] == [Standing.CHANGING, Standing.BEGUN]


def test_the_page_says_it_in_words(anna: Person) -> None:
    fill(anna, 1, {"signs": "heron"})
    page = anna.client.get("/progress/")
    said = words(page)
    assert "Version 2, sent on" in said
    assert "Not begun yet" in said
    assert soup(page).select_one("main a[href='/week/1/worksheet/sent/']") is not None
    assert soup(page).select_one("main a[href='/week/2/worksheet/']") is not None
    assert soup(page).select_one("main a[href='/week/1/letter/']") is None
    letter_sent(enrolment=anna.enrolment, number=1, by=anna.account_id, today=clock.today(), key="x")
    assert soup(anna.client.get("/progress/")).select_one("main a[href='/week/1/letter/']") is not None


def test_the_plan_is_what_was_sent_last(anna: Person, sol: Person) -> None:
    assert "Your plans come together here" in words(sol.client.get(PLAN))
    fill(anna, 1, {"signs": "I stay up late", "safety_plan": [{"if": "I lie awake", "then": "get up"}]})
    said = words(anna.client.get(PLAN))
    assert "I stay up late" in said
    assert "If I notice I lie awake, then I get up" in said
    fill(anna, 1, {"signs": "I stop answering", "safety_plan": [{"if": "I lie awake", "then": "put the light on"}]})
    said = words(anna.client.get(PLAN))
    assert "put the light on" in said
    assert "get up" not in said
    fill(anna, 1, {"signs": "a draft"}, send=False)
    assert "a draft" not in words(anna.client.get(PLAN))


def test_a_plan_that_was_taken_up_again_stands_in_its_newer_week_alone(anna: Person) -> None:
    """Unless it was left empty there."""
    again = {"key": "again", "kind": "carry_forward", "label": "Again", "week": 1, "question": "safety_plan"}
    QuerySet(WorksheetVersion).filter(edition=anna.enrolment.edition, week=2).update(questions=[again])
    fill(anna, 1, {"signs": "I stay up late", "safety_plan": [{"if": "I lie awake", "then": "get up"}]})
    fill(anna, 2, {"again": ""})
    assert [week.number for week in my_whole_plan(anna.journey, anna.case_key).weeks] == [1]
    fill(anna, 2, {"again": "If I lie awake, then I ring my sister"})
    first, second = my_whole_plan(anna.journey, anna.case_key).weeks
    assert [answer.key for answer in first.answers] == ["signs"]
    assert second.answers[0].text == "If I lie awake, then I ring my sister"


def test_a_safety_plan_of_its_own_stands_first_and_alone(anna: Person) -> None:
    fill(anna, 1, {"signs": "I stay up late", "goals": [{"goal": "Sleep", "sign": ""}]})
    fields = form_of(anna.client.get("/help/plan/write/"), "main form[data-autosave]")
    box = next(name for name in fields if name.startswith("q-"))
    anna.client.post("/help/plan/write/", fields | {box: "curlew-sign"})
    for url in (PLAN, "/progress/all/"):
        said = words(anna.client.get(url))
        assert "My safety plan" in said
        assert "curlew-sign" in said
    assert "I stay up late" not in words(anna.client.get(PLAN))


@pytest.mark.parametrize("url", [PLAN, "/progress/all/"])
def test_nobody_else_reads_it(anna: Person, sol: Person, therese: Person, stranger: Client, url: str) -> None:
    fill(anna, 1, {"signs": "heron-signs"})
    assert "heron-signs" in words(anna.client.get(url))
    assert "heron-signs" not in words(sol.client.get(url))
    assert therese.client.get(url).status_code == 404
    assert stranger.get(url)["Location"].startswith("/sign-in/")
    assert anna.client.post(url).status_code == 405


def test_it_costs_the_journey_and_two_more(anna: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    anna.client.get(PLAN)
    with django_assert_num_queries(2 + 3):
        anna.client.get(PLAN)
