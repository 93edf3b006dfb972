"""The conversation on the therapist's side."""

from uuid import uuid4

import pytest
from django.test import Client

from program.actions import own_desk
from program.models import Notice, NoticeKind, Promise, PromiseKind
from tests.people import Person
from tests.therapist import desk
from therapist.forms import LONGEST_MESSAGE
from therapist.models import Message, Side


def url(person: Person) -> str:
    return f"/staff/case/{person.account_id}/messages/"


def post(person: Person, to: Person, **fields: object) -> str:
    response = person.client.post(url(to), desk.form(person.client, url(to), **fields), follow=True)
    return response.content.decode()


def owed() -> int:
    return Promise.objects.filter(kind=PromiseKind.MESSAGE, kept_on=None).count()


def test_it_shows_both_sides_in_order(anna: Person, therese: Person) -> None:
    desk.ask(anna, "First, from the participant")
    desk.answer(anna, therese, "Second, from the therapist")
    page = therese.client.get(url(anna)).content.decode()
    assert page.index("First, from") < page.index("Second, from")
    assert "Therese" in page


def test_an_empty_conversation_is_kind(anna: Person, therese: Person) -> None:
    assert "Nothing has been written yet." in therese.client.get(url(anna)).content.decode()


def test_answering_keeps_the_promise_and_tells_once(anna: Person, therese: Person) -> None:
    desk.ask(anna)
    assert owed() == 1
    page = post(therese, anna, text="Of course you may.")
    assert "Of course you may." in page
    assert owed() == 0
    assert Notice.objects.filter(account=anna.account_id, kind=NoticeKind.MESSAGE, read=False).count() == 1
    assert desk.verbs(anna.account_id).count("message.sent") == 2


def test_a_therapist_may_begin(anna: Person, therese: Person) -> None:
    post(therese, anna, text="How has your week been?")
    assert Message.objects.get().side == Side.STAFF


def test_a_double_click_sends_one(anna: Person, therese: Person) -> None:
    fields = desk.form(therese.client, url(anna), text="Only once, please.")
    for _click in range(2):
        therese.client.post(url(anna), fields)
    assert Message.objects.count() == 1
    assert Notice.objects.filter(kind=NoticeKind.MESSAGE).count() == 1


def test_a_message_that_came_meanwhile_is_shown_first(anna: Person, therese: Person) -> None:
    desk.ask(anna, "The first question")
    fields = desk.form(therese.client, url(anna), text="An answer to the first")
    desk.ask(anna, "The second question")
    response = therese.client.post(url(anna), fields)
    page = response.content.decode()
    assert "A new message has come in while you were writing." in page
    assert "The second question" in page
    assert "An answer to the first" in page
    assert owed() == 1
    fields["state"] = response.context["thread"].newest_question
    assert therese.client.post(url(anna), fields).status_code == 302
    assert owed() == 0


def test_being_shown_is_being_read(anna: Person, therese: Person) -> None:
    desk.ask(anna)
    assert "Messages (new)" in therese.client.get(desk.letter_url(anna)).content.decode()
    therese.client.get(url(anna))
    assert Message.objects.get().read
    assert "Messages (new)" not in therese.client.get(desk.letter_url(anna)).content.decode()


def test_a_message_the_therapist_wrote_is_not_new_to_them(anna: Person, therese: Person) -> None:
    desk.answer(anna, therese)
    therese.client.get(url(anna))
    assert not Message.objects.get().read


@pytest.mark.parametrize("text", ["", "   \r\n "])
def test_an_empty_message_is_not_sent(text: str, anna: Person, therese: Person) -> None:
    assert "The message is still empty." in post(therese, anna, text=text)
    assert not Message.objects.exists()


def test_a_too_long_message_keeps_its_text(anna: Person, therese: Person) -> None:
    page = post(therese, anna, text="word " * LONGEST_MESSAGE)
    assert "longer than one message can be" in page
    assert "word word word" in page


def test_what_was_typed_is_text(anna: Person, therese: Person) -> None:
    own_desk.set_hard_notice(account=therese.account, wanted=False)
    desk.ask(anna, "<b>see</b> https://example.org/x and abcdefghijklmnop.onion")
    page = therese.client.get(url(anna)).content.decode()
    assert "&lt;b&gt;see&lt;/b&gt; https://example.org/x" in page
    assert "abcdefghijklmnop.onion" not in page
    assert 'href="https://' not in page


def test_a_long_conversation_is_shown_in_parts(anna: Person, therese: Person) -> None:
    for number in range(45):
        desk.ask(anna, f"Question number {number};")
    page = therese.client.get(url(anna)).content.decode()
    assert "Question number 44;" in page
    assert "Question number 4;" not in page
    assert "?before=6" in page
    older = therese.client.get(f"{url(anna)}?before=6").content.decode()
    assert "Question number 4;" in older
    assert "Question number 5;" not in older


@pytest.mark.parametrize("before", ["x", "-1", "", "99999999999999999999", "²"])
def test_a_broken_link_shows_the_newest(before: str, anna: Person, therese: Person) -> None:
    desk.ask(anna)
    assert "May I send it late?" in therese.client.get(f"{url(anna)}?before={before}").content.decode()


def test_reading_and_writing_are_written_down(anna: Person, therese: Person) -> None:
    post(therese, anna, text="Words")
    assert {"case.read", "message.written", "message.sent"} <= set(desk.verbs(anna.account_id))


@pytest.mark.parametrize("who", ["tom", "stina", "arne", "olle"])
def test_it_does_not_exist_for_others(who: str, anna: Person, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client
    assert client.get(url(anna)).status_code == 404
    assert client.post(url(anna), {"text": "x", "form_key": uuid4()}).status_code == 404
    assert not Message.objects.exists()


def test_it_is_closed_to_strangers_and_passwords_alone(anna: Person, therese: Person, stranger: Client) -> None:
    assert stranger.get(url(anna)).status_code == 302
    assert therese.unverified.get(url(anna)).status_code == 302


def test_it_refuses_other_methods(anna: Person, therese: Person) -> None:
    assert therese.client.delete(url(anna)).status_code == 405


def test_a_rescued_text_comes_back_into_its_box(anna: Person, therese: Person) -> None:
    fields = desk.form(therese.client, url(anna), text="Written while the session ended.")
    assert Client().post(url(anna), fields).status_code == 302
    kept = therese.account.rescued_texts.get()
    page = therese.client.get(f"{url(anna)}?rescued={kept.pk}").content.decode()
    assert "Written while the session ended." in page
    assert not Message.objects.exists()
