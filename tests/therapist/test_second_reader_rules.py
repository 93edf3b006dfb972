"""Whose letters are read before they leave: a programme and a supervisor say so."""

import pytest

from program.models import Account, AuditEvent, Program, SecondReader
from tests.people import Person
from tests.therapist import desk
from tests.therapist.test_second_reader import ask, letter, post, shown
from therapist.models import LetterState


@pytest.fixture
def must_ask(therese: Person) -> None:
    Account.objects.filter(pk=therese.account_id).update(letters_need_reader=True)


@pytest.mark.parametrize("do", ["send", "send-next", "send-later"])
def test_a_new_therapist_sends_nothing_alone(
    do: str, anna: Person, therese: Person, tom: Person, must_ask: None
) -> None:
    page = shown(therese, desk.letter_url(anna))
    assert "A colleague reads it first" in page
    assert 'value="send"' not in page
    page = post(therese, desk.letter_url(anna), text=desk.TEXT, do=do, day="2099-01-01", hour="8")
    assert "A colleague reads this letter before it leaves." in page
    assert "thank you for the quiet evening" in page
    assert letter().state == LetterState.DRAFT
    assert 'value="send"' not in shown(therese, f"{desk.letter_url(anna)}?preview=1")


@pytest.mark.parametrize(
    ("rule", "is_needed"),
    [(SecondReader.EVERYBODY, True), (SecondReader.NAMED, False), (SecondReader.NOBODY, False)],
)
def test_the_programme_says_whose_letters_are_read(
    rule: SecondReader, is_needed: bool, anna: Person, therese: Person
) -> None:
    Program.objects.update(second_reader=rule)
    assert ("A colleague reads it first" in shown(therese, desk.letter_url(anna))) == is_needed


def test_a_programme_can_do_without(anna: Person, therese: Person, must_ask: None) -> None:
    Program.objects.update(second_reader=SecondReader.NOBODY)
    assert "A colleague reads it first" not in shown(therese, desk.letter_url(anna))


def test_who_cannot_be_asked(
    anna: Person, therese: Person, tom: Person, arne: Person, sol: Person, must_ask: None
) -> None:
    Account.objects.filter(pk=tom.account_id).update(letters_need_reader=True)
    for somebody in (therese, tom, arne, sol):
        assert "Select a valid choice" in ask(anna, therese, somebody)
    page = post(therese, desk.letter_url(anna), text=desk.TEXT, do="ask", reader="")
    assert "Choose who is to read it." in page
    assert "thank you for the quiet evening" in page
    assert letter().state == LetterState.DRAFT


def test_a_supervisor_says_whose_letters_are_read(therese: Person, stina: Person, tom: Person) -> None:
    for do, is_needed in (("read", True), ("read", True), ("trust", False)):
        page = stina.client.post("/staff/team/", {"staff": str(therese.account_id), "do": do}, follow=True)
        assert "Therese" in page.content.decode()
        assert Account.objects.get(pk=therese.account_id).letters_need_reader is is_needed
    assert AuditEvent.objects.filter(verb="staff.second-reader", subject=str(therese.account_id)).count() == 2
    assert tom.client.post("/staff/team/", {"staff": str(therese.account_id), "do": "read"}).status_code == 404
    assert stina.client.post("/staff/team/", {"staff": str(stina.account_id), "do": "read"}).status_code == 404
