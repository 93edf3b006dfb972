"""Where each translation stands: missing, draft, in review, live; stale once its source has other words."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from wagtail.models import GroupApprovalTask, GroupPagePermission, Locale, Workflow, WorkflowTask

from modules.models import ModulePage, ProgrammePage, TranslatedFrom
from modules.texts.standing import Standing, State, standings
from program.models import Account, AuditEvent
from tests.people import Person
from tests.worksheets.pages import soup, words
from worksheets.models import Worksheet

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def url(page: ProgrammePage) -> str:
    return f"/cms/programme/{page.pk}/translations/"


@pytest.fixture
def week(page: ProgrammePage) -> ModulePage:
    """Week 1, which is there in Swedish too."""
    return page.modules()[0]


def standing(page: ProgrammePage, place: str) -> Standing:
    return next(each for each in standings(page, "sv") if each.piece.place == place)


def rewrite(week: ModulePage) -> None:
    week.aim = "Feel met, look at where you stand, and choose one goal."
    week.save_revision().publish()


def test_every_piece_has_a_state(page: ProgrammePage, arne: Person, url: str) -> None:
    assert [(place, standing(page, place).state) for place in ("programme", "week-1", "worksheet-start", "week-2")] == [
        *((place, State.LIVE) for place in ("programme", "week-1", "worksheet-start")),
        ("week-2", State.MISSING),
    ]
    table = soup(arne.client.get(url))
    assert len(table.select("tbody tr")) == 1 + 9 + 9
    text = words(arne.client.get(url))
    assert "35 of 35 texts" in text
    assert "all of it: it was written in this language." in text
    assert not table.select(".translations-stale")
    week = page.modules()[1]
    assert table.select_one(f'a[href="/cms/translation/submit/page/{week.pk}/"]') is not None


def test_a_source_that_was_rewritten_makes_it_stale(
    page: ProgrammePage, week: ModulePage, arne: Person, url: str
) -> None:
    rewrite(week)
    assert standing(page, "week-1").is_stale
    assert not standing(page, "worksheet-start").is_stale
    assert len(soup(arne.client.get(url)).select(".translations-stale")) == 1
    beside = soup(arne.client.get(f"{url}sv/week-1/"))
    (row,) = beside.select(".translations-changed")
    assert [each.get_text().split(": ", 1)[1].strip() for each in row.select("ins")] == ["one goal."]
    assert "Känn dig välkommen" in row.select("td")[1].get_text()


def test_a_draft_of_the_source_makes_nothing_stale(page: ProgrammePage, week: ModulePage) -> None:
    week.aim = "Not published yet."
    week.save_revision()
    assert not standing(page, "week-1").is_stale


def test_what_is_no_text_makes_nothing_stale(page: ProgrammePage, week: ModulePage) -> None:
    week.minutes += 5
    week.save_revision().publish()
    assert not standing(page, "week-1").is_stale


def test_a_text_that_is_gone_makes_it_stale(page: ProgrammePage, week: ModulePage) -> None:
    week.between = ""
    week.save_revision().publish()
    assert standing(page, "week-1").is_stale


def test_a_worksheet_goes_stale_by_itself(page: ProgrammePage, arne: Person, url: str) -> None:
    sheet = Worksheet.objects.get(key="start", locale=page.locale)
    sheet.questions[1].value["label"] = "How has your mood been this week?"
    sheet.save_revision().publish()
    assert standing(page, "worksheet-start").is_stale
    assert "removed: in the past" in words(arne.client.get(f"{url}sv/worksheet-start/"))


def test_marked_as_up_to_date_it_is_held_against_the_new_words(
    page: ProgrammePage, week: ModulePage, arne: Person, url: str
) -> None:
    rewrite(week)
    response = arne.client.post(f"{url}sv/week-1/", follow=True)
    assert "Marked as up to date." in words(response)
    assert not standing(page, "week-1").is_stale
    week.refresh_from_db()
    held = TranslatedFrom.objects.get(translation_key=week.translation_key, language="sv")
    assert held.revision == str(week.live_revision_id)
    event = AuditEvent.objects.get(verb="translation.up_to_date")
    assert (event.actor, event.subject, event.detail) == (str(arne.account_id), str(week.pk), {"language": "sv"})
    week.aim = "Something else again."
    week.save_revision().publish()
    assert standing(page, "week-1").is_stale


def test_a_purged_revision_is_said_honestly(page: ProgrammePage, week: ModulePage, arne: Person, url: str) -> None:
    key = week.translation_key
    TranslatedFrom.objects.filter(translation_key=key).update(revision="999999")
    assert standing(page, "week-1").is_stale
    assert "nothing can be marked" in words(arne.client.get(f"{url}sv/week-1/"))


def test_without_a_note_of_it_a_translation_is_held_against_what_was_there_when_it_was_made(
    page: ProgrammePage, week: ModulePage
) -> None:
    TranslatedFrom.objects.all().delete()
    assert not standing(page, "week-1").is_stale
    rewrite(week)
    assert standing(page, "week-1").is_stale
    assert standing(page, "week-1").basis is not None


def test_a_copy_is_a_draft_and_says_that_nothing_is_translated(page: ProgrammePage, arne: Person, url: str) -> None:
    page.modules()[1].copy_for_translation(Locale.objects.get(language_code="sv"))
    found = standing(page, "week-2")
    assert (found.state, found.done, found.is_stale) == (State.DRAFT, 0, False)
    assert found.total > 20
    assert "Not translated yet" in words(arne.client.get(f"{url}sv/week-2/"))


def test_a_worksheet_is_copied_as_a_draft_of_its_own(page: ProgrammePage, arne: Person, url: str) -> None:
    sheet = Worksheet.objects.get(key="pattern", locale=page.locale)
    begins = soup(arne.client.get(url)).select_one(f'a[href$="worksheets/worksheet/{sheet.pk}/"]')
    assert begins is not None
    locale = Locale.objects.get(language_code="sv")
    assert arne.client.post(str(begins["href"]), {"locales": [locale.pk]}).status_code == 302
    copied = Worksheet.objects.get(translation_key=sheet.translation_key, locale=locale)
    assert (copied.live, copied.live_revision_id, copied.questions == sheet.questions) == (False, None, True)
    assert standing(page, "worksheet-pattern").state == State.DRAFT


def test_one_in_review_says_so(page: ProgrammePage, arne: Person) -> None:
    spoken = page.modules()[1].copy_for_translation(Locale.objects.get(language_code="sv"))
    workflow = Workflow.objects.create(name="Words")
    task = GroupApprovalTask.objects.create(name="A second reader")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    spoken.save_revision()
    workflow.start(spoken, Account.objects.get(pk=arne.account_id))
    assert standing(page, "week-2").state == State.REVIEW


def test_the_pages_ask_as_often_however_many_weeks_there_are(
    page: ProgrammePage, arne: Person, url: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    locale = Locale.objects.get(language_code="sv")
    for week in page.modules()[1:4]:
        week.copy_for_translation(locale)
    arne.client.get(url)
    with CaptureQueriesContext(connection) as whole:
        standings(page, "sv")
    with CaptureQueriesContext(connection) as shown:
        arne.client.get(url)
    with CaptureQueriesContext(connection) as beside:
        arne.client.get(f"{url}sv/week-2/")
    ModulePage.objects.filter(number__gt=2).delete()
    with django_assert_num_queries(len(whole)):
        standings(page, "sv")
    assert len(whole) < 12
    with django_assert_num_queries(len(shown)):
        arne.client.get(url)
    assert len(shown) < 35
    assert len(beside) < 30
    with django_assert_num_queries(len(beside)):
        arne.client.get(f"{url}sv/week-2/")


def test_what_is_not_there_is_404(arne: Person, url: str) -> None:
    for path in ("sv/week-2/", "sv/week-77/", "xx/week-1/", "en/week-1/"):
        assert arne.client.get(f"{url}{path}").status_code == 404


def test_nobody_else_opens_it(anna: Person, therese: Person, arne: Person, stranger: Client, url: str) -> None:
    for address in (url, f"{url}sv/week-1/"):
        for person in (anna, therese):
            assert person.client.get(address).status_code == 404
            assert person.client.post(address).status_code == 404
        assert stranger.get(address).status_code == 302
        assert arne.client.put(address).status_code == 405
    assert arne.client.post(url).status_code == 405


def test_whoever_may_not_edit_the_translation_only_reads(arne: Person, page: ProgrammePage, url: str) -> None:
    """Somebody with rights on the source alone."""
    Account.objects.get(pk=arne.account_id).groups.set([group := Group.objects.get(name="Editors")])
    group.permissions.remove(*group.permissions.filter(codename__in=["change_worksheet", "submit_translation"]))
    GroupPagePermission.objects.exclude(permission__codename="change_page", group=group).delete()
    GroupPagePermission.objects.update(page=page)
    ways = soup(arne.client.get(url)).select(".translations-ways a")
    assert {way.get_text().split(":")[0] for way in ways} == {"Compare"}
    for place in ("week-1", "worksheet-start"):
        assert "Mark as up to date" not in words(arne.client.get(f"{url}sv/{place}/"))
        assert arne.client.post(f"{url}sv/{place}/").status_code == 404
    assert not AuditEvent.objects.filter(verb="translation.up_to_date").exists()


def test_a_programme_in_one_language_says_so(arne: Person, imported: object, page: ProgrammePage) -> None:
    ProgrammePage.objects.filter(locale__language_code="sv").delete()
    url = f"/cms/programme/{page.pk}/translations/"
    assert arne.client.get(url).status_code == 200
    assert url in arne.client.get(f"/cms/pages/{page.pk}/").content.decode()
