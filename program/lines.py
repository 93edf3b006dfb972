"""Crisis lines in plain values: what a pack or a form says of one, when to ring it again, how a page groups them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import slugify

from program.choices import Continent

REGIONS: tuple[str, ...] = tuple(value for value in Continent.values if value != Continent.UNSAID)
"""The parts of the world that a line may belong to; a line without one belongs to all."""

TEST_EVERY = timedelta(days=90)
"""Own choice: a number changes rarely, and once a quarter is what a small clinic keeps up."""

LONGEST = {"country": 80, "name": 120, "number": 40, "hours": 120}
NUMBER = re.compile(r"\+?[0-9][0-9 ()/-]*\Z")


@dataclass(frozen=True)
class Line:
    """What is shown of one number. `region` and `country` may be empty: everywhere, the whole region.

    `doors` are the kinds of danger it is for (`program.choices.Door`); empty for all. `for_young`: for people under 18,
    and shown to them only.
    """

    name: str
    number: str
    region: str = ""
    country: str = ""
    hours: str = ""
    doors: tuple[str, ...] = ()
    order: int = 0
    for_young: bool = False


@dataclass(frozen=True)
class Call:
    """One number as a page shows it. `tested_on` is empty where nobody has rung it yet."""

    line: Line
    tested_on: date | None = None

    @property
    def tel(self) -> str:
        return dialled(self.line.number)


@dataclass(frozen=True)
class Place:
    """The numbers of one country; `country` is empty for the whole region, `region` too for everywhere."""

    region: str
    country: str
    calls: Sequence[Call]


def is_number(text: str) -> bool:
    """Whether this can be dialled: digits, and what people put between them."""
    return NUMBER.match(text) is not None


def dialled(number: str) -> str:
    """The number as a telephone takes it."""
    return re.sub(r"[^0-9+]", "", number)


def must_be_rung(tested_on: date | None, today: date) -> bool:
    """Whether it is time for somebody to try this number."""
    return tested_on is None or today - tested_on >= TEST_EVERY


def places(calls: Iterable[Call], *, region: str = "", country: str = "", door: str = "") -> list[Place]:
    """The numbers for this part of the world: for all of it, then country by country, then those for everywhere. With a
    country, those of that one come first, and those of no other.

    Within a country they stand in their order, those that are for another danger than `door` at the end.
    """
    groups: dict[tuple[str, str], list[Call]] = {}
    for call in calls:
        line = call.line
        if line.region in {region, ""} and (not country or line.country in {country, ""}):
            groups.setdefault((line.region, line.country), []).append(call)
    ordered = sorted(
        groups, key=lambda group: (group[0] != region, bool(group[1]) != bool(country), group[1].casefold())
    )
    return [Place(*group, sorted(groups[group], key=lambda call: _rank(call.line, door))) for group in ordered]


def countries(calls: Iterable[Call], region: str) -> list[str]:
    """Those of this part of the world that have a number of their own, by their names; none for no part."""
    found = {call.line.country for call in calls if region and call.line.region == region}
    return sorted(found - {""}, key=str.casefold)


def country_key(country: str) -> str:
    """What stands for it in an address."""
    return slugify(country, allow_unicode=True)


def _rank(line: Line, door: str) -> tuple[bool, int, str]:
    is_for_another = bool(door and line.doors) and door not in line.doors
    return is_for_another, line.order, line.name
