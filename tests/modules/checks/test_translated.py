"""What is still in the words of another language is named, and keeps an edition from being made."""

from typing import Any

import pytest
from wagtail.models import Locale

from modules.actions.translations import hold_copy
from modules.checks.report import blocking, findings, of_programme
from modules.checks.translated import untranslated
from modules.models import ProgrammePage, TranslatedFrom
from program import clock
from tests.modules.other_words import in_other_words
from tests.people import Person
from tests.worksheets.checks.subjects import sheet, text, week
from worksheets.checks.finding import Finding, Level
from worksheets.models import Worksheet

LONG = "<p>Look at what happened before the wave came, and at what you did.</p>"
NOTHING = "Nothing here is translated yet: it is, word for word, what it was copied from."


def same(*blocks: dict[str, Any], but: str = "", **values: Any) -> list[Finding]:
    """A week in which all is the same but this step."""
    of = week(list(blocks), **values)
    said = week([*blocks, text(but)] if but else list(blocks), **values)
    return list(untranslated(said, {part.text for part in of.texts}))


def whats(found: list[Finding]) -> list[tuple[Level, str]]:
    return [(finding.level, finding.what) for finding in found]


def test_a_week_that_was_only_copied_is_named_once() -> None:
    (finding,) = same(text(LONG), aim="Feel met, and look at where you stand.")
    assert (finding.level, finding.what, finding.place.trail) == (Level.ERROR, NOTHING, ())


def test_else_each_step_is_named_with_its_first_words() -> None:
    (finding,) = same(text(LONG), but="<p>Detta är en mening med egna ord.</p>")
    assert whats([finding]) == [
        (Level.ERROR, "This is not translated yet: “Look at what happened before the wave came, and at what you…”")
    ]
    assert finding.place.title == "Week 2: A wave › Step 1: Title 1 › Text"


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Stop It Now", None),
        ("Stop It Now: 0808 1000 900, 0808 1000 901", None),
        ("The Lucy Faithfull Foundation", Level.WARNING),
        ("The Lucy Faithfull Foundation answers you by day and by night", Level.ERROR),
    ],
)
def test_a_name_or_a_number_may_be_the_same(words: str, level: Level | None) -> None:
    found = same(text(f"<p>{words}</p>"), but="<p>Detta är en mening med egna ord.</p>")
    assert [finding.level for finding in found] == ([level] if level else [])


def test_a_question_with_all_its_choices_counts_as_one() -> None:
    choices = [{"value": "a", "label": "Not at all"}, {"value": "b", "label": "Every single day"}]
    asked = {"kind": "single_choice", "key": "a", "label": "How often was it there?", "options": choices}
    other = {"kind": "long_text", "key": "b", "label": "Vad hjälpte dig mest i dag?"}
    foreign = {part.text for part in sheet(asked).texts} - {"My pattern"}
    assert [finding.level for finding in untranslated(sheet(asked, other), foreign)] == [Level.ERROR]
    less = foreign - {"How often was it there?"}
    assert not list(untranslated(sheet(asked, other), less))


@pytest.mark.django_db
def test_a_week_that_was_copied_and_published_keeps_an_edition_from_being_made(
    page: ProgrammePage, arne: Person
) -> None:
    locale = Locale.objects.get(language_code="sv")
    own = page.modules()[1]
    spoken = own.copy_for_translation(locale)
    assert blocking(page) == []
    spoken.get_latest_revision().publish()
    (error, gap) = findings(of_programme(page)[1], week=2).found
    assert whats([error, gap]) == [
        (Level.ERROR, NOTHING),
        (Level.WARNING, "The worksheet of this week has no published translation."),
    ]
    assert error.beside == f"/cms/programme/{spoken.get_parent().pk}/translations/sv/week-2/"
    assert arne.client.get(error.beside).status_code == 200
    assert NOTHING in blocking(page)[0]
    html = arne.client.get(f"/cms/pages/{spoken.pk}/edit/").content.decode()
    assert NOTHING in html
    assert error.beside in html
    in_other_words(spoken).save_revision().publish()
    assert blocking(page) == []


@pytest.mark.django_db
def test_a_worksheet_and_a_consent_are_looked_at_too(page: ProgrammePage, arne: Person) -> None:
    spoken, own = page.translations().get(), Worksheet.objects.get(key="start", locale=page.locale)
    spoken.consent_parts = page.consent_parts
    spoken.save_revision().publish()
    sheet = Worksheet.objects.get(translation_key=own.translation_key, locale=spoken.locale)
    sheet.questions = own.questions
    sheet.save_revision().publish()
    places = {finding.place.page for finding in findings(of_programme(page)[1], level="error").found}
    assert places == {spoken.title, f"Worksheet “{sheet.title}”"}
    for edit in (f"/cms/pages/{spoken.pk}/edit/", f"/cms/snippets/worksheets/worksheet/edit/{sheet.pk}/"):
        assert "This is not translated yet" in arne.client.get(edit).content.decode()
    assert "Weeks without a published translation" in arne.client.get(f"/cms/pages/{spoken.pk}/edit/").content.decode()


@pytest.mark.django_db
def test_what_came_translated_into_a_copy_is_held_against_nothing(page: ProgrammePage) -> None:
    spoken = page.translations().get()
    TranslatedFrom.objects.all().delete()
    hold_copy(made=spoken, source=page, today=clock.today())
    hold_copy(made=page, source=page, today=clock.today())
    assert not TranslatedFrom.objects.exists()
