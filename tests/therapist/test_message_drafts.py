"""A message that is being written: kept, its writer's alone, and told to colleagues as writing."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from program.models import AuditEvent, Promise
from tests.people import Person
from tests.program.test_cover import start
from tests.therapist import desk
from tests.worksheets.pages import form_of
from therapist.forms import LONGEST_MESSAGE
from therapist.models import Message, MessageDraft, Writing

BOX = "form:has(textarea)"
HALF = "I have read what you wrote, and"


def url(person: Person) -> str:
    return f"/staff/case/{person.account_id}/messages/"


def fields(client: Client, person: Person, **more: object) -> dict[str, Any]:
    return form_of(client.get(url(person)), BOX) | more


def save(client: Client, person: Person, text: str) -> None:
    assert client.post(url(person), fields(client, person, text=text, do="save")).status_code == 302


def box(client: Client, person: Person) -> str:
    return str(fields(client, person)["text"])


def autosave(client: Client, person: Person, posted: dict[str, Any], text: str) -> Any:
    return client.post(url(person), posted | {"text": text, "autosave": "1"}).json()


def test_save_keeps_it_and_sends_nothing(anna: Person, therese: Person) -> None:
    save(therese.client, anna, HALF)
    assert box(therese.client, anna) == HALF
    assert not Message.objects.exists()
    assert not desk.stored(HALF)
    assert desk.verbs(anna.account_id).count("message.begun") == 1


def test_the_script_saves_upon_its_own_saves(anna: Person, therese: Person) -> None:
    posted = fields(therese.client, anna)
    first = autosave(therese.client, anna, posted, "I have read")
    assert first == {"saved": True, "base": 1}
    assert autosave(therese.client, anna, posted | {"base": first["base"]}, HALF) == {"saved": True, "base": 2}
    assert box(therese.client, anna) == HALF
    assert MessageDraft.objects.count() == 1
    told = autosave(therese.client, anna, posted, "word " * LONGEST_MESSAGE)
    assert not told["saved"]
    assert "longer than one message" in told["message"]
    assert AuditEvent.objects.filter(verb="message.written").count() == 1


def test_colleagues_see_who_is_writing_until_it_is_sent(anna: Person, therese: Person, tom: Person) -> None:
    start(therese, tom)
    desk.ask(anna)
    save(therese.client, anna, HALF)
    for page in ("/staff/inbox/", url(anna), desk.letter_url(anna)):
        assert "Therese is writing" in tom.client.get(page).content.decode()
    assert HALF not in tom.client.get(url(anna)).content.decode()
    therese.client.post(url(anna), fields(therese.client, anna))
    assert not Writing.objects.exists()


def test_what_was_sent_is_no_draft_any_more(anna: Person, therese: Person) -> None:
    save(therese.client, anna, HALF)
    posted = fields(therese.client, anna, text="Something else after all.")
    therese.client.post(url(anna), posted)
    assert Message.objects.count() == 1
    assert not MessageDraft.objects.exists()
    # The script's last save comes behind the button that sent.
    assert autosave(therese.client, anna, posted, "Something else after")["base"] == 0
    assert not MessageDraft.objects.exists()
    assert box(therese.client, anna) == ""


def test_two_windows_lose_nothing(anna: Person, therese: Person) -> None:
    one, other = (fields(therese.client, anna) for _window in range(2))
    autosave(therese.client, anna, one, "Words of one window")
    autosave(therese.client, anna, other, "Other words")
    autosave(therese.client, anna, one | {"base": 1}, "Words of one window, and more")
    page = therese.client.get(url(anna)).content.decode()
    assert box(therese.client, anna) == "Words of one window, and more"
    assert "Other words" in page
    assert page.count("Kept from another window") == 1
    therese.client.post(url(anna), fields(therese.client, anna))
    kept = MessageDraft.objects.get()
    for _click in range(2):
        therese.client.post(f"{url(anna)}kept/{kept.pk}/")
    assert not MessageDraft.objects.exists()
    assert desk.verbs(anna.account_id).count("message.copy-removed") == 1


def test_what_another_window_saved_later_stays_when_this_one_sends(anna: Person, therese: Person) -> None:
    early = fields(therese.client, anna, text="Short and sent")
    save(therese.client, anna, HALF)
    therese.client.post(url(anna), early)
    assert box(therese.client, anna) == HALF


def test_what_could_not_be_sent_is_saved(anna: Person, therese: Person) -> None:
    posted = fields(therese.client, anna, text=HALF)
    desk.ask(anna)
    page = therese.client.post(url(anna), posted)
    assert "A new message has come in" in page.content.decode()
    assert box(therese.client, anna) == HALF
    assert therese.client.post(url(anna), form_of(page, BOX)).status_code == 302
    assert not MessageDraft.objects.exists()


def test_an_emptied_box_is_no_draft(anna: Person, therese: Person) -> None:
    save(therese.client, anna, HALF)
    save(therese.client, anna, "")
    assert not MessageDraft.objects.exists()


def test_a_draft_is_its_writers_alone(anna: Person, therese: Person, tom: Person, sol: Person) -> None:
    start(therese, tom)
    for text in (HALF, "Other words"):
        therese.client.post(url(anna), fields(therese.client, anna, text=text, do="save", base="0"))
    assert box(tom.client, anna) == ""
    kept = MessageDraft.objects.get(is_aside=True)
    for client in (tom.client, anna.client):
        assert client.post(f"{url(anna)}kept/{kept.pk}/").status_code == 404
    assert therese.client.post(f"{url(anna)}kept/{uuid4()}/").status_code == 404
    assert therese.client.post(f"{url(sol)}kept/{kept.pk}/").status_code == 404
    assert therese.client.get(f"{url(anna)}kept/{kept.pk}/").status_code == 405
    assert MessageDraft.objects.count() == 2


@pytest.mark.parametrize("bad", [{"base": "x"}, {"do": "burn"}, {"form_key": "y"}])
def test_bad_input_keeps_the_words_on_the_page(bad: dict[str, str], anna: Person, therese: Person) -> None:
    page = therese.client.post(url(anna), fields(therese.client, anna, text=HALF) | bad)
    assert page.status_code == 200
    assert HALF in page.content.decode()
    assert not Message.objects.exists()


def test_an_erased_case_takes_it_along(anna: Person, therese: Person) -> None:
    save(therese.client, anna, HALF)
    Promise.objects.all().delete()
    anna.account.delete()
    assert not MessageDraft.objects.exists()
