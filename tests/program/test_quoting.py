"""Quotations in a plain text, and how a letter draws them."""

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from program.quoting import blocks, own_words, quoted
from program.templatetags.letter_body import letter_body

LINE = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=30)
TEXT = st.lists(LINE, max_size=6).map("\n".join)


def test_a_quotation_carries_a_sign_on_each_line() -> None:
    assert quoted("One.\n\nTwo.\n") == "> One.\n>\n> Two."


def test_a_text_is_read_in_its_parts() -> None:
    text = "You wrote:\n\n> I rang her.\n> It was short.\n\nThat is a step."
    assert blocks(text) == [
        (False, "You wrote:"),
        (True, "I rang her.\nIt was short."),
        (False, "That is a step."),
    ]
    assert own_words(text) == "You wrote:\n\n\nThat is a step."


def test_a_letter_draws_a_quotation_as_one() -> None:
    drawn = BeautifulSoup(letter_body("Dear you,\n\n> I rang <b>her</b>.\n>\n> Twice.\n\nGood."), "html.parser")
    assert [each.name for each in drawn.find_all(recursive=False)] == ["p", "blockquote", "p"]
    assert [each.get_text() for each in drawn.select("blockquote p")] == ["I rang <b>her</b>.", "Twice."]


def test_a_sign_within_a_line_quotes_nothing() -> None:
    assert "<blockquote>" not in letter_body("5 > 4\n -> so")


def test_an_empty_text_draws_nothing() -> None:
    assert letter_body(" \n") == ""


@given(TEXT)
def test_what_is_quoted_is_read_back(text: str) -> None:
    kept = "\n".join(line.rstrip() for line in text.strip().split("\n")).strip("\n")
    assert blocks(quoted(text)) == ([(True, kept)] if kept.strip() else [])
    assert own_words(quoted(text)) == ""


@given(TEXT)
def test_nothing_typed_becomes_markup(text: str) -> None:
    drawn = BeautifulSoup(letter_body(text), "html.parser")
    assert {each.name for each in drawn.find_all()} <= {"p", "br", "blockquote"}
    said = "".join(drawn.get_text().split())
    assert said == "".join("".join(words for _quotation, words in blocks(text)).split())
