"""The cast as fixtures: two participants in different states, their therapists, a supervisor, an editor and others."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase
from pytest_django import DjangoDbBlocker

from program import clock
from program.models import Program
from tests import people, rows
from tests.cast import Cast
from tests.people import Person
from vault import keyfile


@pytest.fixture(scope="session", autouse=True)
def key_file() -> None:
    """A server key file for this run, outside the database."""
    keyfile.create(today=clock.today())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker, key_file: None) -> None:
    """The sample programme is imported once; each test sees it and rolls back what it did.

    A test with real transactions cannot roll back: what it wrote is undone row by row at its end.
    """
    with django_db_blocker.unblock():
        people.programme()
        before = rows.contents()
    TransactionTestCase._fixture_teardown = lambda _test: rows.restore(before)  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def clock_at_zero() -> Iterator[None]:
    """A test that moves the demo clock leaves none of it to the next."""
    settings.DEMO_CLOCK_FILE.unlink(missing_ok=True)
    yield
    settings.DEMO_CLOCK_FILE.unlink(missing_ok=True)


@pytest.fixture
def programme(db: None) -> Program:
    return people.programme()


@pytest.fixture
def stranger() -> Client:
    return Client()


@pytest.fixture(scope="session")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Cast:
    """Everybody below, made once in a transaction that is rolled back."""
    with django_db_blocker.unblock():
        return Cast()


@pytest.fixture
def therese(programme: Program, cast: Cast) -> Person:
    """Anna's therapist."""
    return cast.enter("therese")


@pytest.fixture
def anna(therese: Person, cast: Cast) -> Person:
    """In week 2: began eight days ago and sent her first worksheet, which waits for Therese's letter."""
    return cast.enter("anna")


@pytest.fixture
def tom(anna: Person, cast: Cast) -> Person:
    """Another therapist, Sol's; has no grant for Anna."""
    return cast.enter("tom")


@pytest.fixture
def sol(tom: Person, cast: Cast) -> Person:
    """Has joined and not begun."""
    return cast.enter("sol")


@pytest.fixture
def stina(programme: Program, cast: Cast) -> Person:
    """The supervisor, admitted to supervision."""
    return cast.enter("stina")


@pytest.fixture
def arne(programme: Program, cast: Cast) -> Person:
    """The editor."""
    return cast.enter("arne")


@pytest.fixture
def olle(programme: Program, cast: Cast) -> Person:
    """The operator."""
    return cast.enter("olle")
