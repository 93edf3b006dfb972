"""The checks in the studio: a panel on each editor, a page for the programme, and a stop before an edition."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from modules.models import FrontPage, ModulePage, ProgrammePage
from program.models import Account, Edition
from tests.people import Person
from worksheets.actions.avoided_terms import ensure_terms
from worksheets.avoided_terms import AvoidedTerm
from worksheets.models import Worksheet

pytestmark = pytest.mark.django_db

WRONG = "It is just a slip."


def url_of(page: ProgrammePage) -> str:
    return f"/cms/programme/{page.pk}/checks/"


def wrong(page: ProgrammePage) -> ModulePage:
    """A first week with a word to avoid, published."""
    week: ModulePage = page.modules()[0]
    week.aim = WRONG
    week.save_revision().publish()
    return week


def test_an_editor_reads_what_was_found(arne: Person, page: ProgrammePage) -> None:
    week = wrong(page)
    html = arne.client.get(url_of(page)).content.decode()
    assert "“just a slip” is a word to avoid." in html
    assert f'<a href="/cms/pages/{week.pk}/edit/">Week 1: Where I am › Aim</a>' in html
    assert "1 error," in html
    assert "Weeks without a published translation" in html


def test_a_translation_leads_to_its_programmes_page(arne: Person, page: ProgrammePage) -> None:
    translation = ProgrammePage.objects.exclude(pk=page.pk).get(translation_key=page.translation_key)
    assert "Eight weeks" in arne.client.get(url_of(translation)).content.decode()


@pytest.mark.slow
def test_levels_weeks_and_drafts_can_be_chosen(arne: Person, page: ProgrammePage) -> None:
    week = page.modules()[0]
    week.aim = WRONG
    week.save_revision()
    assert "just a slip" not in arne.client.get(url_of(page)).content.decode()
    for query, there in [("text=drafts", True), ("text=drafts&level=hint", False), ("text=drafts&week=2", False)]:
        assert ("just a slip" in arne.client.get(f"{url_of(page)}?{query}").content.decode()) is there


def test_a_filter_that_is_not_there_is_said_and_everything_shown(arne: Person, page: ProgrammePage) -> None:
    wrong(page)
    html = arne.client.get(f"{url_of(page)}?week=77&level=loud").content.decode()
    assert "77 is not one of the available choices" in html
    assert "just a slip" in html


def test_nobody_else_reads_it(
    anna: Person, therese: Person, arne: Person, stranger: Client, page: ProgrammePage
) -> None:
    for person in (anna, therese):
        assert person.client.get(url_of(page)).status_code == 404
    assert stranger.get(url_of(page)).status_code == 302
    assert arne.client.post(url_of(page)).status_code == 405
    assert arne.client.get("/cms/programme/999999/checks/").status_code == 404
    Account.objects.get(pk=arne.account_id).groups.clear()
    assert arne.client.get(url_of(page)).status_code in {302, 404}


@pytest.mark.slow
def test_the_page_asks_as_often_whatever_was_found(
    arne: Person, page: ProgrammePage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    arne.client.get(url_of(page))
    with django_assert_max_num_queries(25) as whole:
        arne.client.get(url_of(page))
    wrong(page)
    ModulePage.objects.filter(number=9).delete()
    with django_assert_max_num_queries(25) as less:
        arne.client.get(url_of(page))
    # One more: what the translation was made from is not what is published now.
    assert len(less) == len(whole) + 1


def test_the_button_stands_on_the_programme(arne: Person, page: ProgrammePage) -> None:
    assert url_of(page) in arne.client.get(f"/cms/pages/{page.pk}/").content.decode()


def test_the_panel_says_what_the_saved_draft_holds(arne: Person, page: ProgrammePage) -> None:
    week = page.modules()[0]
    edit = f"/cms/pages/{week.pk}/edit/"
    assert "Nothing was found." in arne.client.get(edit).content.decode()
    week.aim = WRONG
    week.save_revision()
    html = arne.client.get(edit).content.decode()
    assert "“just a slip” is a word to avoid." in html
    assert "css/studio-checks" in html


def test_every_editor_has_the_panel(arne: Person, page: ProgrammePage) -> None:
    front, worksheet = FrontPage.objects.first(), Worksheet.objects.get(key="pattern", locale__language_code="en")
    assert front is not None
    for edit in (
        f"/cms/pages/{page.pk}/edit/",
        f"/cms/pages/{front.pk}/edit/",
        f"/cms/snippets/worksheets/worksheet/edit/{worksheet.pk}/",
    ):
        assert "The draft as it was last saved." in arne.client.get(edit).content.decode()


def test_before_the_first_draft_the_panel_says_so(arne: Person, page: ProgrammePage) -> None:
    html = arne.client.get(f"/cms/pages/add/modules/modulepage/{page.pk}/").content.decode()
    assert "Save a draft first." in html


@pytest.mark.slow
def test_an_error_keeps_an_edition_from_being_published(arne: Person, page: ProgrammePage) -> None:
    week = wrong(page)
    url = f"/cms/programme/{page.pk}/publish/"
    response = arne.client.post(url)
    assert response.status_code == 409
    assert "“just a slip” is a word to avoid." in response.content.decode()
    assert Edition.objects.filter(program=page.program).count() == 1
    week.aim = "A setback can happen."
    week.save_revision().publish()
    assert arne.client.post(url).status_code == 302
    assert Edition.objects.filter(program=page.program).count() == 2


@pytest.mark.slow
def test_a_warning_does_not_but_is_shown_before(arne: Person, page: ProgrammePage) -> None:
    week = page.modules()[0]
    week.aim = "For every user."
    week.save_revision().publish()
    url = f"/cms/programme/{page.pk}/publish/"
    html = " ".join(arne.client.get(url).content.decode().split())
    assert "0 errors, 1 warning, 0 hints" in html
    assert url_of(page) in html
    assert arne.client.post(url).status_code == 302


def test_an_editor_changes_the_list(arne: Person, page: ProgrammePage) -> None:
    base = "/cms/snippets/worksheets/avoidedterm"
    assert "victimless" in arne.client.get(f"{base}/?language=en&level=error").content.decode()
    form = {"language": "en", "term": " Where  I am ", "advice": "Say where.", "level": "error"}
    assert arne.client.post(f"{base}/add/", form).status_code == 302
    assert AvoidedTerm.objects.get(term="Where I am").advice == "Say where."
    assert "“Where I am” is a word to avoid." in arne.client.get(url_of(page)).content.decode()
    again = arne.client.post(f"{base}/add/", {**form, "term": "Where I am"})
    assert "This word stands in the list of this language already." in again.content.decode()
    assert "Say where." in again.content.decode()


@pytest.mark.parametrize("term", ["*", "ab*c", "  "])
def test_a_term_is_a_word(arne: Person, term: str) -> None:
    form = {"language": "en", "term": term, "advice": "Say.", "level": "error"}
    response = arne.client.post("/cms/snippets/worksheets/avoidedterm/add/", form)
    assert response.status_code == 200
    assert not AvoidedTerm.objects.filter(term=term).exists()


@pytest.mark.parametrize("who", ["therese", "anna", "olle"])
def test_nobody_else_reaches_the_list(who: str, request: pytest.FixtureRequest) -> None:
    person: Person = request.getfixturevalue(who)
    assert person.client.get("/cms/snippets/worksheets/avoidedterm/").status_code == 404


def test_a_word_that_was_taken_out_does_not_come_back(page: ProgrammePage) -> None:
    AvoidedTerm.objects.filter(term="victimless").delete()
    AvoidedTerm.objects.filter(language="sv").delete()
    ensure_terms()
    assert not AvoidedTerm.objects.filter(term="victimless").exists()
    assert AvoidedTerm.objects.filter(language="sv").exists()
