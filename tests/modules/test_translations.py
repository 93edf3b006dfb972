"""The programme in Swedish: week 1 as it is, the others honestly in English, and nothing lost between the two."""

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale

from modules.actions.publishing import publish_edition
from modules.models import EditionStep, ModulePage, ProgrammePage
from program import clock
from program.models import Account, Alert, WeekWords
from tests import people
from tests.people import Person
from tests.worksheets.pages import form_of, soup, words
from worksheets.contents import unseal
from worksheets.models import Response, Worksheet, WorksheetVersion

pytestmark = pytest.mark.django_db

HONEST = "So far this week is only in"
SHEET = "/week/1/worksheet/"


@pytest.fixture
def elsa(therese: Person) -> Person:
    """In week 2, with nothing sent, and reads Swedish."""
    with people.days_ago(8):
        elsa = people.new_participant("birch-meadow-12", people.programme())
        people.begin(elsa)
    speak(elsa, "sv")
    return elsa


def speak(person: Person, language: str) -> None:
    Account.objects.filter(pk=person.account_id).update(language=language)


def save(person: Person, **fields: str) -> None:
    form = form_of(person.client.get(SHEET)) | fields
    assert person.client.post(SHEET, form | {"do": "save"}).status_code == 302


def test_a_week_speaks_the_language_of_its_reader(elsa: Person) -> None:
    page = elsa.client.get("/week/1/").content.decode()
    assert "<h1>Där jag står</h1>" in page
    assert "Du är välkommen hit</a>" in page
    step = elsa.client.get("/week/1/1/").content.decode()
    assert "<h1>Du är välkommen hit</h1>" in step
    assert 'lang="en"' not in page.replace('lang="en" dir="ltr">English', "")
    assert "Utgångsläge</a>" in elsa.client.get("/progress/").content.decode()
    speak(elsa, "en")
    assert "<h1>Where I am</h1>" in elsa.client.get("/week/1/").content.decode()


def test_titles_of_other_steps_are_marked_too(elsa: Person, sol: Person) -> None:
    people.send_worksheet(elsa, 1)
    page = soup(elsa.client.get("/week/2/2/"))
    links = page.select("nav.actions a, .more-body ol a")
    assert len(links) == 2 + 5
    assert all(link.select("span[lang=en]") for link in links)
    assert links[0].get_text().startswith("Nästa: ")


@pytest.mark.parametrize("path", ["/week/2/", "/week/2/1/", "/week/2/worksheet/"])
def test_what_is_not_translated_says_so_and_is_marked(elsa: Person, sol: Person, path: str) -> None:
    people.send_worksheet(elsa, 1)
    page = soup(elsa.client.get(path))
    assert page.select_one(".only-in") is not None
    heading = page.select_one("h1")
    assert heading is not None
    assert (heading["lang"], heading["dir"]) == ("en", "ltr")
    speak(elsa, "en")
    page = soup(elsa.client.get(path))
    assert page.select_one(".only-in") is None
    assert not page.select("main [lang]")


def test_a_translated_step_asks_the_database_no_more(
    elsa: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    elsa.client.get("/week/1/2/")
    with django_assert_num_queries(4):
        elsa.client.get("/week/1/2/")


def test_the_language_may_change_in_the_middle_and_nothing_is_lost(elsa: Person, therese: Person) -> None:
    save(elsa, **{"q-signs": "Jag sover dåligt."})
    assert "Hur märker du att det håller på att bli värre?" in words(elsa.client.get(SHEET))
    speak(elsa, "en")
    page = elsa.client.get(SHEET)
    assert "How do you notice that things are getting worse?" in words(page)
    assert form_of(page)["q-signs"] == "Jag sover dåligt."
    save(elsa, **{"q-safe_place": "Biblioteket."})
    draft = Response.objects.select_related("version").get(participant_id=elsa.account_id)
    assert draft.version.language == ""
    speak(elsa, "sv")
    review = elsa.client.get(f"{SHEET}review/")
    assert "Jag sover dåligt." in words(review)
    assert "Biblioteket." in words(review)
    elsa.client.post(f"{SHEET}send/", form_of(review, "form[action$='send/']"))
    sent = Response.objects.select_related("version").get(participant_id=elsa.account_id)
    assert (sent.state, sent.version.language) == ("submitted", "sv")
    assert unseal(elsa.case_key, sent).prompts["goals"] == "Vilka är dina mål?"
    desk = words(therese.client.get(f"/staff/case/{elsa.account_id}/week/1/"))
    assert "Vart kan du gå när du inte bör vara ensam?" in desk


def test_the_rules_hold_in_every_language(elsa: Person) -> None:
    save(elsa, **{"q-signs": "Jag vill ta livet av mig."})
    review = elsa.client.get(f"{SHEET}review/")
    elsa.client.post(f"{SHEET}send/", form_of(review, "form[action$='send/']"))
    assert Alert.objects.filter(participant_id=elsa.account_id).exists()


def test_own_questions_are_translated_and_published_ones_are_not(sol: Person) -> None:
    speak(sol, "sv")
    seen = []
    for _page in range(3):
        page = sol.client.get("/questions/")
        marked = soup(page).select_one("form.measure [lang]") is not None
        assert (soup(page).select_one(".only-in") is not None) == marked
        seen.append((words(page), marked))
        sol.client.post("/questions/", form_of(page, "form.measure") | {"do": "skip", "form_key": str(uuid4())})
    assert any("de senaste 7 dagarna" in text and not marked for text, marked in seen)
    assert any("Over the last 2 weeks" in text and marked for text, marked in seen)


def test_people_agree_to_a_text_that_they_can_read(stranger: Client, programme: object) -> None:
    page = stranger.get("/limits/", headers={"Accept-Language": "sv"}).content.decode()
    assert "När vi kan behöva berätta för någon" in page
    assert "When we may have to tell somebody" in stranger.get("/limits/").content.decode()


class TestPublishing:
    def test_an_edition_holds_the_words_of_each_language(self, page: ProgrammePage) -> None:
        edition = publish_edition(page=page, by="tests", today=clock.today())
        assert [(row.number, row.language) for row in WeekWords.objects.filter(edition=edition)] == [(1, "sv")]
        steps = EditionStep.objects.filter(edition=edition, week=1).order_by("number")
        keys = {language: [step.key for step in steps if step.language == language] for language in ("en", "sv")}
        assert keys["en"] == keys["sv"]
        versions = WorksheetVersion.in_all_languages.filter(edition=edition, week=1)
        assert {row.language for row in versions} == {"", "sv"}
        assert WorksheetVersion.objects.filter(edition=edition, week=1).count() == 1

    def test_another_word_makes_the_next_edition_and_touches_no_other(self, page: ProgrammePage, elsa: Person) -> None:
        week = swedish(page)
        week.aim = "Ett annat syfte."
        week.save_revision().publish()
        edition = publish_edition(page=page, by="tests", today=clock.today())
        assert edition.number == 2
        assert "Ett annat syfte." not in elsa.client.get("/week/1/").content.decode()

    def test_a_week_that_is_not_published_is_left_out(self, page: ProgrammePage) -> None:
        swedish(page).unpublish()
        edition = publish_edition(page=page, by="tests", today=clock.today())
        assert not WeekWords.objects.filter(edition=edition).exists()

    @pytest.mark.parametrize("what", ["steps", "questions", "worksheet"])
    def test_what_fits_no_more_is_left_out_and_the_editor_is_told(
        self, page: ProgrammePage, arne: Person, what: str
    ) -> None:
        sheet = Worksheet.objects.get(key="start", locale__language_code="sv")
        week = swedish(page)
        if what == "steps":
            del week.steps[-1]
            week.save_revision().publish()
        elif what == "questions":
            del sheet.questions[-1]
            sheet.save_revision().publish()
        else:
            sheet.unpublish()
        shown = arne.client.get(f"/cms/programme/{page.pk}/publish/").content.decode()
        assert "Week 1 is left out in “sv”" in shown
        edition = publish_edition(page=page, by="tests", today=clock.today())
        assert not WeekWords.objects.filter(edition=edition).exists()

    def test_asked_for_on_a_translation_the_programme_is_published(self, page: ProgrammePage, arne: Person) -> None:
        other = page.translations().get()
        assert other.own() == page
        shown = arne.client.get(f"/cms/programme/{other.pk}/publish/")
        assert page.title in shown.content.decode()

    def test_an_editor_may_begin_a_translation(self, page: ProgrammePage, arne: Person) -> None:
        week = ModulePage.objects.child_of(page).get(number=2)
        shown = arne.client.get(f"/cms/translation/submit/page/{week.pk}/")
        assert shown.status_code == 200
        locale = Locale.objects.get(language_code="sv")
        arne.client.post(f"/cms/translation/submit/page/{week.pk}/", {"locales": [locale.pk]})
        assert ModulePage.objects.get(translation_key=week.translation_key, locale=locale).live is False


def swedish(page: ProgrammePage) -> ModulePage:
    found: ModulePage = ModulePage.objects.get(locale__language_code="sv", number=1)
    return found
