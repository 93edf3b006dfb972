"""A message that is not sent yet: kept while one writes or by a button, sealed, and read by nobody else."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from program.models import AuditEvent, Enrolment, EnrolmentState, Promise, PromiseKind
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import form_of, soup
from therapist.actions import unsent
from therapist.actions.unsent import Unsent
from therapist.models import Message, UnsentMessage

pytestmark = pytest.mark.django_db
MESSAGES = "/messages/"
WORDS = "Half a thought about the evenings"
NOBODYS = "6f1c1c9e-0d0b-4f0e-9d53-1b8a3f8f2c11"


def form(person: Person, query: str = "", **fields: Any) -> dict[str, Any]:
    return form_of(person.client.get(MESSAGES + query), "#write") | fields


def keep(person: Person, fields: dict[str, Any]) -> dict[str, Any]:
    """As the script does it."""
    answer: dict[str, Any] = person.client.post(MESSAGES, fields | {"autosave": "1"}).json()
    return answer


def box(person: Person, query: str = "") -> str:
    text: str = form(person, query)["text"]
    return text


def save(person: Person, text: str = WORDS) -> None:
    assert person.client.post(MESSAGES, form(person, text=text, do="save")).status_code == 302


def test_the_button_keeps_it_and_says_so(anna: Person) -> None:
    response = anna.client.post(MESSAGES, form(anna, text=WORDS, do="save", no_answer="on"), follow=True)
    html = response.content.decode()
    assert "It is kept, and not sent. Nobody reads it until you send it." in html
    assert box(anna) == WORDS
    assert 'name="no_answer" id="id_no_answer" checked' in html
    assert not Message.objects.exists()
    assert not Promise.objects.filter(kind=PromiseKind.MESSAGE).exists()


def test_it_is_sealed_and_leaves_no_trace(anna: Person) -> None:
    before = AuditEvent.objects.count()
    save(anna)
    assert not desk.stored("Half a thought")
    assert AuditEvent.objects.count() == before


def test_staff_never_see_it(anna: Person, therese: Person) -> None:
    save(anna)
    for page in ("messages", "timeline"):
        assert WORDS not in therese.client.get(f"/staff/case/{anna.account_id}/{page}/").content.decode()


def test_everybody_has_their_own(anna: Person, sol: Person) -> None:
    save(anna)
    draft = UnsentMessage.objects.get()
    assert WORDS not in sol.client.get(f"{MESSAGES}?draft={draft.pk}").content.decode()
    sol.client.post(MESSAGES, {"let-go": str(draft.pk)})
    sol.client.post(MESSAGES, form(sol, text="", do="save", base=f"{draft.pk}:{draft.base}"))
    assert UnsentMessage.objects.get() == draft


def test_one_window_saves_into_one_row(anna: Person) -> None:
    fields = form(anna, text="One")
    fields["base"] = keep(anna, fields)["base"]
    assert keep(anna, fields | {"text": WORDS})["saved"]
    assert UnsentMessage.objects.count() == 1
    assert box(anna) == WORDS


def test_a_window_takes_over_what_it_began_with(anna: Person) -> None:
    save(anna)
    assert keep(anna, form(anna, text=f"{WORDS}, and more"))["saved"]
    assert UnsentMessage.objects.count() == 1
    assert box(anna) == f"{WORDS}, and more"


def test_two_windows_lose_nothing(anna: Person) -> None:
    save(anna)
    one, two = form(anna, text="One window"), form(anna, text="Another window")
    for fields in (one, two):
        assert keep(anna, fields)["saved"]
    assert box(anna) == "Another window"
    (section,) = soup(anna.client.get(MESSAGES)).select("#write ~ section")
    assert "One window" in section.get_text()
    other = UnsentMessage.objects.get(form_key=one["form_key"])
    assert box(anna, f"?draft={other.pk}") == "One window"


def test_what_was_written_on_meanwhile_stays(anna: Person) -> None:
    first = form(anna, text="Begun")
    first["base"] = keep(anna, first)["base"]
    second = form(anna, text="Begun, and gone on with elsewhere")
    keep(anna, first | {"text": "Begun, and written on here"})
    keep(anna, second)
    assert UnsentMessage.objects.count() == 2


def test_sending_leaves_nothing_behind(anna: Person) -> None:
    save(anna)
    fields = form(anna, text=f"{WORDS}.", do="send")
    keep(anna, fields)
    assert anna.client.post(MESSAGES, fields).status_code == 302
    assert keep(anna, fields) == {"saved": True, "base": ""}
    assert Message.objects.count() == 1
    assert not UnsentMessage.objects.exists()


def test_an_emptied_box_is_kept_as_nothing(anna: Person) -> None:
    save(anna)
    save(anna, "")
    assert not UnsentMessage.objects.exists()


def test_what_is_not_needed_goes(anna: Person) -> None:
    save(anna)
    page = anna.client.post(MESSAGES, {"let-go": str(UnsentMessage.objects.get().pk)})
    assert page.status_code == 302
    assert not UnsentMessage.objects.exists()
    assert anna.client.post(MESSAGES, {"let-go": "x"}).status_code == 302


@pytest.mark.parametrize("base", ["x", "1:2", f"{NOBODYS}:²", f"{NOBODYS}:99999999999999999999", "y" * 70])
def test_a_spoiled_base_loses_nothing(base: str, anna: Person) -> None:
    fields = form(anna, text=WORDS, base=base)
    answer = keep(anna, fields)
    assert answer["saved"] is (len(base) <= 60)
    assert WORDS in anna.client.post(MESSAGES, fields | {"do": "save"}, follow=True).content.decode()


def test_too_long_a_text_comes_back_whole(anna: Person) -> None:
    long = "word " * 2000
    assert not keep(anna, form(anna, text=long))["saved"]
    html = anna.client.post(MESSAGES, form(anna, text=long, do="save")).content.decode()
    assert "This is longer than one message can be." in html
    assert long.strip() in html


def test_words_outlive_the_session(anna: Person) -> None:
    answer = Client().post(MESSAGES, form(anna, text=WORDS, do="save"))
    assert answer.status_code == 302
    assert anna.account.rescued_texts.count() == 1
    assert not UnsentMessage.objects.exists()


def test_nobody_else_writes_it(anna: Person, therese: Person) -> None:
    with pytest.raises(ValueError, match="its participant alone"):
        unsent.save(key=anna.case_key, unsent=Unsent(uuid4(), WORDS), by=therese.account_id)


def test_it_can_be_read_and_copied_after_the_end(anna: Person) -> None:
    save(anna)
    enrolment = anna.enrolment
    enrolment.state = EnrolmentState.CLOSED
    enrolment.closes_on = enrolment.started_on
    enrolment.save()
    html = anna.client.get(MESSAGES).content.decode()
    assert WORDS in html
    assert "<textarea" not in html.split("<main")[1]


def test_the_page_costs_the_same(
    anna: Person, therese: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk.answer(anna, therese)
    save(anna)
    anna.client.get(MESSAGES)
    with django_assert_max_num_queries(12):
        anna.client.get(MESSAGES)


class TestAboutALetter:
    def test_writing_back_says_what_it_answers(self, anna: Person, therese: Person) -> None:
        desk.send(anna, therese, step=desk.STEP)
        (back,) = soup(anna.client.get("/week/1/letter/")).select("main a.button-primary")
        assert back["href"] == "/messages/?about=1#write"
        page = anna.client.get("/messages/?about=1")
        assert "You are answering" in page.content.decode()
        anna.client.post(MESSAGES, form(anna, "?about=1", text="Thank you for it.", do="send"))
        assert Message.objects.get().about == 1
        said = "About the letter on “Where I am”"
        assert said in anna.client.get(MESSAGES).content.decode()
        assert said in therese.client.get(f"/staff/case/{anna.account_id}/messages/").content.decode()

    def test_a_draft_remembers_it(self, anna: Person, therese: Person) -> None:
        desk.send(anna, therese, step=desk.STEP)
        anna.client.post(MESSAGES, form(anna, "?about=1", text=WORDS, do="save"))
        assert "You are answering" in anna.client.get(MESSAGES).content.decode()

    @pytest.mark.parametrize("number", ["2", "99", "x", "²", ""])
    def test_what_has_no_letter_is_not_answered(self, number: str, anna: Person) -> None:
        page = anna.client.get(f"/messages/?about={number}")
        assert "You are answering" not in page.content.decode()
        anna.client.post(MESSAGES, form(anna, text="Hello", do="send", about="2"))
        assert Message.objects.get().about is None


class TestTheThread:
    def test_new_messages_are_marked_once(self, anna: Person, therese: Person) -> None:
        desk.answer(anna, therese, "Something new")
        assert anna.client.get(MESSAGES).content.decode().count('class="letter-new"') == 1
        assert 'class="letter-new"' not in anna.client.get(MESSAGES).content.decode()

    def test_all_of_it_stands_on_one_page(self, anna: Person, therese: Person) -> None:
        for number in range(45):
            desk.ask(anna, f"Question {number} of many")
        desk.answer(anna, therese, "The answer")
        assert "Question 3 of many" not in anna.client.get(MESSAGES).content.decode()
        html = anna.client.get("/messages/all/").content.decode()
        assert html.index("Question 0 of many") < html.index("Question 44 of many") < html.index("The answer")
        assert "<textarea" not in html

    def test_the_printed_page_is_ones_own(self, anna: Person, sol: Person, therese: Person, stranger: Client) -> None:
        desk.ask(anna, "Anna's own words")
        assert "own words" not in sol.client.get("/messages/all/").content.decode()
        assert "Nothing has been written yet." in sol.client.get("/messages/all/").content.decode()
        assert therese.client.get("/messages/all/").status_code == 404
        assert stranger.get("/messages/all/").status_code == 302
        assert anna.client.post("/messages/all/").status_code == 405

    def test_who_has_left_reads_and_does_not_write(self, anna: Person) -> None:
        desk.ask(anna, "My question")
        fields = form(anna, text="Too late", do="send")
        Enrolment.objects.filter(pk=anna.enrolment.pk).update(state=EnrolmentState.WITHDRAWN)
        late = anna.client.post(MESSAGES, fields).content.decode()
        assert "Nobody reads or answers here any more" in late
        assert "Too late" in late
        assert Message.objects.count() == 1
        html = anna.client.get(MESSAGES).content.decode()
        assert "My question" in html
        assert "You have left the programme." in html
        assert "<textarea" not in html.split("<main")[1]
