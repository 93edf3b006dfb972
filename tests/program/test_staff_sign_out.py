"""Leaving: the session, the key in it, and what the browser kept."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from tests.people import Person
from tests.program.staff_pages import ACCOUNT, SIGN_IN, SIGN_OUT


def test_sign_out_ends_the_session_and_the_key_in_it(therese: Person) -> None:
    client = therese.client
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    response = client.post(SIGN_OUT)
    assert response.headers["Location"] == SIGN_IN
    assert response.cookies[settings.VAULT_COOKIE].value == ""
    assert Session.objects.count() == 0
    assert_signed_out(client)
    thief = Client()
    thief.cookies.load(cookies)
    assert_signed_out(thief)


def test_browser_is_asked_to_drop_what_it_kept(therese: Person) -> None:
    assert therese.client.post(SIGN_OUT).headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_sign_out_works_before_the_code_too(therese: Person) -> None:
    client = therese.unverified
    client.post(SIGN_OUT)
    assert_signed_out(client)


def test_a_link_does_not_sign_anybody_out(therese: Person) -> None:
    assert therese.client.get(SIGN_OUT).status_code == 405
    assert therese.client.get(ACCOUNT).status_code == 200


def test_page_of_another_site_does_not_sign_anybody_out(therese: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = therese.client.cookies
    assert strict.post(SIGN_OUT).status_code != 302
    assert therese.client.get(ACCOUNT).status_code == 200


def test_participant_does_not_find_the_page(anna: Person) -> None:
    assert anna.client.post(SIGN_OUT).status_code == 404


def assert_signed_out(client: Client) -> None:
    assert client.get(ACCOUNT).headers["Location"] == SIGN_IN
