"""The cast as fixtures: two participants in different states, their therapists, a supervisor, an editor and others."""

from collections.abc import Generator, Iterator

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key

from program import clock
from program.models import Program, Role
from tests import people
from tests.people import Person
from vault import keyfile


@pytest.fixture(scope="session", autouse=True)
def key_file() -> None:
    """A server key file for this run, outside the database."""
    keyfile.create(today=clock.today())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker, key_file: None) -> None:
    """The sample programme is imported once; each test sees it and rolls back what it did."""
    with django_db_blocker.unblock():
        people.programme()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """A test with real transactions empties the database at its end: put the sample programme back for the next."""
    yield
    if nextitem is None:
        return  # the database is gone with the session
    if {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())) or is_transactional(item):
        with item.config.stash[blocking_manager_key].unblock():
            people.programme()


def is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))


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


@pytest.fixture
def therese(programme: Program) -> Person:
    """Anna's therapist."""
    return people.new_staff("therese@clinic.example", "Therese", Role.THERAPIST)


@pytest.fixture
def anna(programme: Program, therese: Person) -> Person:
    """In week 2: began eight days ago and sent her first worksheet, which waits for Therese's letter."""
    with people.days_ago(8):
        person = people.new_participant("maple-river-21", programme)
        people.begin(person)
    with people.days_ago(6):
        people.send_worksheet(person, 1)
    return person


@pytest.fixture
def tom(anna: Person) -> Person:
    """Another therapist, Sol's; has no grant for Anna."""
    return people.new_staff("tom@clinic.example", "Tom", Role.THERAPIST, capacity=60)


@pytest.fixture
def sol(programme: Program, tom: Person) -> Person:
    """Has joined and not begun."""
    return people.new_participant("lantern-brook-34", programme)


@pytest.fixture
def stina(programme: Program) -> Person:
    """The supervisor, admitted to supervision."""
    return people.new_supervisor("stina@clinic.example", "Stina")


@pytest.fixture
def arne(programme: Program) -> Person:
    """The editor."""
    return people.new_staff("arne@clinic.example", "Arne", Role.EDITOR)


@pytest.fixture
def olle(programme: Program) -> Person:
    """The operator."""
    return people.new_staff("olle@clinic.example", "Olle", Role.OPERATOR)
