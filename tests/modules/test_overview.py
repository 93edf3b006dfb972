"""The studio's first page: how each programme stands, and how many people have which edition, but no small numbers."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from wagtail.models import GroupApprovalTask, GroupPagePermission, Workflow, WorkflowTask

from modules.checks.report import Spoken
from modules.models import ModulePage, ProgrammePage
from modules.overview import ProgrammeLine, _line, _Written, overview
from program import clock
from program.models import Account, Edition, Enrolment, Program
from tests.people import Person
from tests.therapist import crowd
from worksheets.checks.finding import Tally
from worksheets.models import Worksheet

pytestmark = pytest.mark.django_db


def line(person: Person) -> ProgrammeLine:
    (found,) = overview(Account.objects.get(pk=person.account_id))
    return found


def test_each_programme_stands_in_each_language(arne: Person, page: ProgrammePage) -> None:
    found = line(arne)
    english, swedish = found.languages
    assert (english.weeks, english.of, english.tally) == (9, None, Tally(0, 0, 0))
    assert (swedish.weeks, swedish.of, swedish.older, swedish.tally) == (1, 9, 0, Tally(0, 1, 0))
    html = " ".join(arne.client.get("/cms/").content.decode().split())
    for said in ("Eight weeks", "9 weeks", "1 of 9 weeks", "0 errors, 1 warning, 0 hints", "Edition"):
        assert said in html
    assert f"/cms/programme/{page.pk}/checks/" in html


def test_drafts_are_counted_in_their_language(arne: Person, page: ProgrammePage) -> None:
    week, sheet = page.modules()[0], Worksheet.objects.get(key="pattern", locale__language_code="en")
    for row in (page, week, sheet):
        row.title = "Another title"
        row.save_revision()
    page.modules()[3].unpublish()
    english, swedish = line(arne).languages
    assert (english.drafts, swedish.drafts) == (4, 0)


def test_what_waits_for_a_review_is_counted(arne: Person, page: ProgrammePage) -> None:
    workflow, account = Workflow.objects.create(name="Review"), Account.objects.get(pk=arne.account_id)
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Read"), sort_order=1)
    week, sheet = page.modules()[0], Worksheet.objects.get(key="pattern", locale__language_code="en")
    for row in (week, sheet):
        row.save_revision()
        workflow.start(row, account)
    english, swedish = line(arne).languages
    assert (english.in_review, swedish.in_review) == (2, 0)
    assert 'href="/cms/reports/workflow/">2</a>' in arne.client.get("/cms/").content.decode()


def test_a_translation_that_is_older_is_counted_once(arne: Person, page: ProgrammePage) -> None:
    week = page.modules()[0]
    assert week.worksheet is not None
    for row in (week, week.worksheet):
        row.title = "Other words"
        row.save_revision().publish()
    assert [language.older for language in line(arne).languages] == [0, 1]


def test_who_works_on_a_translation_alone_opens_that_and_sees_both(arne: Person, page: ProgrammePage) -> None:
    translation = ProgrammePage.objects.exclude(pk=page.pk).get(translation_key=page.translation_key)
    GroupPagePermission.objects.all().update(page=translation)
    english, swedish = line(arne).languages
    assert (english.is_mine, swedish.is_mine) == (False, True)
    for each in (page, translation):
        assert arne.client.get(f"/cms/programme/{each.pk}/checks/").status_code == 200


def second_edition(programme: Program) -> Edition:
    edition: Edition = Edition.objects.create(
        program=programme, number=2, language="en", published_on=clock.today(), sha256="0" * 64
    )
    return edition


def test_small_numbers_are_hidden_with_those_that_would_give_them_away(
    arne: Person, anna: Person, programme: Program
) -> None:
    assert [(each.people, line(arne).people) for each in line(arne).editions] == [(None, None)]
    crowd.participants(7, programme, joined_on=clock.today())
    assert [(each.people, line(arne).people) for each in line(arne).editions] == [(8, 8)]
    edition = second_edition(programme)
    Enrolment.objects.filter(participant_id=anna.participant.pk).update(edition=edition)
    found = line(arne)
    assert [(each.number, each.people) for each in found.editions] == [(2, None), (1, None)]
    assert found.people == 8
    html = " ".join(arne.client.get("/cms/").content.decode().split())
    assert html.count("hidden</td>") == 2
    assert "Counts below 5 are hidden" in html


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_no_small_number_is_shown_or_follows(counts: list[int]) -> None:
    program = Program(slug="a", smallest_cell=5)
    page = ProgrammePage(program=program, title="A")
    editions = [
        Edition(program=program, number=number, language="en", published_on=date(2026, 1, 1))
        for number in range(len(counts))
    ]
    people = {edition.pk: count for edition, count in zip(editions, counts, strict=True)}
    found = _line([Spoken(page, page, [], [], {}, {})], _Written(Counter(), Counter()), editions, people)
    shown = [each.people for each in found.editions]
    assert all(count is None or count == 0 or count >= 5 for count in [*shown, found.people])
    hidden = [count for count, seen in zip(counts, shown, strict=True) if seen is None]
    if found.people is not None and any(hidden):
        assert len(hidden) > 1
        assert sum(hidden) >= 5


def test_it_costs_the_same_for_any_number_of_weeks(
    arne: Person, page: ProgrammePage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    account = Account.objects.get(pk=arne.account_id)
    overview(account)
    with django_assert_num_queries(11):
        overview(account)
    ModulePage.objects.filter(number__gt=3).delete()
    with django_assert_num_queries(11):
        overview(account)


def test_who_may_write_no_page_sees_no_programme(arne: Person, page: ProgrammePage) -> None:
    GroupPagePermission.objects.all().delete()
    assert overview(Account.objects.get(pk=arne.account_id)) == []
    assert "wm-overview" not in arne.client.get("/cms/").content.decode()


@pytest.mark.parametrize("who", ["therese", "anna", "olle"])
def test_nobody_else_meets_it(who: str, page: ProgrammePage, request: pytest.FixtureRequest) -> None:
    person: Person = request.getfixturevalue(who)
    assert person.client.get("/cms/").status_code == 404
