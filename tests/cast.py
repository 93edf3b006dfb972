"""The cast, each of whom comes in once through the real actions; for every test after that their rows are put back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from program import clock
from program.models import Role
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
    return people.new_staff("arne@clinic.example", "Arne", Role.EDITOR)


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


@dataclass(frozen=True)
class Entrance:
    person: Person
    added: list[tuple[rows.Table, list[rows.Row]]]


class Cast:
    """Whoever is asked for in another world than the one they were recorded in comes in anew."""

    def __init__(self) -> None:
        self.world = World.now()
        with rows.rolled_back():
            self.entrances = {come.__name__: _recorded(come) for come in COMING_IN}

    def enter(self, name: str) -> Person:
        if World.now() != self.world:
            return next(come for come in COMING_IN if come.__name__ == name)()
        entrance = self.entrances[name]
        with transaction.atomic():
            for table, added in entrance.added:
                table.insert(added)
        return replace(entrance.person)


def _recorded(come: Callable[[], Person]) -> Entrance:
    before = rows.contents()
    return Entrance(come(), rows.added(before))
