"""The participant's side of the conversation."""

from datetime import timedelta

import pytest
from django.test import Client

from program import clock
from program.models import Notice, NoticeKind, Promise, PromiseKind
from program.queries import new_days
from tests.people import Person
from tests.therapist import desk
from therapist.models import Message, Side

MESSAGES = "/messages/"


def page(person: Person) -> str:
    return person.client.get(MESSAGES).content.decode()


def post(person: Person, **fields: object) -> str:
    response = person.client.post(MESSAGES, desk.form(person.client, MESSAGES, **fields), follow=True)
    return response.content.decode()


def test_it_shows_one_thread(anna: Person, therese: Person) -> None:
    desk.ask(anna, "My question")
    desk.answer(anna, therese, "Her answer")
    shown = page(anna)
    assert shown.index("My question") < shown.index("Her answer")
    assert "Therese" in shown


def test_sending_says_by_when_an_answer_comes(anna: Person) -> None:
    shown = post(anna, text="May I ask something?")
    assert "Your message has been sent." in shown
    assert "You will have an answer by" in shown
    promise = Promise.objects.get(kind=PromiseKind.MESSAGE)
    assert promise.due_on > promise.made_on
    message = Message.objects.get()
    assert (message.side, message.author) == (Side.PARTICIPANT, None)
    assert not desk.stored("May I ask")
    assert "message.sent" in desk.verbs(anna.account_id)


def test_the_promise_is_gone_once_it_is_kept(anna: Person, therese: Person) -> None:
    desk.ask(anna)
    desk.answer(anna, therese)
    assert "You will have an answer by" not in page(anna)


def test_a_late_answer_has_a_new_day(anna: Person) -> None:
    desk.ask(anna)
    due = clock.today() - timedelta(days=2)
    Promise.objects.filter(kind=PromiseKind.MESSAGE).update(due_on=due)
    shown = page(anna)
    assert "The answer to your message is late. This is not about you." in shown
    by = new_days(anna.enrolment.program, [due], clock.today())[due]
    assert f"The new day is {by.strftime('%A')} {by.day} {by.strftime('%B')}." in shown


def test_it_says_that_nobody_watches_and_where_help_is(anna: Person) -> None:
    shown = page(anna)
    assert "Nobody reads messages at night or at weekends." in shown
    assert "/help/" in shown.split("<main")[1]


def test_a_double_click_sends_one(anna: Person) -> None:
    fields = desk.form(anna.client, MESSAGES, text="Only once")
    for _click in range(2):
        assert anna.client.post(MESSAGES, fields).status_code == 302
    assert Message.objects.count() == 1


def test_being_shown_is_being_read(anna: Person, therese: Person) -> None:
    desk.answer(anna, therese)
    assert Notice.objects.filter(account=anna.account_id, kind=NoticeKind.MESSAGE, read=False).count() == 1
    page(anna)
    assert not Notice.objects.filter(account=anna.account_id, kind=NoticeKind.MESSAGE, read=False).exists()
    assert Message.objects.get().read


def test_own_messages_stay_new_to_the_therapist(anna: Person) -> None:
    desk.ask(anna)
    page(anna)
    assert not Message.objects.get().read


def test_an_empty_message_is_not_sent(anna: Person) -> None:
    assert "The message is still empty. Write a few words first." in post(anna, text="  ")
    assert not Message.objects.exists()


def test_a_spoiled_key_keeps_the_text_on_the_page(anna: Person) -> None:
    assert "Words to keep" in post(anna, text="Words to keep", form_key="x")


def test_somebody_who_has_not_begun_may_write(sol: Person) -> None:
    assert "You will have an answer by" in post(sol, text="How do I begin?")


def test_everybody_sees_their_own_thread_only(anna: Person, sol: Person) -> None:
    desk.ask(anna, "Anna's own words")
    assert "own words" not in page(sol)


def test_it_is_closed_to_staff_and_strangers(therese: Person, stranger: Client) -> None:
    assert therese.client.get(MESSAGES).status_code == 404
    assert stranger.get(MESSAGES).status_code == 302


def test_it_refuses_other_methods(anna: Person) -> None:
    assert anna.client.put(MESSAGES).status_code == 405


@pytest.mark.parametrize("gone", ["session", "key"])
def test_words_outlive_the_session(gone: str, anna: Person) -> None:
    fields = desk.form(anna.client, MESSAGES, text="Written while the session ended.")
    client = Client() if gone == "session" else anna.client
    if gone == "key":
        del client.cookies["__Host-wm-key"]
    assert client.post(MESSAGES, fields).status_code == 302
    assert not Message.objects.exists()
    kept = anna.account.rescued_texts.get()
    again = Person(anna.account_id, anna.name, anna.secret)
    shown = again.client.get(f"{MESSAGES}?rescued={kept.pk}").content.decode()
    assert "Written while the session ended." in shown


def test_a_rescued_text_of_somebody_else_stays_theirs(anna: Person, sol: Person) -> None:
    Client().post(MESSAGES, desk.form(anna.client, MESSAGES, text="Anna's rescued words"))
    kept = anna.account.rescued_texts.get()
    assert "rescued words" not in sol.client.get(f"{MESSAGES}?rescued={kept.pk}").content.decode()
