"""Whatever is posted, nothing raises, and no typed word goes missing."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.tries import at_most
from tests.worksheets.sample import ANSWERS, QUESTIONS
from worksheets.answer_form import AnswerForm, as_posted, field_name, posted
from worksheets.contents import Contents
from worksheets.kinds import kind_of
from worksheets.kinds.inputs import tidy
from worksheets.posting import base_of, form_key_of, whole
from worksheets.reading import read

NAMES = [f"q-{name}" for name in AnswerForm(QUESTIONS, rows={"goals": 9, "safety_plan": 9}).fields]
TYPED = ["q-before_it", "q-hardest", "q-how_many", "q-look_back", "q-made_worse-more", "q-goals-0-sign"]
TYPED += ["q-weighing-good", "q-two_minds-good-soon", "q-safety_plan-0-if", "q-week_log-0-sleep", "q-week_log-6-words"]

junk = st.text(max_size=60)
names = st.one_of(st.sampled_from(NAMES), st.text(max_size=20).map(lambda end: f"q-goals-{end}"), junk)
posts = st.dictionaries(names, st.lists(junk, min_size=1, max_size=3), max_size=20)


@at_most(150)
@given(fields=posts)
def test_no_post_raises_and_a_second_look_changes_nothing(fields: dict[str, list[str]]) -> None:
    form = AnswerForm(QUESTIONS, data=posted(fields))
    answers = form.answers()
    form.items(other=ANSWERS)
    read(QUESTIONS, Contents(answers))
    again = AnswerForm(QUESTIONS, data=as_posted(QUESTIONS, answers)).answers()
    assert again == answers


@at_most(100)
@given(text=junk.filter(lambda text: bool(tidy(text))), name=st.sampled_from(TYPED))
def test_what_was_typed_is_kept_and_shown_again(text: str, name: str) -> None:
    """Also 'about five' in the box of a number and 'next Monday' in the box of a day."""
    form = AnswerForm(QUESTIONS, data=posted({name: [text]}))
    kept = AnswerForm(QUESTIONS, data=as_posted(QUESTIONS, form.answers()))
    shown = kept[name.removeprefix("q-")].value()
    assert shown == tidy(text) or not kept.wrong()
    assert shown


@at_most(100)
@given(text=junk)
def test_hidden_fields_are_read_without_raising(text: str) -> None:
    post = {"base": text, "form_key": text}
    assert base_of(post) >= -1
    form_key_of(post)
    assert whole(text) >= 0


def test_a_number_that_is_none_stays_what_it_was() -> None:
    typed = {"q-how_many": ["about five"], "q-look_back": ["next Monday"]}
    answers = AnswerForm(QUESTIONS, data=posted(typed)).answers()
    assert answers["how_many"] == "about five"
    assert answers["look_back"] == "next Monday"


def test_numbers_are_read_as_people_write_them() -> None:
    def number(typed: str) -> Any:
        return AnswerForm(QUESTIONS, data=posted({"q-how_many": [typed]})).answers()["how_many"]

    assert (number("7"), number(" 6,5 "), number("6.5"), number("+3")) == (7, 6.5, 6.5, 3)
    assert (number("1e999"), number("nan"), number("201"), number("-1")) == ("1e999", "nan", "201", "-1")


def test_a_choice_that_is_not_offered_counts_as_none() -> None:
    form = AnswerForm(QUESTIONS, data=posted({"q-skill": ["x"], "q-mood": ["99"], "q-moments": ["late", "x"]}))
    answers = form.answers()
    assert (answers["skill"], answers["mood"], answers["moments"]) == ("", None, ["late"])
    assert not form.wrong()


def test_empty_rows_are_dropped_and_rows_beyond_the_last_are_not_made() -> None:
    form = AnswerForm(QUESTIONS, data=posted({"q-goals-1-goal": ["Sleep"], "q-goals-9-goal": ["x"]}))
    assert form.answers()["goals"] == [{"goal": "Sleep", "sign": ""}]
    assert form.rows_drawn("goals") == 4


def test_no_two_questions_share_a_field_name() -> None:
    form = AnswerForm(QUESTIONS)
    assert len(form.fields) == sum(len(kind_of(question).fields()) for question in QUESTIONS)
    assert field_name("a", "") == "a"
