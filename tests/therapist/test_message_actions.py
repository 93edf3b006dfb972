"""Messages as rows: sealed, in the order of the case's own counter, each once."""

from uuid import uuid4

import pytest
from django.db import IntegrityError

from program.models import Notice, NoticeKind, Promise, PromiseKind
from tests.people import Person
from tests.therapist import desk
from therapist.models import Message, Side
from vault import sealing
from vault.sealing import SealBroken


def bodies(person: Person) -> list[str]:
    return [sealing.open(person.case_key, row, "body") for row in Message.objects.order_by("sequence")]


def test_bodies_are_sealed_with_the_case_key(anna: Person, sol: Person, therese: Person) -> None:
    desk.ask(anna, "A sentence nobody else reads.")
    assert not desk.stored("nobody else")
    assert bodies(anna) == ["A sentence nobody else reads."]
    with pytest.raises(SealBroken):
        sealing.open(sol.case_key, Message.objects.get(), "body")


def test_each_case_counts_by_itself(anna: Person, sol: Person, therese: Person, tom: Person) -> None:
    desk.ask(anna, "One")
    desk.answer(anna, therese, "Two")
    desk.ask(sol, "One of Sol")
    desk.ask(anna, "Three")
    assert list(Message.objects.filter(participant=anna.account_id).values_list("sequence", flat=True)) == [1, 2, 3]
    assert Message.objects.get(participant=sol.account_id).sequence == 1
    assert anna.participant.sequence == 3


def test_the_same_form_twice_makes_one(anna: Person) -> None:
    key = uuid4()
    desk.ask(anna, "Once", key)
    desk.ask(anna, "Once", key)
    assert bodies(anna) == ["Once"]
    assert anna.participant.sequence == 1


def test_the_same_form_with_other_words_makes_another(anna: Person) -> None:
    key = uuid4()
    desk.ask(anna, "First words", key)
    for _click in range(2):
        desk.ask(anna, "Other words", key)
    assert bodies(anna) == ["First words", "Other words"]


def test_the_same_words_from_another_form_are_another_message(anna: Person) -> None:
    desk.ask(anna, "Are you there?")
    desk.ask(anna, "Are you there?")
    assert bodies(anna) == ["Are you there?"] * 2


def test_a_late_second_click_promises_and_tells_nothing(anna: Person, therese: Person) -> None:
    asked, answered = uuid4(), uuid4()
    desk.ask(anna, "A question", asked)
    desk.answer(anna, therese, "An answer", answered)
    desk.ask(anna, "A question", asked)
    assert not Promise.objects.filter(kind=PromiseKind.MESSAGE, kept_on=None).exists()
    desk.ask(anna, "Another question")
    desk.answer(anna, therese, "An answer", answered)
    assert Promise.objects.filter(kind=PromiseKind.MESSAGE, kept_on=None).count() == 1
    assert Notice.objects.filter(kind=NoticeKind.MESSAGE).count() == 1


def test_two_questions_make_one_promise(anna: Person) -> None:
    desk.ask(anna, "One")
    desk.ask(anna, "Two")
    assert Promise.objects.filter(kind=PromiseKind.MESSAGE).count() == 1


def test_a_form_key_of_another_case_is_replaced(anna: Person, sol: Person) -> None:
    key = uuid4()
    desk.ask(anna, "From Anna", key)
    desk.ask(sol, "From Sol", key)
    assert Message.objects.count() == 2
    assert Message.objects.get(participant=anna.account_id).form_key == key


def test_nothing_is_sent_when_the_audit_fails(anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_kwargs: object) -> None:
        raise RuntimeError("no audit")

    monkeypatch.setattr("therapist.actions.messages.record", fail)
    with pytest.raises(RuntimeError):
        desk.ask(anna)
    assert not Message.objects.exists()
    assert anna.participant.sequence == 0


def test_a_message_of_staff_names_its_author(anna: Person, therese: Person) -> None:
    desk.ask(anna)
    rows = Message.objects.all()
    with pytest.raises(IntegrityError):
        rows.update(side=Side.STAFF)


def test_rows_name_themselves_by_their_id(anna: Person, therese: Person) -> None:
    desk.ask(anna, "Private words")
    message = Message.objects.get()
    assert str(message) == str(message.pk)
    assert "Private words" not in repr(message)
