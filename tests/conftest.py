"""The cast as fixtures: two participants in different states, their therapists, a supervisor, an editor and others."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import setting_changed
from django.test import Client, TransactionTestCase, client
from django.test.client import ClientHandler
from pytest_django import DjangoDbBlocker

from modules.queries import edition_steps
from program import admission, clock
from program.fixing import fixed_words
from program.journey import edition_weeks
from program.models import Program
from tests import migrated, people, rows
from tests.cast import Cast
from tests.people import Person
from vault import keyfile
from worksheets.access import frozen_version

PARTS_OF_A_HANDLER = ("_view_middleware", "_template_response_middleware", "_exception_middleware", "_middleware_chain")


@pytest.fixture(scope="session", autouse=True)
def one_handler() -> None:
    """Django's test clients each build the middleware anew; they share it here, as the requests to a server do.

    A test that changes a setting gets a new one.
    """
    build = ClientHandler.load_middleware
    built: dict[bool, dict[str, Any]] = {}

    def load(self: ClientHandler, is_async: bool = False) -> None:
        if is_async not in built:
            build(self, is_async)
            built[is_async] = {name: getattr(self, name) for name in PARTS_OF_A_HANDLER}
        vars(self).update(built[is_async])

    ClientHandler.load_middleware = load  # type: ignore[assignment, method-assign]  # the one place it is built
    setting_changed.connect(lambda **_change: built.clear(), weak=False)


@pytest.fixture(scope="session", autouse=True)
def one_context() -> None:
    """A response keeps the context that its page was drawn with, and no copy for each of the page's many parts."""
    keep = client.store_rendered_templates  # type: ignore[attr-defined]  # private to Django

    def keep_first(store: dict[str, Any], *args: Any, **more: Any) -> None:
        if not store:
            keep(store, *args, **more)

    client.store_rendered_templates = keep_first  # type: ignore[attr-defined]  # private to Django


@pytest.fixture(scope="session", autouse=True)
def key_file() -> None:
    """A server key file for this run, outside the database."""
    keyfile.create(today=clock.today())


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    key_file: None,
) -> Iterator[None]:
    """The sample programme is imported once; each test sees it and rolls back what it did.

    A test with real transactions cannot roll back: what it wrote is undone row by row at its end.
    """
    with django_db_blocker.unblock():
        with migrated.first_migrates():
            request.getfixturevalue("django_db_setup")
        people.programme()
        before = rows.contents()
    TransactionTestCase._fixture_teardown = lambda _test: rows.restore(before)  # type: ignore[attr-defined]  # private to Django
    yield
    with django_db_blocker.unblock():
        migrated.forget()


@pytest.fixture(autouse=True)
def clock_at_zero() -> Iterator[None]:
    """A test that moves the demo clock leaves none of it to the next, nor what the go-live list warned of."""
    settings.DEMO_CLOCK_FILE.unlink(missing_ok=True)
    admission.forget_warnings()
    yield
    settings.DEMO_CLOCK_FILE.unlink(missing_ok=True)


@pytest.fixture
def programme(db: None) -> Program:
    return people.programme()


@pytest.fixture
def stranger() -> Client:
    return Client()


@pytest.fixture(scope="session")
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Cast:
    """Everybody below, made once in a transaction that is rolled back."""
    with django_db_blocker.unblock():
        return Cast()


@pytest.fixture
def therese(programme: Program, company: Cast) -> Person:
    """Anna's therapist."""
    return company.enter("therese")


@pytest.fixture
def anna(therese: Person, company: Cast) -> Person:
    """In week 2: began eight days ago and sent her first worksheet, which waits for Therese's letter."""
    return company.enter("anna")


@pytest.fixture
def tom(anna: Person, company: Cast) -> Person:
    """Another therapist, Sol's; has no grant for Anna."""
    return company.enter("tom")


@pytest.fixture
def sol(tom: Person, company: Cast) -> Person:
    """Has joined and not begun."""
    return company.enter("sol")


@pytest.fixture
def stina(programme: Program, company: Cast) -> Person:
    """The supervisor, admitted to supervision."""
    return company.enter("stina")


@pytest.fixture
def arne(programme: Program, company: Cast) -> Person:
    """The editor."""
    return company.enter("arne")


@pytest.fixture
def lena(programme: Program, company: Cast) -> Person:
    """The clinical lead."""
    return company.enter("lena")


@pytest.fixture
def olle(programme: Program, company: Cast) -> Person:
    """The operator."""
    return company.enter("olle")


@pytest.fixture
def forgotten_fixes() -> Iterator[None]:
    """A test rolls its urgent fixes back, and their numbers come again: a process may keep nothing of them."""
    kept = (fixed_words, edition_weeks, edition_steps, frozen_version)
    for each in kept:
        each.cache_clear()
    yield
    for each in kept:
        each.cache_clear()
