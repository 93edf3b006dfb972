"""A template goes into a letter: below what was typed, filled in, and not sent before it is finished."""

import pytest

from program import clock
from program.models import Program
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import soup, words
from therapist.forms import LONGEST_LETTER
from therapist.models import Letter, LetterState
from vault import sealing
from worksheets.actions.letter_templates import bring_templates
from worksheets.models import LetterTemplate
from worksheets.template_book import Wording

TEXT = "Week [week], [title of the week].\n\n[their words: signs]\n\n[[Say more]]\n\n[my work name]"


@pytest.fixture
def greeting(programme: Program) -> LetterTemplate:
    """A template of the first week that uses all there is."""
    wording = Wording(title="A greeting of our own", text=TEXT, week=1, question="signs")
    bring_templates(program=programme, language="en", templates={"greeting": wording}, by="tests", today=clock.today())
    return LetterTemplate.objects.get(key="greeting")


def press(anna: Person, therese: Person, week: int = 1, **fields: object) -> str:
    url = desk.letter_url(anna, week)
    response = therese.client.post(url, desk.form(therese.client, url, **fields), follow=True)
    assert response.status_code == 200
    return words(response)


def body(anna: Person) -> str:
    return sealing.open(anna.case_key, Letter.objects.get(), "body")


def test_the_page_offers_those_of_the_week_first(anna: Person, therese: Person, greeting: LetterTemplate) -> None:
    page = soup(therese.client.get(desk.letter_url(anna)))
    offered = [str(button["value"]) for button in page.select("button[name=insert]")]
    assert offered[:2] == ["greeting", "week-1-first-letter"]
    assert "setback" in offered
    assert "week-2-chain" not in offered
    filled = str(page.select_one(".offer")["data-insert"])  # type: ignore[index]
    assert filled.startswith("Week 1, Where I am.\n\n> A quiet evening\n\n[[Say more]]\n\nTherese")
    assert "Belongs to: How do you notice that things are getting worse?" in page.get_text()


def test_inserting_saves_what_was_typed_with_the_template_below(
    anna: Person, therese: Person, greeting: LetterTemplate
) -> None:
    page = press(anna, therese, text="Dear you,", insert="greeting")
    assert body(anna) == ("Dear you,\n\nWeek 1, Where I am.\n\n> A quiet evening\n\n[[Say more]]\n\nTherese\n\n")
    assert "Still template: here something is for you to write" in page
    assert Letter.objects.get().state == LetterState.DRAFT


def test_a_letter_that_is_still_template_is_not_sent(anna: Person, therese: Person, greeting: LetterTemplate) -> None:
    press(anna, therese, text="", insert="greeting")
    page = press(anna, therese, text=body(anna), step="One.", do="send")
    assert "Something in [[brackets]] is still to be written, so the letter was not sent." in page
    assert Letter.objects.get().state == LetterState.DRAFT
    assert "[[Say more]]" in body(anna)
    press(anna, therese, text=body(anna).replace("[[Say more]]", "More."), step="One.", do="send")
    assert Letter.objects.get().state != LetterState.DRAFT


def test_brackets_in_the_step_hold_it_too(anna: Person, therese: Person) -> None:
    press(anna, therese, text="Dear you.", step="[[a step]]", do="send")
    assert Letter.objects.get().state == LetterState.DRAFT


def test_brackets_in_a_quotation_are_theirs(anna: Person, therese: Person) -> None:
    press(anna, therese, text="You wrote:\n> [[odd]]\nYes.", step="One.", do="send")
    assert Letter.objects.get().state != LetterState.DRAFT


def test_an_answer_that_is_missing_becomes_an_open_place(anna: Person, therese: Person, programme: Program) -> None:
    wording = Wording(title="Next", text="[their words: need]", week=2)
    bring_templates(program=programme, language="en", templates={"next": wording}, by="tests", today=clock.today())
    page = press(anna, therese, week=2, text="", insert="next")
    assert "[[No answer to “need”" in page


def test_an_earlier_week_may_be_quoted_by_a_template(anna: Person, therese: Person, programme: Program) -> None:
    wording = Wording(title="Next", text="[their words: signs]", week=2)
    bring_templates(program=programme, language="en", templates={"next": wording}, by="tests", today=clock.today())
    press(anna, therese, week=2, text="", insert="next")
    assert body(anna) == "> A quiet evening\n\n"


@pytest.mark.parametrize("key", ["", "nothing", "week-2-chain", "../x"])
def test_what_is_not_offered_is_not_put_in_and_the_text_is_saved(key: str, anna: Person, therese: Person) -> None:
    press(anna, therese, text="Dear you,", insert=key)
    assert body(anna) == "Dear you,"


def test_a_retired_one_is_offered_no_more(anna: Person, therese: Person) -> None:
    url = "/staff/templates/eight-weeks/en/setback/"
    therese.client.post(url, {"do": "retire", "version": "1"})
    assert 'value="setback"' not in therese.client.get(desk.letter_url(anna)).content.decode()


def test_too_much_text_keeps_the_letter(anna: Person, therese: Person) -> None:
    page = press(anna, therese, text="x" * (LONGEST_LETTER - 9), insert="setback")
    assert "Your letter is saved without it." in page
    assert len(body(anna)) == LONGEST_LETTER - 9


def test_the_preview_says_it_too(anna: Person, therese: Person) -> None:
    page = press(anna, therese, text="Dear [[name the good]] you.", do="preview")
    assert "Still template" in page
    assert "Dear [[name the good]] you." in page


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "Most letters have 150 to 300 words."),
        (40, "a short one can be right"),
        (200, "A good length."),
        (301, "What could wait for the next one?"),
    ],
)
def test_the_length_is_said_kindly(count: int, said: str, anna: Person, therese: Person) -> None:
    press(anna, therese, text="word " * count + "\n> theirs theirs", do="save")
    guide = soup(therese.client.get(desk.letter_url(anna))).select_one("#letter-guide")
    assert guide is not None
    shown = [each.get_text(" ", strip=True) for each in guide.select("span:not([hidden])")]
    assert said in " ".join(shown)
    assert count == 0 or f"{count} words of your own so far." in " ".join(" ".join(shown).split())
