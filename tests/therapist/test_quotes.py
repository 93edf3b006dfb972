"""Answers quoted into a letter: the words of the participant, marked while reading, saved with the draft."""

import pytest

from program.quoting import SIGN
from tests import people
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import soup
from therapist.forms import LONGEST_LETTER
from therapist.models import Letter, StaleLetter
from therapist.writing import quotes
from vault import sealing
from worksheets.kinds import Shown
from worksheets.kinds.kind import Cell

THREE = "I rang her. It was short! Was it enough?"


def press(anna: Person, therese: Person, week: int = 1, **fields: object) -> str:
    url = desk.letter_url(anna, week)
    response = therese.client.post(url, desk.form(therese.client, url, **fields))
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def draft(anna: Person) -> str:
    letter = Letter.objects.get(state="draft")
    return sealing.open(anna.case_key, letter, "body")


def written(anna: Person, question: str = "early_link", words: str = THREE) -> str:
    """The second week's worksheet with these words; returns what its button is called."""
    desk.begin_worksheet(anna, 2, words)
    from_draft = anna.client.get("/week/2/worksheet/review/")
    assert from_draft.status_code == 200
    people.send_worksheet(anna, 2)
    return f"2.1.{question}"


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (None, f"> {THREE}"),
        (frozenset({0}), "> I rang her."),
        (frozenset({0, 1}), "> I rang her. It was short!"),
        (frozenset({2, 0}), "> I rang her. … Was it enough?"),
        (frozenset({9}), ""),
    ],
)
def test_sentences_that_are_marked_are_quoted_together(places: frozenset[int] | None, said: str) -> None:
    assert quotes.quotation(Shown(text=THREE), places) == said


@pytest.mark.parametrize("shown", [Shown(), Shown(text="7", out_of=10), Shown(text="12"), Shown(text=" \n")])
def test_what_has_no_words_is_not_quoted(shown: Shown) -> None:
    assert quotes.sentences(shown) == []
    assert quotes.quotation(shown, None) == ""


def test_lists_and_rows_are_quoted_line_by_line() -> None:
    assert quotes.quotation(Shown(lines=("Late", "Alone")), None) == "> Late\n> Alone"
    rows = Shown(rows=((Cell("Goal", "Sleep. Rest."), Cell("Sign", "")), (Cell("Goal", "Walk"), Cell("Sign", "Shoes"))))
    assert quotes.quotation(rows, None) == "> Goal: Sleep. Rest.\n>\n> Goal: Walk\n> Sign: Shoes"
    assert quotes.sentences(rows) == ["Goal: Sleep.", "Rest.", "Goal: Walk", "Sign: Shoes"]


def test_one_press_saves_the_letter_with_the_answer_below_it(anna: Person, therese: Person) -> None:
    where = press(anna, therese, text="Dear you,", quote="1.1.signs")
    assert where == f"{desk.letter_url(anna)}#quote-1.1.signs"
    assert draft(anna) == "Dear you,\n\n> A quiet evening\n\n"
    assert "&gt; A quiet evening" in therese.client.get(desk.letter_url(anna)).content.decode()


def test_pressing_twice_quotes_once(anna: Person, therese: Person) -> None:
    url = desk.letter_url(anna)
    fields = desk.form(therese.client, url, text="Dear you,", quote="1.1.signs")
    for _press in range(2):
        assert therese.client.post(url, fields).status_code == 302
    assert draft(anna).count(SIGN) == 1
    assert not StaleLetter.objects.exists()


def test_marked_sentences_of_all_answers_are_quoted_in_their_order(anna: Person, therese: Person) -> None:
    desk.correct_worksheet(anna, words=THREE)
    marks = ["1.2.signs.2", "1.2.signs.0", "1.1.safe_place.0"]
    press(anna, therese, text="", quote="1.1.signs", mark=marks)
    assert draft(anna) == ("> A quiet evening\n\n> A quiet evening\n\n> I rang her. … Was it enough?\n\n")


def test_an_earlier_week_can_be_quoted(anna: Person, therese: Person) -> None:
    press(anna, therese, week=2, text="", quote="1.1.safe_place")
    assert draft(anna) == "> A quiet evening\n\n"


@pytest.mark.parametrize("name", ["", "9.9.x", "1.1.nothing", "2.1.need", "1.1", "../x", "1.1.signs.0.0"])
def test_what_is_not_there_is_not_quoted_and_the_letter_is_saved(name: str, anna: Person, therese: Person) -> None:
    press(anna, therese, text="Dear you,", quote=name, mark=[f"{name}.x", "1.1.signs.99", "a"])
    assert draft(anna) == "Dear you,"


def test_what_a_participant_has_not_sent_cannot_be_quoted(anna: Person, therese: Person) -> None:
    desk.begin_worksheet(anna, 2, "Nobody has been sent this yet.")
    press(anna, therese, week=2, text="Dear you,", quote="2.1.need")
    assert draft(anna) == "Dear you,"


def test_marks_alone_quote_nothing_while_saving_or_sending(anna: Person, therese: Person) -> None:
    press(anna, therese, text="Dear you,", mark=["1.1.signs.0"], do="send")
    assert sealing.open(anna.case_key, Letter.objects.get(), "body") == "Dear you,"


def test_a_letter_that_would_be_too_long_is_saved_without_it(anna: Person, therese: Person) -> None:
    url, text = desk.letter_url(anna), "x" * (LONGEST_LETTER - 5)
    response = therese.client.post(url, desk.form(therese.client, url, text=text, quote="1.1.signs"))
    assert "Your letter is saved without it." in response.content.decode()
    assert draft(anna) == text


def test_the_page_has_a_button_for_each_answer_in_words(anna: Person, therese: Person) -> None:
    page = soup(therese.client.get(desk.letter_url(anna)))
    names = {str(button["value"]) for button in page.select("button[name=quote]")}
    assert {"1.1.signs", "1.1.safe_place"} <= names
    assert "1.1.mood" not in names
    assert page.select_one("#quote-1\\.1\\.signs")["data-quote"] == "> A quiet evening"  # type: ignore[index]


@pytest.mark.parametrize("query", ["?preview=1", ""])
def test_there_is_nothing_to_press_where_nothing_is_written(query: str, anna: Person, therese: Person) -> None:
    desk.save(anna, therese) if query else desk.send(anna, therese)
    assert 'name="quote"' not in therese.client.get(desk.letter_url(anna) + query).content.decode()


def test_the_participant_reads_a_quotation_as_one(anna: Person, therese: Person) -> None:
    desk.send(anna, therese, "You wrote:\n\n> I rang <b>her</b>.\n\nGood.")
    page = soup(anna.client.get("/week/1/letter/"))
    assert [each.get_text(strip=True) for each in page.select("article blockquote")] == ["I rang <b>her</b>."]
    assert 'name="quote"' not in str(page)
