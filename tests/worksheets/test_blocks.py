"""Editors' blocks and frozen questions are two spellings of the same."""

import json
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tries import at_most
from tests.worksheets.sample import QUESTIONS, Question
from worksheets.blocks import STREAM, frozen_questions, questions_stream
from worksheets.definition import problems
from worksheets.kinds import KINDS
from worksheets.models import Worksheet

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).map(str.strip).filter(bool)


def there_and_back(questions: list[Question]) -> list[Question]:
    return frozen_questions(SimpleNamespace(questions=questions_stream(questions)))


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: str(asked["key"]))
def test_every_kind_survives_the_way_through_blocks(asked: Question) -> None:
    assert there_and_back([asked]) == [asked]


@at_most(60)
@given(asked=st.sampled_from(QUESTIONS), label=texts, help_text=texts)
def test_words_survive_the_way_through_blocks(asked: Question, label: str, help_text: str) -> None:
    changed = asked | {"label": label} | ({"help": help_text} if asked["kind"] != "heading" else {})
    assert there_and_back([changed]) == [changed]


def test_blocks_survive_being_stored() -> None:
    stored = json.loads(json.dumps(STREAM.get_prep_value(questions_stream(QUESTIONS))))
    worksheet = SimpleNamespace(questions=STREAM.to_python(stored))
    assert frozen_questions(worksheet) == QUESTIONS


def test_a_second_import_changes_no_block() -> None:
    first, second = (STREAM.get_prep_value(questions_stream(QUESTIONS)) for _time in range(2))
    assert [block["id"] for block in first] == [block["id"] for block in second]


def test_a_whole_number_stays_whole_after_the_studio_read_it_as_a_fraction() -> None:
    frozen = there_and_back([QUESTIONS[4] | {"min": 0.0, "max": 200.0}])
    assert json.dumps(frozen[0]["min"]) == "0"


def test_there_is_a_block_for_every_kind() -> None:
    assert list(STREAM.child_blocks) == list(KINDS)


def test_a_worksheet_finds_its_own_faults() -> None:
    worksheet = Worksheet(key="x", title="X", questions=questions_stream([*QUESTIONS, QUESTIONS[4]]))
    with pytest.raises(Exception, match="used 2 times"):
        worksheet.clean()
    assert problems(frozen_questions(Worksheet(questions=questions_stream(QUESTIONS)))) == []
