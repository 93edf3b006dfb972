"""The text of a letter template: what may stand in it, what a letter gets, and what is still to be written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.quoting import quoted
from worksheets.kinds import ShownAnswer
from worksheets.letter_text import Filling, asks_for_words, filled, open_places, placeholders, problems

QUESTIONS = {"goals": "What are your goals?", "mood": "How is your mood?"}
ANSWERS = {
    "goals": ShownAnswer(key="goals", label="What are your goals?", lines=("Sleep [[well]].", "Ring her.")),
    "mood": ShownAnswer(key="mood", label="How is your mood?", text="4", out_of=10),
    "empty": ShownAnswer(key="empty", label="What [now]?"),
}
FILLING = Filling(week=3, title="Limits", work_name="Therese", answers=ANSWERS)
PIECE = st.sampled_from(
    [
        "Thank you. ",
        "\n\n",
        "[[say more]]",
        "[week]",
        "[ my  work name ]",
        "[their words: goals]",
        "[title of the week]",
    ]
)
TEMPLATE = st.lists(PIECE, max_size=12).map("".join)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain.",
        "[week], [title of the week], [my work name]",
        "[their words:goals]",
        "[[one]] and [[two]]",
    ],
)
def test_what_may_stand_in_a_template(text: str) -> None:
    assert problems(text, QUESTIONS) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[name]", f"“[name]” is no placeholder. There are: {placeholders()}."),
        ("[]", f"“[]” is no placeholder. There are: {placeholders()}."),
        ("[their words]", "“[their words]” is no placeholder."),
        ("[their words: age]", "No worksheet here asks “age”."),
        ("[[ ]]", "An open place, [[ ]], says what belongs there."),
        ("[week", "A bracket is not closed, or stands within another one."),
        ("week]", "A bracket is not closed, or stands within another one."),
        ("[[say [week] more]]", "A bracket is not closed, or stands within another one."),
    ],
)
def test_what_may_not(text: str, said: str) -> None:
    (found,) = problems(text, QUESTIONS)
    assert found.startswith(said)


def test_each_mistake_is_said_once() -> None:
    assert len(problems("[a] [a] [b]", QUESTIONS)) == 2


def test_it_is_filled_for_one_letter() -> None:
    text = "In week [week], [title of the week]: [their words: goals] Mood [their words: mood]\n[[more]] [my work name]"
    assert filled(text, FILLING) == (
        "In week 3, Limits: \n\n> Sleep [[well]].\n> Ring her.\n\n Mood \n\n> 4 out of 10\n\n[[more]] Therese"
    )


@pytest.mark.parametrize("question", ["empty", "unknown"])
def test_what_was_not_answered_becomes_an_open_place(question: str) -> None:
    text = filled(f"You wrote [their words: {question}].", FILLING)
    (line,) = open_places(text)
    assert line.startswith("You wrote [[No answer to “")


def test_only_some_templates_need_answers() -> None:
    assert asks_for_words("[week] [their words: goals]")
    assert not asks_for_words("[week] [[their words: goals]]")


def test_what_is_still_to_be_written_is_said_with_its_line() -> None:
    letter = "Dear you,\n\nI saw [[one thing]] and [[another]].\n> [[theirs]]\nA stray ]] too.\n[[over\ntwo lines]] end"
    assert open_places(letter) == [
        "I saw [[one thing]] and [[another]].",
        "A stray ]] too.",
        "[[over\ntwo lines]] end",
    ]
    assert open_places("[single] brackets [ are ] fine") == []


@given(TEMPLATE)
def test_a_right_template_leaves_only_open_places(text: str) -> None:
    assert problems(text, QUESTIONS) == []
    letter = filled(text, FILLING)
    assert bool(open_places(letter)) == ("[[say more]]" in text)
    assert not problems(letter.replace(quoted("Sleep [[well]].\nRing her."), ""), {})


@given(st.text(alphabet="[] a:>\n", max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    problems(text, QUESTIONS)
    open_places(text)
    open_places(filled(text, FILLING))
