"""The cast, each of whom comes in and signs in once for real; for every test after that their rows are put back."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from http.cookies import SimpleCookie
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.test import Client

from program import clock
from program.actions import weeks
from program.models import Enrolment, Role, WeekFact
from tests import people, rows
from tests.people import Person


def therese() -> Person:
    return people.new_staff("therese@clinic.example", "Therese", Role.THERAPIST)


def anna() -> Person:
    with people.days_ago(8):
        person = people.new_participant("maple-river-21", people.programme())
        people.begin(person)
    with people.days_ago(6):
        people.send_worksheet(person, 1)
    return person


def tom() -> Person:
    return people.new_staff("tom@clinic.example", "Tom", Role.THERAPIST, capacity=60)


def sol() -> Person:
    return people.new_participant("lantern-brook-34", people.programme())


def stina() -> Person:
    return people.new_supervisor("stina@clinic.example", "Stina")


def arne() -> Person:
    return people.new_staff("arne@clinic.example", "Arne", Role.EDITOR, Role.PUBLISHER)


def lena() -> Person:
    return people.new_staff("lena@clinic.example", "Lena", Role.LEAD)


def olle() -> Person:
    return people.new_staff("olle@clinic.example", "Olle", Role.OPERATOR)


COMING_IN: tuple[Callable[[], Person], ...] = (therese, anna, tom, sol, stina, arne, lena, olle)


@dataclass(frozen=True)
class World:
    """What their rows depend on beside the database: the days of both clocks, and the key they are sealed with."""

    real: date
    programme: date
    key_file: Path

    @classmethod
    def now(cls) -> "World":
        return cls(date.today(), clock.today(), settings.VAULT_KEY_FILE)  # noqa: DTZ011 (the machine's day is meant)


COUNTED = {WeekFact._meta.db_table, Enrolment._meta.db_table}
"""What `count_sign_in` changes."""

Added = list[tuple[rows.Table, list[rows.Row]]]


@dataclass(frozen=True)
class Entrance:
    """What coming in wrote, and what signing in wrote after that: a session, and the cookies that go with it."""

    person: Person
    added: Added
    session: Added
    cookies: SimpleCookie


class Cast:
    """Whoever is asked for in another world than the one they were recorded in comes in anew, and signs in anew."""

    def __init__(self) -> None:
        self.world = World.now()
        with rows.rolled_back():
            self.entrances = {come.__name__: _recorded(come) for come in COMING_IN}

    def enter(self, name: str) -> Person:
        if World.now() != self.world:
            return next(come for come in COMING_IN if come.__name__ == name)()
        entrance = self.entrances[name]
        _put_back(entrance.added)
        return replace(entrance.person, signs_in=partial(self.sign_in, entrance))

    def sign_in(self, entrance: Entrance, person: Person) -> Client:
        """The recorded session; what else a sign-in does is done. It is over, as ever, if the secret was changed."""
        if World.now() != self.world or person.secret != entrance.person.secret:
            return people.at_the_page(person)
        _put_back(entrance.session)
        if not person.is_staff:
            today = clock.today(person.enrolment.program.zone)
            weeks.count_sign_in(participant_id=person.account_id, today=today)
        client = Client()
        client.cookies = deepcopy(entrance.cookies)
        return client


@transaction.atomic
def _put_back(added: Added) -> None:
    for table, written in added:
        table.insert(written)


def _recorded(come: Callable[[], Person]) -> Entrance:
    before = rows.contents()
    person = come()
    came, before = rows.added(before), rows.contents()
    cookies = person.client.cookies
    session = rows.added(before, may_change=COUNTED)
    return Entrance(replace(person), came, session, cookies)
