"""Who can take a case, as a list to choose from: with what they carry, and a word where that is enough already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from program.letter_languages import are_several, names_of
from program.models import Account
from program.queries import Room, room_of


@dataclass(frozen=True)
class Choice:
    therapist: UUID
    label: str


def choices(rooms: Sequence[Room]) -> list[Choice]:
    return [Choice(room.therapist.pk, labelled(room)) for room in rooms]


def labelled(room: Room) -> str:
    said = _("%(name)s (%(load)d of %(capacity)d)") if room.left > 0 else _("%(name)s (%(load)d of %(capacity)d: full)")
    return said % {"name": named(room.therapist), "load": room.load, "capacity": room.therapist.capacity}


def named(therapist: Account) -> str:
    """With the languages they write, where the clinic has several."""
    if not are_several():
        return therapist.work_name
    said = _("%(name)s, %(languages)s")
    return said % {"name": therapist.work_name, "languages": names_of(therapist.writes)}


def at_cap(therapist: Account, today: date) -> str:
    """What to ask whoever is about to give somebody more than was agreed. One query."""
    room = room_of(therapist, today)
    said = _("%(name)s carries %(load)d of %(capacity)d cases, as many as were agreed. Nothing has been changed yet.")
    return said % {"name": therapist.work_name, "load": room.load, "capacity": therapist.capacity}


def overfull(therapist: Account, today: date) -> str:
    """What to say to whoever has just given somebody more than was agreed; empty where it is not more. One query."""
    room = room_of(therapist, today)
    if room.left >= 0:
        return ""
    return _("%(name)s carries %(load)d of %(capacity)d cases now: more than agreed.") % {
        "name": therapist.work_name,
        "load": room.load,
        "capacity": therapist.capacity,
    }
