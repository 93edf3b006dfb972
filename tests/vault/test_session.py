import base64
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from vault import envelope, session
from vault.errors import Locked
from vault.holders import PrivateKey

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.vault.test_session")]

ANNA = PrivateKey(uuid4(), envelope.new_private())


def enter(request: HttpRequest) -> HttpResponse:
    session.remember(request, ANNA)
    assert session.private_key(request) is ANNA
    return HttpResponse()


def read(request: HttpRequest) -> HttpResponse:
    try:
        private = session.private_key(request)
    except Locked:
        return HttpResponse(status=403)
    assert session.private_key(request) is private
    return HttpResponse(str(private.holder) if private == ANNA else "somebody else")


def leave(request: HttpRequest) -> HttpResponse:
    session.forget(request)
    with pytest.raises(Locked):
        session.private_key(request)
    return HttpResponse()


urlpatterns = [path("enter", enter), path("read", read), path("leave", leave)]


@pytest.fixture(autouse=True)
def _only_the_two_middlewares(settings: Settings) -> None:
    settings.MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "vault.middleware.UnlockedSessionMiddleware",
    ]
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"


@pytest.fixture
def anna(client: Client) -> Client:
    client.get("/enter")
    return client


def status(client: Client) -> int:
    return client.get("/read").status_code


def test_the_key_stays_unlocked_between_requests(anna: Client) -> None:
    assert anna.get("/read").content.decode() == str(ANNA.holder)
    assert django_settings.VAULT_COOKIE not in anna.get("/read").cookies, "it is sent once"


def test_the_cookie_tells_the_browser_to_keep_it_close(client: Client) -> None:
    cookie = client.get("/enter").cookies[django_settings.VAULT_COOKIE]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert (cookie["path"], cookie["domain"], cookie["expires"], cookie["max-age"]) == ("/", "", "", "")


def test_without_signing_in_it_is_locked(client: Client) -> None:
    assert status(client) == 403


def test_the_stored_session_opens_nothing_without_the_cookie(anna: Client) -> None:
    del anna.cookies[django_settings.VAULT_COOKIE]
    assert status(anna) == 403
    stored = Session.objects.get().get_decoded()
    inside = base64.b64decode(stored[session.SESSION_KEY])
    for part in (ANNA.raw[:64], ANNA.raw[64:], ANNA.holder.bytes):
        assert part not in inside
    assert list(stored) == [session.SESSION_KEY]


def test_the_cookie_opens_nothing_without_the_session(anna: Client) -> None:
    Session.objects.all().delete()
    assert status(anna) == 403


@pytest.mark.parametrize("cookie", ["", "AAAA", "no base64", "A" * 43 + "="])
def test_a_malformed_cookie_is_locked(anna: Client, cookie: str) -> None:
    anna.cookies[django_settings.VAULT_COOKIE] = cookie
    assert status(anna) == 403


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(st.characters(max_codepoint=255)),
        st.binary(min_size=32, max_size=32).map(lambda raw: base64.urlsafe_b64encode(raw).decode()),
    )
)
def test_a_wrong_cookie_is_locked_never_an_error(anna: Client, cookie: str) -> None:
    anna.cookies[django_settings.VAULT_COOKIE] = cookie
    assert status(anna) == 403


def test_the_cookie_of_an_earlier_sign_in_is_stale(anna: Client) -> None:
    stale = anna.cookies[django_settings.VAULT_COOKIE].value
    anna.get("/enter")
    assert status(anna) == 200
    anna.cookies[django_settings.VAULT_COOKIE] = stale
    assert status(anna) == 403


def test_forgetting_wipes_both_halves(anna: Client) -> None:
    cookie = anna.cookies[django_settings.VAULT_COOKIE].value
    answer = anna.get("/leave")
    deleted = answer.cookies[django_settings.VAULT_COOKIE]
    assert (deleted.value, deleted["max-age"], deleted["path"]) == ("", 0, "/")
    assert deleted["secure"], "browsers ignore a __Host- cookie without it, a deletion too"
    assert not any(session.SESSION_KEY in row.get_decoded() for row in Session.objects.all())
    anna.cookies[django_settings.VAULT_COOKIE] = cookie
    assert status(anna) == 403
