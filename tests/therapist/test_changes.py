"""What changed between two versions: nothing of either is lost, and only what changed is marked."""

import time

from hypothesis import given
from hypothesis import strategies as st

from program.word_changes import Mark, pieces
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import soup, words
from therapist.changes import compare
from worksheets.kinds import Cell
from worksheets.reading import ShownAnswer

TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(["the", "walk", "by", "the river", "\n\n", "  ", "helped", "not"]), max_size=30).map(
        " ".join
    ),
)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again(old: str, new: str) -> None:
    found = list(pieces(old, new))
    assert "".join(piece.text for piece in found if piece.mark != Mark.ADDED) == old
    assert "".join(piece.text for piece in found if piece.mark != Mark.REMOVED) == new


@given(TEXTS, TEXTS)
def test_pieces_are_whole(old: str, new: str) -> None:
    found = list(pieces(old, new))
    assert all(piece.text for piece in found)
    assert all(one.mark != two.mark for one, two in zip(found, found[1:], strict=False))


@given(TEXTS)
def test_what_stayed_is_not_marked(text: str) -> None:
    assert {piece.mark for piece in pieces(text, text)} <= {Mark.SAME}


def test_only_the_words_that_changed_are_marked() -> None:
    found = [(piece.mark.value, piece.text) for piece in pieces("I walk by the river.", "I run by the long river.")]
    assert found == [
        ("same", "I "),
        ("removed", "walk "),
        ("added", "run "),
        ("same", "by the "),
        ("added", "long "),
        ("same", "river."),
    ]


def test_the_longest_texts_take_no_time() -> None:
    began = time.process_time()
    for old, new in (
        ("a b " * 5000, "b a a " * 3500),
        (" ".join(map(str, range(4000))), " ".join(map(str, range(4000, 0, -1)))),
    ):
        assert "".join(piece.text for piece in pieces(old, new) if piece.mark != Mark.REMOVED) == new
    assert time.process_time() - began < 10


ANSWERS = st.lists(
    st.builds(
        ShownAnswer,
        key=st.sampled_from("abcde"),
        label=st.just("Question"),
        text=st.sampled_from(["", "4", "a walk", "a long walk"]),
        out_of=st.sampled_from([None, 10]),
    ),
    unique_by=lambda answer: answer.key,
    max_size=5,
)


@given(ANSWERS, ANSWERS)
def test_every_question_is_told_once(old: list[ShownAnswer], new: list[ShownAnswer]) -> None:
    changes = compare(1, old, new)
    assert len(changes.changed) + len(changes.unchanged) == len({answer.key for answer in [*old, *new]})


def test_scales_and_tables_are_compared_too() -> None:
    row = (Cell("", "Work"), Cell("Left", "7", number=True))
    old = [ShownAnswer(key="mood", label="Mood", text="4", out_of=10), ShownAnswer(key="t", label="Table", rows=(row,))]
    new = [ShownAnswer(key="mood", label="Mood", text="6", out_of=10), ShownAnswer(key="t", label="Table", rows=(row,))]
    changes = compare(1, old, new)
    assert [change.label for change in changes.changed] == ["Mood"]
    assert changes.unchanged == ["Table"]
    assert [piece.text for piece in changes.changed[0].pieces] == ["4 ", "6 ", "/ 10"]


def test_a_corrected_worksheet_says_what_changed(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    desk.correct_worksheet(anna, words="A noisy evening")
    response = therese.client.get(desk.letter_url(anna))
    assert "What changed since version 1" in words(response)
    page = soup(response)
    block = page.select_one(".changes")
    assert block is not None
    assert block.has_attr("open"), "The version before was answered, so the change is what is new."
    assert block.select("del")[0].get_text(" ", strip=True) == "removed: quiet"
    assert [mark.get_text(" ", strip=True) for mark in block.select("ins")] == ["added: noisy"]
    assert "stayed as" in block.get_text(" ")


def test_before_any_letter_the_change_waits_folded(anna: Person, therese: Person) -> None:
    desk.correct_worksheet(anna, words="A noisy evening")
    block = soup(therese.client.get(desk.letter_url(anna))).select_one(".changes")
    assert block is not None
    assert not block.has_attr("open")


def test_without_a_correction_nothing_is_compared(anna: Person, therese: Person) -> None:
    assert not soup(therese.client.get(desk.letter_url(anna))).select(".changes")


def test_marked_words_are_text(anna: Person, therese: Person) -> None:
    desk.correct_worksheet(anna, words="<b>bold</b> & http://x.example")
    page = therese.client.get(desk.letter_url(anna)).content.decode()
    assert "<b>bold" not in page
    assert 'href="http://x' not in page
