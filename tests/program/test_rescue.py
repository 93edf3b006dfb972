"""Typed words outlive the session: kept sealed, offered after signing in again, applied by nobody but their writer."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.test.client import RequestFactory
from django.utils import timezone

from program import rescue
from program.models import RescuedText
from tests.people import Person
from vault import tokens

pytestmark = pytest.mark.django_db
WORDS = "What I wrote in the night, with an ö and a line\nbreak."


def token_of(person: Person, path: str = "/messages/") -> str:
    return tokens.issue(rescue.PURPOSE, {"account": str(person.account_id), "path": path})


def test_a_post_after_the_session_ended_is_kept_and_offered(anna: Person) -> None:
    anna.client.get("/home/")
    with time_machine.travel(timezone.now() + timedelta(minutes=40), tick=True):
        response = anna.client.post("/messages/", {"rescue": token_of(anna), "text": WORDS})
        assert response["Location"] == "/sign-in/?kept=1"
        assert "kept" in anna.client.get(response["Location"]).content.decode()
        back = anna.client.post("/sign-in/?kept=1", {"name": anna.name, "passphrase": anna.secret})
        assert back["Location"] == "/kept/"
        page = anna.client.get("/kept/").content.decode()
        assert "What I wrote in the night" in page
        row = RescuedText.objects.get()
        assert f"/messages/?rescued={row.pk}" in page
        assert "What I wrote in the night" in anna.client.get(f"/messages/?rescued={row.pk}").content.decode()


def test_what_is_kept_is_sealed(anna: Person) -> None:
    Client().post("/messages/", {"rescue": token_of(anna), "text": WORDS})
    assert WORDS.encode()[:20] not in bytes(RescuedText.objects.get().sealed or b"")


def test_a_lost_form_token_keeps_the_words(anna: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = anna.client.cookies
    response = strict.post("/messages/", {"rescue": token_of(anna), "text": WORDS})
    assert response["Location"] == "/kept/"
    assert "What I wrote in the night" in strict.get("/kept/").content.decode()


def test_without_a_valid_token_the_words_are_shown_and_not_stored(anna: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/messages/", {"rescue": "forged", "text": WORDS})
    assert response.status_code == 403
    assert "What I wrote in the night" in response.content.decode()
    assert not RescuedText.objects.exists()


def test_a_session_without_its_key_keeps_the_words(anna: Person) -> None:
    del anna.client.cookies["__Host-wm-key"]
    response = anna.client.post("/messages/", {"rescue": token_of(anna), "form_key": "", "text": WORDS})
    assert response["Location"] == "/sign-in/?kept=1"
    assert RescuedText.objects.filter(account_id=anna.account_id).count() == 1


def test_a_stranger_cannot_see_or_remove_it(anna: Person, sol: Person) -> None:
    Client().post("/messages/", {"rescue": token_of(anna), "text": WORDS})
    row = RescuedText.objects.get()
    assert "What I wrote" not in sol.client.get("/kept/").content.decode()
    assert "What I wrote" not in sol.client.get(f"/messages/?rescued={row.pk}").content.decode()
    sol.client.post(f"/kept/{row.pk}/let-go/")
    assert RescuedText.objects.filter(pk=row.pk).exists()
    anna.client.post(f"/kept/{row.pk}/let-go/")
    assert not RescuedText.objects.exists()


def test_only_typed_fields_are_taken() -> None:
    posted = {
        "rescue": "t",
        "csrfmiddlewaretoken": "c",
        "form_key": "k",
        "base": "3",
        "q-feel": "tired",
        "q-empty": " ",
    }
    request = RequestFactory().post("/", posted)
    assert json.loads(json.dumps(rescue.typed(request))) == {"q-feel": ["tired"]}


@pytest.mark.parametrize("rescued", ["not-an-id", "00000000-0000-4000-8000-000000000000"])
def test_an_id_that_is_none_is_answered_with_the_plain_page(rescued: str, anna: Person) -> None:
    assert anna.client.get(f"/messages/?rescued={rescued}").status_code == 200
