"""What stands in sight while somebody writes: week, small charts, flags, the agreed step, the last letters."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from program import clock
from program.actions.measures import settle
from tests import people
from tests.people import Person
from tests.program.alerts import alert_of
from tests.therapist import desk
from tests.worksheets.pages import soup, words
from worksheets.actions import drafts, sending
from worksheets.actions.plans import save_plan
from worksheets.models import Response, SafetyPlan

pytestmark = pytest.mark.django_db

DRAFT = "siskin-draft, I walk to the river"


def messages_url(person: Person) -> str:
    return f"/staff/case/{person.account_id}/messages/"


def plan_url(person: Person) -> str:
    return f"/staff/case/{person.account_id}/plan/"


def measure(person: Person, week: int, total: float) -> None:
    settle(
        enrolment=person.enrolment,
        occurrence=("mid", week, "gad_7"),
        version="1",
        today=clock.today(),
        by=person.account_id,
        total=total,
        complete=True,
    )


def glance(person: Person, url: str) -> str:
    found = soup(person.client.get(url)).select_one(".glance")
    assert found is not None
    return " ".join(found.get_text(" ").split())


def test_week_charts_and_numbers(anna: Person, therese: Person) -> None:
    with people.days_ago(5):
        measure(anna, 1, 14)
    measure(anna, 2, 4)
    response = therese.client.get(desk.letter_url(anna, 2))
    said = glance(therese, desk.letter_url(anna, 2))
    assert "Week 2 of 8" in glance(therese, messages_url(anna))
    assert "GAD-7" in said
    assert "14 → 4, clearly better" in said
    assert len(soup(response).select("svg.spark polyline")) == 1
    assert "Minimal" in said  # the table behind it


def test_flags_lead_to_their_pages(anna: Person, therese: Person) -> None:
    alert = alert_of(anna)
    for url in (desk.letter_url(anna), messages_url(anna)):
        links = [link["href"] for link in soup(therese.client.get(url)).select(".glance-flags a")]
        assert f"/staff/alerts/{alert.pk}/" in links


def test_the_last_three_letters_are_one_click_away(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, "siskin-letter of the first week")
    for url in (desk.letter_url(anna, 2), messages_url(anna)):
        assert "siskin-letter of the first week" in glance(therese, url)
    desk.correct_worksheet(anna)
    desk.send(anna, therese, "siskin-letter of the correction")
    said = glance(therese, messages_url(anna))
    assert "siskin-letter of the correction" in said


def test_nothing_is_made_up_where_nothing_is_known(sol: Person, tom: Person) -> None:
    assert glance(tom, messages_url(sol)) == ""


def test_what_is_written_is_not_a_letter_yet(anna: Person, therese: Person) -> None:
    desk.save(anna, therese, "siskin-half a letter")
    assert "siskin-half" not in glance(therese, messages_url(anna))


@pytest.mark.parametrize("page", ["letter", "messages"])
def test_statements_do_not_grow(page: str, anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna, 2) if page == "letter" else messages_url(anna)

    def statements() -> int:
        therese.client.get(url)
        with CaptureQueriesContext(connection) as counted:
            therese.client.get(url)
        return len(counted)

    alert_of(anna)
    desk.send(anna, therese)
    measure(anna, 1, 14)
    few = statements()
    for number in range(3):
        desk.correct_worksheet(anna, words=f"siskin {number}")
        desk.send(anna, therese, f"another {number}")
        measure(anna, 2 + number, 4)
    assert statements() == few
    assert few <= 21


# The safety plan


def test_the_plan_that_was_sent_is_readable_with_its_day(anna: Person, therese: Person) -> None:
    said = words(therese.client.get(plan_url(anna)))
    assert "from the worksheet of week 1, sent on" in said
    assert "Where can you go when you should not be alone? A quiet evening" in said
    assert "Evenings are hard" not in said
    assert desk.verbs(anna.account_id)[-1] == "case.read"


def test_what_stands_in_a_draft_is_not_shown(anna: Person, therese: Person) -> None:
    sent = Response.objects.get(participant=anna.participant, week=1)
    draft = sending.start_correction(
        journey=anna.journey, response=sent, key=anna.case_key, form_key=uuid4(), by=anna.account_id
    )
    keys = [question["key"] for question in sent.version.questions if question.get("part") == "safety_plan"]
    drafts.save_draft(
        participant=anna.participant,
        version=sent.version,
        week=1,
        key=anna.case_key,
        answers=dict.fromkeys(keys, DRAFT),
        base=draft.base,
        form_key=uuid4(),
        by=anna.account_id,
    )
    assert DRAFT in words(anna.client.get("/help/plan/"))
    said = words(therese.client.get(plan_url(anna)))
    assert DRAFT not in said
    assert "A quiet evening" in said


def save_own(person: Person, words: str, *, automatic: bool = False) -> None:
    common = {"participant": person.participant, "key": person.case_key, "by": person.account_id}
    base = SafetyPlan.objects.filter(participant=person.account_id).values_list("base", flat=True).first() or 0
    answers = {"signs": words, "helps": "", "people": "", "places": ""}
    save_plan(answers=answers, base=base, form_key=uuid4(), today=clock.today(), automatic=automatic, **common)


def test_the_plan_of_their_own_stands_first_as_they_saved_it(anna: Person, therese: Person) -> None:
    save_own(anna, "I stop answering")
    save_own(anna, DRAFT, automatic=True)
    said = words(therese.client.get(plan_url(anna)))
    assert "On the page of their own for it, as they last saved it on" in said
    assert "How do I notice that it is getting hard? I stop answering" in said
    assert DRAFT not in said
    assert said.index("I stop answering") < said.index("A quiet evening")
    save_own(anna, "")
    said = words(therese.client.get(plan_url(anna)))
    assert "The page of their own for it is empty." in said
    assert "A quiet evening" in said


def test_a_plan_that_was_never_saved_is_nobodys_business(anna: Person, therese: Person) -> None:
    save_own(anna, DRAFT, automatic=True)
    said = words(therese.client.get(plan_url(anna)))
    assert DRAFT not in said
    assert "page of their own" not in said


def test_without_one_it_says_which_week_asks(anna: Person, therese: Person, sol: Person, tom: Person) -> None:
    Response.objects.filter(participant=anna.account_id).delete()
    assert "The worksheet of week 1 asks for one, and they can write" in words(therese.client.get(plan_url(anna)))
    assert "A later worksheet asks for one, and they can write" in words(tom.client.get(plan_url(sol)))


@pytest.mark.parametrize("who", ["tom", "stina", "arne", "olle", "lena", "anna"])
def test_the_plan_does_not_exist_for_others(who: str, anna: Person, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).client.get(plan_url(anna)).status_code == 404


def test_the_plan_is_closed_to_strangers_and_passwords_alone_and_takes_nothing(
    anna: Person, therese: Person, stranger: Client
) -> None:
    assert stranger.get(plan_url(anna)).status_code == 302
    assert therese.unverified.get(plan_url(anna)).status_code == 302
    assert therese.client.post(plan_url(anna)).status_code == 405
