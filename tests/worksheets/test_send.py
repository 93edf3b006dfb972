"""The button that sends."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from program.models import AuditEvent, Promise
from tests.people import Person
from tests.worksheets.pages import form_of, words
from tests.worksheets.test_fill import FILLED
from worksheets.models import Response, ResponseState


@pytest.fixture
def sending(anna: Person, url: str, form: dict[str, str]) -> dict[str, str]:
    """The form of the review page of a filled sheet."""
    anna.client.post(url, FILLED | form)
    return form_of(anna.client.get(f"{url}review/"), "main form")


def sent(anna: Person) -> list[Response]:
    return list(Response.objects.filter(participant_id=anna.account_id, week=2, state=ResponseState.SUBMITTED))


def test_it_sends_and_shows_the_copy_with_its_promise(anna: Person, url: str, sending: dict[str, str]) -> None:
    response = anna.client.post(f"{url}send/", sending)
    assert response["Location"] == f"{url}sent/"
    due = Promise.objects.get(participant_id=anna.account_id, week=2).due_on
    assert f"Your letter will be here by {due:%A} {due.day} {due:%B}." in words(anna.client.get(f"{url}sent/"))
    assert AuditEvent.objects.filter(verb="worksheet.sent", actor=str(anna.account_id), detail={"week": 2}).count() == 1


def test_a_double_click_sends_once(anna: Person, url: str, sending: dict[str, str]) -> None:
    for _click in range(2):
        assert anna.client.post(f"{url}send/", sending)["Location"] == f"{url}sent/"
    assert len(sent(anna)) == 1
    assert AuditEvent.objects.filter(verb="worksheet.sent", detail={"week": 2}).count() == 1


@pytest.mark.parametrize("base", ["0", "", "x", "99999999999"])
def test_what_changed_since_it_was_read_is_read_again(
    anna: Person, url: str, sending: dict[str, str], base: str
) -> None:
    response = anna.client.post(f"{url}send/", sending | {"base": base})
    assert response["Location"] == f"{url}review/"
    assert "has changed since you read it through" in words(anna.client.get(f"{url}review/"))
    assert sent(anna) == []


def test_what_cannot_be_read_is_looked_at_first(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, form | {"q-how_many": "about five"})
    assert anna.client.post(f"{url}send/", {"base": "1", "form_key": str(uuid4())})["Location"] == url
    assert sent(anna) == []


def test_an_empty_sheet_may_be_sent(anna: Person, url: str, form: dict[str, str]) -> None:
    anna.client.post(url, form)
    anna.client.post(f"{url}send/", {"base": "1"})
    assert len(sent(anna)) == 1


def test_without_a_draft_nothing_is_sent(anna: Person, url: str) -> None:
    assert anna.client.post(f"{url}send/").status_code == 302
    assert sent(anna) == []


def test_only_a_post_sends(anna: Person, url: str, sending: dict[str, str]) -> None:
    assert anna.client.get(f"{url}send/").status_code == 405
    assert sent(anna) == []


def test_others_are_kept_out(anna: Person, sol: Person, stranger: Client, url: str, sending: dict[str, str]) -> None:
    assert sol.client.post(f"{url}send/", sending).status_code == 404
    assert stranger.post(f"{url}send/", sending).status_code == 302
    assert anna.client.post(reverse("worksheets:send", args=[3]), sending).status_code == 404
    assert sent(anna) == []
