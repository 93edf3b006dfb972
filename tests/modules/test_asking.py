"""When questions are asked: an editor ticks weeks, and the next edition asks so."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from modules.freezing import NotReady, freeze
from modules.models import ModulePage, ProgrammePage
from program.models import AuditEvent
from tests.people import Person
from tests.worksheets.pages import form_of, soup

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def url(page: ProgrammePage) -> str:
    return f"/cms/programme/{page.pk}/questions/"


def asked(page: ProgrammePage) -> dict[str, list[int]]:
    points = ProgrammePage.objects.get(pk=page.pk).get_latest_revision_as_object().assessments
    return {point["key"]: point["weeks"] for point in points}


def test_ticks_become_a_draft_and_then_an_edition(arne: Person, page: ProgrammePage) -> None:
    before = asked(page)
    (mid,) = (point["key"] for point in page.assessments if point["kind"] == "mid")
    fields = form_of(arne.client.get(url(page)), "form:has([type=checkbox])")
    assert [str(week) for week in before[mid]] == fields[mid]
    response = arne.client.post(url(page), fields | {mid: ["5", "3"]}, follow=True)
    assert "This is a draft now." in response.content.decode()
    assert asked(page) == before | {mid: [3, 5]}
    live = ProgrammePage.objects.get(pk=page.pk)
    assert {point["key"]: point["weeks"] for point in live.assessments} == before
    live.get_latest_revision().publish()
    frozen = freeze(ProgrammePage.objects.get(pk=page.pk))
    assert {point.key: list(point.weeks) for point in frozen.points} == before | {mid: [3, 5]}
    assert AuditEvent.objects.get(verb="assessments.changed").actor == str(arne.account_id)


def test_the_follow_up_is_offered_where_it_is_and_no_week_is(arne: Person, page: ProgrammePage) -> None:
    shown = soup(arne.client.get(url(page)))
    points = {point["key"]: point["kind"] for point in page.assessments if point["kind"] != "baseline"}
    for key, kind in points.items():
        offered = [int(str(box["value"])) for box in shown.select(f"input[name={key}]")]
        assert offered == ([9] if kind == "follow_up" else [*range(1, 9)])


@pytest.mark.parametrize("weeks", [[], ["9"], ["x"], ["99"]])
def test_what_cannot_be_is_answered_and_changes_nothing(arne: Person, page: ProgrammePage, weeks: list[str]) -> None:
    before = asked(page)
    (mid,) = (point["key"] for point in page.assessments if point["kind"] == "mid")
    fields = form_of(arne.client.get(url(page)), "form:has([type=checkbox])")
    response = arne.client.post(url(page), fields | {mid: weeks})
    assert response.status_code == 422
    assert soup(response).select(".error-message")
    assert asked(page) == before


def test_an_edition_asks_nothing_in_a_week_that_is_not_there(page: ProgrammePage) -> None:
    ModulePage.objects.filter(number=9).update(kind="week")
    with pytest.raises(NotReady, match="cannot be asked in week 9"):
        freeze(page)


def test_it_is_there_for_those_who_may_change_the_programme(
    arne: Person, anna: Person, therese: Person, stranger: Client, page: ProgrammePage
) -> None:
    for person in (anna, therese):
        assert person.client.get(url(page)).status_code == 404
        assert person.client.post(url(page)).status_code == 404
    assert stranger.get(url(page)).status_code == 302
    assert arne.client.put(url(page)).status_code == 405
    assert arne.client.get("/cms/programme/1/questions/").status_code == 404


def test_its_statements_do_not_grow_with_what_is_asked(
    arne: Person, page: ProgrammePage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page.save_revision()
    arne.client.get(url(page))
    with CaptureQueriesContext(connection) as seen:
        arne.client.get(url(page))
    page.assessments = [*page.assessments, *({**page.assessments[-1], "key": f"more-{n}"} for n in range(20))]
    page.save_revision()
    with django_assert_num_queries(len(seen)):
        arne.client.get(url(page))
