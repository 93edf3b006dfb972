"""A message that needs no answer: said by its writer, or decided by a therapist, who can take it back."""

import pytest
from django.test import Client

from program import clock, tasks
from program.models import Alert, Promise, PromiseKind
from tests import people
from tests.people import Person
from tests.therapist import desk
from tests.worksheets.pages import soup
from therapist.actions import messages
from therapist.models import Message

pytestmark = pytest.mark.django_db

MINE = "/messages/"
THANKS = "Thank you, that helped me."


def url(anna: Person, back: bool = False) -> str:
    return f"/staff/case/{anna.account_id}/messages/no-answer/{'take-back/' if back else ''}"


def words(client: Client, path: str) -> str:
    return " ".join(soup(client.get(path)).get_text(" ").split())


def open_promises() -> list[bool]:
    """Of each promised answer, whether it is wanted."""
    rows = Promise.objects.filter(kind=PromiseKind.MESSAGE, kept_on=None)
    return list(rows.values_list("wanted", flat=True))


def newest() -> int:
    return Message.objects.latest("sequence").sequence


def close(anna: Person, by: Person) -> None:
    by.client.post(url(anna), {"up_to": newest()})


def write(anna: Person, text: str, **more: str) -> None:
    anna.client.post(MINE, desk.form(anna.client, MINE, text=text, **more))


def test_it_is_asked_once_more_and_then_leaves_the_inbox(anna: Person, therese: Person) -> None:
    desk.send(anna, therese)
    desk.ask(anna, THANKS)
    assert "No answer is needed" in words(therese.client, f"/staff/case/{anna.account_id}/messages/")
    asked = words(therese.client, url(anna))
    assert "Close without an answer?" in asked
    assert THANKS in asked
    close(anna, therese)
    assert open_promises() == []
    assert "Nobody is waiting for you." in words(therese.client, "/staff/inbox/")
    assert desk.verbs(anna.account_id).count("message.closed") == 1


def test_the_participant_reads_what_became_of_it(anna: Person, therese: Person) -> None:
    desk.ask(anna, THANKS)
    assert "You will have an answer by" in words(anna.client, MINE)
    close(anna, therese)
    shown = words(anna.client, MINE)
    assert "Your message has been read." in shown
    assert "You will have an answer by" not in shown


def test_it_is_taken_back_with_the_day_that_was_promised(anna: Person, therese: Person) -> None:
    with people.days_ago(1):
        desk.ask(anna, THANKS)
    due = Promise.objects.get(kind=PromiseKind.MESSAGE).due_on
    close(anna, therese)
    therese.client.post(url(anna, back=True), {"up_to": newest()})
    assert Promise.objects.get(kind=PromiseKind.MESSAGE, kept_on=None).due_on == due
    assert "You will have an answer by" in words(anna.client, MINE)
    assert desk.verbs(anna.account_id).count("message.reopened") == 1


def test_pressed_twice_it_is_done_once(anna: Person, therese: Person) -> None:
    desk.ask(anna, THANKS)
    close(anna, therese)
    close(anna, therese)
    assert desk.verbs(anna.account_id).count("message.closed") == 1
    for _again in range(2):
        therese.client.post(url(anna, back=True), {"up_to": newest()})
    assert desk.verbs(anna.account_id).count("message.reopened") == 1


def test_a_new_message_is_never_closed_unseen(anna: Person, therese: Person) -> None:
    desk.ask(anna, THANKS)
    seen = newest()
    desk.ask(anna, "One more thing: I am not well.")
    response = therese.client.post(url(anna), {"up_to": seen}, follow=True)
    assert "Nothing was closed" in response.content.decode()
    assert len(open_promises()) == 1


@pytest.mark.parametrize("who", ["participant", "staff"])
def test_nothing_is_taken_back_once_somebody_wrote(who: str, anna: Person, therese: Person) -> None:
    desk.ask(anna, THANKS)
    closed = newest()
    close(anna, therese)
    if who == "participant":
        desk.ask(anna, "Something else.")
    else:
        desk.answer(anna, therese)
    before = list(Promise.objects.values_list("pk", "kept_on"))
    response = therese.client.post(url(anna, back=True), {"up_to": closed}, follow=True)
    assert "Nothing was changed" in response.content.decode()
    assert list(Promise.objects.values_list("pk", "kept_on")) == before
    assert "Take it back" not in words(therese.client, f"/staff/case/{anna.account_id}/messages/")


@pytest.mark.parametrize("posted", [{}, {"up_to": "x"}, {"up_to": "0"}, {"up_to": "-1"}])
def test_an_incomplete_form_changes_nothing(posted: dict[str, str], anna: Person, therese: Person) -> None:
    desk.ask(anna, THANKS)
    for back in (False, True):
        assert therese.client.post(url(anna, back), posted).status_code == 302
    assert len(open_promises()) == 1


def test_without_a_promise_there_is_nothing_to_close(anna: Person, therese: Person) -> None:
    assert therese.client.get(url(anna)).headers["Location"] == f"/staff/case/{anna.account_id}/messages/"
    assert "No answer is needed" not in words(therese.client, f"/staff/case/{anna.account_id}/messages/")


@pytest.mark.parametrize("who", ["tom", "arne", "olle", "stina", "anna"])
def test_it_does_not_exist_for_others(who: str, anna: Person, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    desk.ask(anna, THANKS)
    for back in (False, True):
        assert person.client.post(url(anna, back), {"up_to": newest()}).status_code == 404
    assert person.client.get(url(anna)).status_code == 404
    assert len(open_promises()) == 1


def test_it_is_closed_to_strangers_and_other_methods(anna: Person, therese: Person, stranger: Client) -> None:
    for back in (False, True):
        assert stranger.post(url(anna, back)).status_code == 302
        assert therese.unverified.post(url(anna, back)).status_code == 302
    assert therese.client.get(url(anna, back=True)).status_code == 405
    assert therese.client.put(url(anna)).status_code == 405


def test_a_writer_may_say_so_and_is_read_all_the_same(anna: Person, therese: Person) -> None:
    write(anna, THANKS, no_answer="on")
    assert open_promises() == [False]
    assert "Your message will be read by" in words(anna.client, MINE)
    assert "You said that it needs no answer." in words(anna.client, MINE)
    assert "They say that you need not answer this." in words(
        therese.client, f"/staff/case/{anna.account_id}/messages/"
    )
    assert anna.participant.alias in words(therese.client, "/staff/inbox/")


def test_home_is_not_late_with_an_answer_that_nobody_wants(anna: Person) -> None:
    write(anna, THANKS, no_answer="on")
    clock.forward(14)
    people_client = Client()
    people_client.post("/sign-in/", {"name": anna.name, "passphrase": anna.secret})
    assert "The answer to your message is late" not in words(people_client, "/home/")


def test_a_message_that_wants_one_makes_it_wanted_again(anna: Person) -> None:
    write(anna, THANKS, no_answer="on")
    desk.ask(anna, "May I ask one thing?")
    assert open_promises() == [True]
    desk.ask(anna, "Never mind.")
    assert open_promises() == [True]


def test_a_later_word_of_thanks_takes_no_answer_away(anna: Person) -> None:
    desk.ask(anna, "May I ask one thing?")
    write(anna, THANKS, no_answer="on")
    assert open_promises() == [True]


def test_it_hides_nothing_from_the_risk_rules(anna: Person, therese: Person) -> None:
    write(anna, "I want to kill myself tonight. You need not answer.", no_answer="on")
    assert Alert.objects.filter(participant=anna.account_id).exists()


def test_a_message_closed_without_an_answer_is_not_overlooked(anna: Person, therese: Person, stina: Person) -> None:
    desk.send(anna, therese)
    desk.ask(anna, THANKS)
    close(anna, therese)
    tasks.watch_silence()
    assert anna.participant.alias not in words(stina.client, "/staff/supervision/overlooked/")


def test_actions_refuse_what_is_not_the_newest(anna: Person, therese: Person) -> None:
    desk.ask(anna, THANKS)
    for act in (messages.close_unanswered, messages.take_back):
        assert not act(participant_id=anna.account_id, up_to=99, by=therese.account_id, today=clock.today())
