"""A message that seems to say who its writer is, is shown once more before it goes; the writer decides."""

import pytest

from tests.people import Person
from tests.worksheets.pages import form_of, words
from therapist.models import Message, UnsentMessage

pytestmark = pytest.mark.django_db

NAMED = "My name is Plover Heron, may I send it late?"


def test_it_is_kept_shown_and_sent_as_it_is(anna: Person) -> None:
    fields = form_of(anna.client.get("/messages/"), "#write") | {"text": NAMED, "do": "send"}
    response = anna.client.post("/messages/", fields)
    assert response["Location"] == "/messages/?look=1#write"
    assert not Message.objects.exists()
    page = anna.client.get("/messages/?look=1")
    assert "My name is Plover looks like a name" in words(page)
    assert "Send it as it is" in words(page)
    fields = form_of(page, "#write")
    assert fields["text"] == NAMED
    assert anna.client.post("/messages/", fields | {"do": "as-it-is"}).status_code == 302
    assert Message.objects.count() == 1
    assert not UnsentMessage.objects.exists()


def test_taken_out_it_goes_at_once(anna: Person) -> None:
    fields = form_of(anna.client.get("/messages/"), "#write")
    anna.client.post("/messages/", fields | {"text": NAMED, "do": "send"})
    fields = form_of(anna.client.get("/messages/?look=1"), "#write")
    anna.client.post("/messages/", fields | {"text": "May I send it late?", "do": "send"})
    assert Message.objects.count() == 1


def test_pressed_twice_it_is_kept_once(anna: Person) -> None:
    fields = form_of(anna.client.get("/messages/"), "#write") | {"text": NAMED, "do": "send"}
    for _ in range(2):
        anna.client.post("/messages/", fields)
    assert UnsentMessage.objects.count() == 1


def test_other_messages_go_at_once(anna: Person) -> None:
    fields = form_of(anna.client.get("/messages/"), "#write") | {"text": "May I send it late?", "do": "send"}
    anna.client.post("/messages/", fields)
    assert Message.objects.count() == 1
    assert "Does this say who you are?" not in words(anna.client.get("/messages/?look=1"))
