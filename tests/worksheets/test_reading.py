"""What readers see of a response."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people import Person
from tests.worksheets.sample import ANSWERS, QUESTIONS
from vault.sealing import CaseKey, SealBroken
from worksheets.access import submitted
from worksheets.contents import Contents, seal
from worksheets.models import Response
from worksheets.reading import answered, as_shown, carried_forward, read

ONION = "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwx"


def test_every_question_is_answered_in_order_with_its_prompt(anna: Person) -> None:
    response = submitted(anna.account_id, 1)
    assert response is not None
    shown = answered(anna.case_key, response)
    assert [answer.key for answer in shown] == [
        question["key"] for question in response.version.questions if question["kind"] not in {"heading", "note"}
    ]
    assert next(answer for answer in shown if answer.key == "signs").text == "A quiet evening"
    assert [answer.key for answer in shown if answer.core] == ["goals"]


def test_another_key_opens_nothing(anna: Person) -> None:
    response = submitted(anna.account_id, 1)
    assert response is not None
    with pytest.raises(SealBroken):
        answered(CaseKey.new(anna.account_id), response)


def test_answers_cannot_be_moved_to_another_row(anna: Person) -> None:
    response = submitted(anna.account_id, 1)
    assert response is not None
    response.pk = uuid4()
    with pytest.raises(SealBroken):
        answered(anna.case_key, response)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (f"see {ONION}.onion/page now", "see [address hidden] now"),
        (f"http://www.{ONION}.ONION", "[address hidden]"),
        ("abcdefghij234567.onion", "[address hidden]"),
        (f"{ONION}[.]onion", "[address hidden]"),
        (f"{ONION} (dot) onion/x y", "[address hidden] y"),
        (f"{ONION} dot onion", "[address hidden]"),
        ("I like onion soup.", "I like onion soup."),
        ("https://example.org", "https://example.org"),
    ],
)
def test_onion_addresses_are_masked(typed: str, shown: str) -> None:
    assert as_shown(typed) == shown


def test_they_are_masked_in_every_part_of_an_answer() -> None:
    address = f"{ONION}.onion"
    answers = {"before_it": address, "goals": [{"goal": address, "sign": ""}], "safety_plan": [{"if": address}]}
    assert "onion" not in repr(read(QUESTIONS, Contents(answers)))


@given(st.text(max_size=60))
def test_masking_never_raises_and_leaves_other_words_alone(text: str) -> None:
    assert "onion" in text or as_shown(text) == text


def test_contents_do_not_show_themselves() -> None:
    assert "cold reply" not in repr(Contents(ANSWERS))


def test_a_question_without_an_earlier_answer_carries_nothing(anna: Person) -> None:
    assert carried_forward(anna.case_key, QUESTIONS, {}) == {}


def test_a_question_that_was_not_asked_then_carries_nothing_over(anna: Person) -> None:
    response = submitted(anna.account_id, 1)
    assert response is not None
    asked = [{"key": "again", "kind": "carry_forward", "label": "x", "week": 1, "question": "never_asked"}]
    assert carried_forward(anna.case_key, asked, {1: response}) == {"again": ""}


def test_a_row_names_itself_by_its_id_alone() -> None:
    row = Response()
    key = CaseKey.new(uuid4())
    seal(key, row, Contents(ANSWERS))
    assert str(row) == str(row.pk)
    assert "cold" not in repr(row)
