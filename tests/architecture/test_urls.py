"""Deny by default, over the whole URL configuration: open views are a named list, staff pages refuse all others."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from program.second_factor import OPEN_STAFF_VIEWS
from tests.people import Person

OPEN_VIEWS = {
    *("program:front", "program:about", "program:promises", "program:limits", "program:limits-copy", "worksheets:help"),
    *("program:join", "program:sign-in", "program:recover", "program:signed-out", "program:exit", "program:away"),
    *("program:join-page", "program:language"),
    # Whoever pressed twice has no account left; for everybody else without one it leads to the sign-in.
    "program:erase",
    "program:young",
    *("demo:gallery", "demo:clock"),
}
EXAMPLES = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
}


def views(resolver: URLResolver, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from views(entry, path, inner)
        else:
            yield f"{namespace}{entry.name}", path, entry


ALL = list(views(get_resolver()))
OURS = [(name, path, entry) for name, path, entry in ALL if not path.startswith("cms/")]
STAFF = [(name, path) for name, path, _entry in ALL if path.startswith(("staff/", "cms/"))]


def example(path: str) -> str | None:
    """A URL that this pattern matches; None for regular expressions, which the sweep below cannot fill."""
    if "(?P" in path or "^" in path or "$" in path:
        return None
    filled = path
    while "<" in filled:
        start, end = filled.index("<"), filled.index(">")
        kind = filled[start + 1 : end].split(":")[0] if ":" in filled[start:end] else "str"
        filled = filled[:start] + EXAMPLES.get(kind, "x") + filled[end + 1 :]
    return "/" + filled


def test_open_views_are_a_named_list() -> None:
    found = {name for name, _path, entry in OURS if not getattr(entry.callback, "login_required", True)}
    assert found - {"None"} <= OPEN_VIEWS | OPEN_STAFF_VIEWS


@pytest.mark.django_db
def test_staff_pages_refuse_a_stranger(stranger: Client) -> None:
    for name, path in STAFF:
        url = example(path)
        if url is not None and name not in OPEN_STAFF_VIEWS:
            response = stranger.get(url)
            assert response.status_code == 302, url
            assert response["Location"].startswith("/staff/sign-in/"), url


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_pages_do_not_exist_for_a_participant(method: str, anna: Person) -> None:
    for _name, path in STAFF:
        url = example(path)
        if url is not None:
            assert getattr(anna.client, method)(url).status_code == 404, url


@pytest.mark.django_db
def test_staff_pages_are_closed_before_the_second_factor(therese: Person) -> None:
    for name, path in STAFF:
        url = example(path)
        if url is not None and name not in OPEN_STAFF_VIEWS | {"staff:code", "staff:sign-out"}:
            response = therese.unverified.get(url)
            assert response.status_code == 302, url
            assert response["Location"].startswith("/staff/"), url


@pytest.mark.django_db
def test_participants_pages_do_not_exist_for_staff(therese: Person) -> None:
    for name, path, entry in OURS:
        url = example(path)
        if url is None or path.startswith("staff/") or name in OPEN_VIEWS:
            continue
        if getattr(entry.callback, "login_required", True):
            assert therese.client.get(url).status_code == 404, url


@pytest.mark.slow
@pytest.mark.django_db
def test_every_page_carries_its_headers(anna: Person) -> None:
    for _name, path, _entry in OURS:
        url = example(path)
        if url is None:
            continue
        response = anna.client.get(url)
        assert "no-store" in response["Cache-Control"], url
        assert "default-src 'none'" in response["Content-Security-Policy"], url
        assert response["Referrer-Policy"] == "same-origin", url
        assert response["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}, url
        for cookie in response.cookies.values():
            assert cookie.key.startswith("__Host-"), cookie.key
            assert cookie["secure"], cookie.key
            assert cookie["httponly"], cookie.key
            assert cookie["samesite"] == "Strict", cookie.key
            assert not cookie["expires"] or cookie["max-age"] == 0, cookie.key
