"""What goes into the copy that a participant takes: each room above gives its part, and none knows another's.

A room has a module `copied`, read when the service starts:

    @part("letters", _("Letters"), order=40, holds=("therapist.Letter.body",))
    def letters(owner: Owner) -> Iterator[Entry]:
        ...

    leave_out({"therapist.CaseNote.body": "the clinic's own record"})

A test holds every sealed field against `holds` and what was left out, so that a new one is decided on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from program.journey import Journey
from vault import sealing
from vault.errors import SealBroken
from vault.holders import PrivateKey
from vault.sealing import CaseKey


@dataclass(frozen=True)
class Owner:
    """Whose copy it is, with the keys of the session that asks for it."""

    journey: Journey
    key: CaseKey
    private: PrivateKey

    def opened(self, row: models.Model, field: str) -> str:
        """The text of a sealed field. One text that cannot be opened is no reason to give none of the others."""
        try:
            return sealing.open(self.key, row, field) if sealing.stored(row, field) else ""
        except SealBroken:
            return unopened()


@dataclass(frozen=True)
class Line:
    """One question with its answer, or one fact; without a label, a text."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Entry:
    """One worksheet, letter or message."""

    title: str
    lines: Sequence[Line]
    day: date | None = None


Gather = Callable[[Owner], Iterable[Entry]]


@dataclass(frozen=True)
class Part:
    """`key` is its name in the JSON file and never changes; parts stand by `order`. `holds` names sealed fields."""

    key: str
    title: StrOrPromise
    order: int
    holds: tuple[str, ...]
    gather: Gather


_parts: dict[str, Part] = {}
_left_out: dict[str, str] = {}


def part(key: str, title: StrOrPromise, *, order: int, holds: tuple[str, ...] = ()) -> Callable[[Gather], Gather]:
    """Adds what the function below gathers to the copy."""

    def add(gather: Gather) -> Gather:
        _parts[key] = Part(key, title, order, holds, gather)
        return gather

    return add


def leave_out(reasons: Mapping[str, str]) -> None:
    """Sealed fields that are in no copy, each with the reason."""
    _left_out.update(reasons)


def parts() -> list[Part]:
    return sorted(_parts.values(), key=lambda one: (one.order, one.key))


def left_out() -> Mapping[str, str]:
    return dict(_left_out)


def gathered(owner: Owner) -> Iterator[tuple[Part, Iterator[Entry]]]:
    """Part after part, each read only when it is asked for: a copy is never whole in memory."""
    for one in parts():
        yield one, iter(one.gather(owner))


def unopened() -> str:
    return _("This could not be opened. Please tell your therapist.")
