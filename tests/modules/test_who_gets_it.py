"""Who reads a new edition: whoever joins, and if so chosen whoever has not opened the week yet. Nothing else moves."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from modules.actions.bringing import Imported
from modules.actions.publishing import Audience, publish_edition
from modules.models import ProgrammePage
from modules.reaching import saved_shapes
from program import clock
from program.actions import weeks
from program.models import AuditEvent, Edition, EditionReach, WeekFact
from tests import people, rows
from tests.modules.arranged import retire_templates, stop_beginning_with, swap, take_out
from tests.modules.conftest import sample_page
from tests.modules.test_publishing import edit, enrol
from tests.people import Person
from worksheets.models import Response, ResponseState, Worksheet

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def publish(page: ProgrammePage, audience: Audience = Audience.UNOPENED) -> Edition:
    return publish_edition(page=page, by="tests", today=clock.today(), audience=audience)


def reword(page: ProgrammePage, mark: str) -> None:
    """The first weeks say this in their aims, in the titles of their first steps and in their first questions."""
    for week in page.modules()[:2]:
        week.steps[0].value["title"] = f"First {mark}"
        edit(week, aim=f"Aim {mark}")
        if week.worksheet is not None:
            sheet = Worksheet.objects.get(pk=week.worksheet_id)
            sheet.questions[0].value["label"] = f"Asked {mark}"
            sheet.save_revision().publish()


def offer_anew() -> None:
    page = sample_page()
    reword(page, "anew")
    publish(page)


@pytest.fixture(scope="session")
def offered_anew(once: rows.Doing) -> rows.Once:
    """The second edition, offered to everybody."""
    return once(offer_anew)


def text(person: Person, url: str) -> str:
    response = person.client.get(url)
    assert response.status_code == 200, url
    return " ".join(response.content.decode().split())


def test_by_default_only_newcomers_get_it(anna: Person, page: ProgrammePage) -> None:
    reword(page, "anew")
    edition = publish(page, Audience.JOINING)
    assert "anew" not in text(anna, "/week/2/")
    assert people.new_participant("birch-lake-55", page.program).enrolment.edition == edition
    assert not EditionReach.objects.exists()


def test_a_week_not_opened_is_read_in_the_new_edition_and_an_opened_one_in_its_own(
    anna: Person, page: ProgrammePage, offered_anew: rows.Once
) -> None:
    assert not WeekFact.objects.filter(enrolment=anna.enrolment, number=2).exists()
    offered_anew.again()
    second = Edition.objects.get(number=2)
    assert "anew" not in text(anna, "/week/1/") + text(anna, "/week/1/1/") + text(anna, "/week/1/worksheet/sent/")
    for url in ("/week/2/", "/week/2/1/", "/week/2/worksheet/", "/week/2/all/"):
        assert "anew" in text(anna, url)
    assert WeekFact.objects.get(enrolment=anna.enrolment, number=2).edition == second
    reword(page, "third")
    publish(page)
    assert "third" not in text(anna, "/week/2/") + text(anna, "/week/2/worksheet/")
    assert anna.enrolment.edition.number == 1
    event = AuditEvent.objects.get(verb="edition.offered", subject=str(second.pk))
    assert event.detail == {"number": 2, "weeks of 1": "1, 2, 3, 4, 5, 6, 7, 8, 9"}


def test_a_worksheet_that_was_begun_keeps_its_questions(anna: Person, offered_anew: rows.Once) -> None:
    anna.client.get("/week/2/worksheet/")
    key = anna.journey.weeks[1]
    offered_anew.again()
    assert "anew" not in text(anna, "/week/2/worksheet/") + text(anna, "/week/2/")
    assert anna.journey.weeks[1] == key


def test_what_a_pause_latched_was_not_read_and_moves_over(anna: Person, offered_anew: rows.Once) -> None:
    weeks.pause(journey=anna.journey, by=anna.account_id)
    assert WeekFact.objects.get(enrolment=anna.enrolment, number=2).edition is None
    offered_anew.again()
    assert "anew" in text(anna, "/week/2/")


def test_days_gates_and_the_number_of_weeks_stay(anna: Person, page: ProgrammePage) -> None:
    before = [(week.number, week.kind, week.length_days, week.gate) for week in anna.journey.weeks]
    edit(page.modules()[8], length_days=30)
    edit(page.modules()[2], length_days=9, gate="time", aim="Longer.")
    publish(page)
    journey = anna.journey
    assert [(week.number, week.kind, week.length_days, week.gate) for week in journey.weeks] == before
    assert journey.weeks[2].aim == "Longer."
    assert journey.edition.number == 1


def without_worksheet(page: ProgrammePage, number: int) -> None:
    retire_templates(page, number)
    stop_beginning_with(page, number)
    edit(page.modules()[number - 1], worksheet=None)


def without(page: ProgrammePage, number: int) -> None:
    retire_templates(page, number)
    take_out(page, number)


@pytest.mark.parametrize(
    ("change", "moving"),
    [
        (lambda page: swap(page, 3), [1, 2, 5, 6, 7, 8, 9]),
        (lambda page: without(page, 3), [1, 2]),
        (lambda page: without_worksheet(page, 5), [1, 2, 3, 4, 6, 7, 8, 9]),
    ],
)
def test_a_week_that_is_another_one_now_stays(
    anna: Person, page: ProgrammePage, change: Any, moving: list[int]
) -> None:
    before = [week.title for week in anna.journey.weeks]
    change(page)
    carrying = publish(page)
    found = EditionReach.objects.get(edition=carrying).weeks
    assert set(found) <= set(moving)
    assert {1, 2} & set(found) == {1, 2}
    assert [week.title for week in anna.journey.weeks] == before


def test_a_week_that_takes_up_what_was_not_asked_stays(anna: Person, page: ProgrammePage) -> None:
    """It begins with a question that an earlier week asks from now on."""
    sheets = [week.worksheet for week in page.modules() if week.worksheet is not None]
    number, question = next(
        (number, block)
        for number, sheet in enumerate(sheets, start=1)
        for block in sheet.questions
        if block.block_type == "carry_forward"
    )
    first = sheets[question.value["week"] - 1]
    value = next(block.value for block in first.questions if block.block_type in {"short_text", "long_text"})
    first.questions.append(("long_text", {**value, "key": "newly_asked", "core": False}))
    question.value["question"] = "newly_asked"
    for sheet in (first, sheets[number - 1]):
        sheet.save_revision().publish()
    edition = publish(page)
    assert number not in EditionReach.objects.get(edition=edition).weeks


def test_the_newest_edition_can_be_offered_later(anna: Person, page: ProgrammePage) -> None:
    reword(page, "offered")
    edition = publish(page, Audience.JOINING)
    assert publish(page) == edition
    assert publish(page) == edition
    assert EditionReach.objects.filter(edition=edition).count() == 1
    assert "offered" in text(anna, "/week/2/")


def test_an_edition_for_newcomers_leaves_the_one_before_it_in_reach(
    anna: Person, page: ProgrammePage, offered_anew: rows.Once
) -> None:
    offered_anew.again()
    reword(page, "third")
    publish(page, Audience.JOINING)
    assert "Aim anew" in text(anna, "/week/2/")


def test_a_draft_is_saved_under_the_questions_it_was_begun_with(anna: Person, offered_anew: rows.Once) -> None:
    form = anna.client.get("/week/2/worksheet/")
    offered_anew.again()
    sheet = form.context["worksheet"]
    words = next(question["key"] for question in sheet.questions if question["kind"] == "long_text")
    anna.client.post("/week/2/worksheet/", {f"q-{words}": "My own words.", "base": "0", "do": "save"})
    draft = Response.objects.get(participant=anna.account_id, week=2, state=ResponseState.DRAFT)
    assert draft.version == sheet
    assert "anew" not in text(anna, "/week/2/worksheet/")


def test_a_step_costs_the_same_whatever_is_offered(anna: Person, page: ProgrammePage, offered_anew: rows.Once) -> None:
    counts = []
    for mark in ("", "anew", "again"):
        if mark == "anew":
            offered_anew.again()
        elif mark:
            reword(page, mark)
            publish(page)
        text(anna, "/week/2/1/")
        text(anna, "/week/2/2/")
        with CaptureQueriesContext(connection) as queries:
            text(anna, "/week/2/2/")
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts


def test_offering_costs_the_same_however_many_are_enrolled(imported: Imported) -> None:
    counts = []
    for crowd in (0, 30):
        edition = Edition.objects.filter(program=imported.page.program).latest("number")
        enrol(imported.page.program, edition, crowd)
        edit(imported.page.modules()[0], aim=f"For {crowd}.")
        with CaptureQueriesContext(connection) as queries:
            publish(imported.page)
        counts.append(len(queries))
    assert counts[1] == counts[0]


def test_shapes_take_three_statements(imported: Imported, django_assert_num_queries: Any) -> None:
    for mark in ("one", "two"):
        edit(imported.page.modules()[0], aim=mark)
        publish(imported.page)
    editions = list(Edition.objects.filter(program=imported.page.program))
    with django_assert_num_queries(3):
        saved_shapes(editions)


def test_the_page_says_which_weeks_move(arne: Person, anna: Person, page: ProgrammePage) -> None:
    swap(page, 3)
    html = text(arne, f"/cms/programme/{page.pk}/publish/")
    assert "Edition 1: weeks 1, 2" in html
    assert "These stay as they were: 3, 4" in html


def test_the_choice_is_made_on_the_page(arne: Person, anna: Person, page: ProgrammePage) -> None:
    reword(page, "chosen")
    url = f"/cms/programme/{page.pk}/publish/"
    response = arne.client.post(url, {"audience": "unopened"}, follow=True)
    assert "read edition 2 in the weeks they have not opened yet" in response.content.decode()
    assert EditionReach.objects.get().offered_by == str(arne.account_id)
    assert "chosen" in text(anna, "/week/2/")
