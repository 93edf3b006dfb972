"""Where a request may go before the second factor: the decisions, without pages."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import ResolverMatch, resolve

from program import second_factor
from program.models import AuthenticatorDevice
from tests.people import Person

PAGES = ["sign-in", "invitation", "sign-out", "code", "enrol", "recovery-codes", "account"]


def request_of(person: Person | None, name: str, *, verified: bool = False, invited: bool = False) -> HttpRequest:
    request = RequestFactory().get("/")
    request.resolver_match = ResolverMatch(lambda: None, (), {}, url_name=name, namespaces=["staff"])
    request.user = person.account if person else AnonymousUser()
    request.user.otp_device = SimpleNamespace() if verified else None  # type: ignore[union-attr]
    request.session = {second_factor.INVITED: True} if invited else {}  # type: ignore[assignment]
    return request


@pytest.mark.parametrize("name", PAGES)
def test_stranger(db: None, name: str) -> None:
    expected = None if name in {"sign-in", "invitation", "sign-out"} else "staff:sign-in"
    assert second_factor.next_page(request_of(None, name)) == expected


@pytest.mark.parametrize("name", PAGES)
def test_password_only(therese: Person, name: str) -> None:
    expected = None if name in {"sign-in", "invitation", "sign-out", "code"} else "staff:code"
    assert second_factor.next_page(request_of(therese, name)) == expected


@pytest.mark.parametrize("name", PAGES)
def test_invited(therese: Person, name: str) -> None:
    AuthenticatorDevice.objects.all().delete()
    expected = None if name in {"sign-in", "invitation", "sign-out", "enrol"} else "staff:enrol"
    assert second_factor.next_page(request_of(therese, name, invited=True)) == expected


@pytest.mark.parametrize("name", PAGES)
def test_invited_with_a_device_already(therese: Person, name: str) -> None:
    """A flag that stayed in a session is worth nothing once an authenticator exists."""
    expected = None if name in {"sign-in", "invitation", "sign-out", "code"} else "staff:code"
    assert second_factor.next_page(request_of(therese, name, invited=True)) == expected


@pytest.mark.parametrize("name", PAGES)
def test_verified(therese: Person, name: str) -> None:
    assert second_factor.next_page(request_of(therese, name, verified=True)) is None


def test_participant_is_never_verified(anna: Person) -> None:
    assert not second_factor.is_verified(request_of(anna, "account", verified=True))


def test_page_is_found_before_it_is_resolved(therese: Person) -> None:
    request = RequestFactory().get("/staff/sign-out/")
    request.user = therese.account
    request.session = {}  # type: ignore[assignment]
    assert second_factor.next_page(request) is None
    request.path_info = "/nowhere/at/all/"
    assert second_factor.next_page(request) == "staff:code"


def test_open_views_exist_and_are_open() -> None:
    for name in second_factor.OPEN_STAFF_VIEWS:
        path = f"/staff/{name.removeprefix('staff:')}/"
        assert not getattr(resolve(path).func, "login_required", True)
