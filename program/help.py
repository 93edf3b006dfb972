"""What the help pages show: four doors, the one that fits first, and whom one can call. Nothing here is anybody's."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from program.choices import Continent, Door
from program.line_queries import crisis_calls
from program.lines import REGIONS, Place, countries, country_key, places
from program.public import Words

MOST_OPEN = 3


@dataclass(frozen=True)
class OpenDoor:
    """One of the four, by its key; an open one shows its words at once. Without `html` those of the software stand."""

    key: str
    label: str
    is_open: bool = False
    html: str = ""


@dataclass(frozen=True)
class Region:
    key: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Country:
    key: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Help:
    """Where `region` is empty, only what holds everywhere is among the places. `countries` are those to choose from;
    none where there are so few that each shows its numbers."""

    doors: Sequence[OpenDoor]
    places: Sequence[Place]
    region: str
    regions: Sequence[Region]
    countries: Sequence[Country] = ()

    @property
    def region_label(self) -> str:
        return next((region.label for region in self.regions if region.is_chosen), "")

    @property
    def country(self) -> str:
        """The name of the one that was chosen."""
        return next((country.label for country in self.countries if country.is_chosen), "")


def help_in(region: str, *, program_id: UUID | None, words: Words | None, country: str = "", door: str = "") -> Help:
    """For this part of the world and the country of this key in it, whatever else is given as one for none; `door`
    stands first and open. One query.

    What a clinic says in another language than the reader's stays out: in danger, one's own language goes first.
    """
    region = region if region in REGIONS else ""
    doors = sorted(Door, key=lambda each: each != door)
    said = words.doors if words and not words.is_foreign else {}
    calls = crisis_calls(program_id)
    names = countries(calls, region)
    chosen = next((name for name in names if country and country_key(name) == country), "")
    many = len(names) > MOST_OPEN
    shown = places(calls, region=region, country=chosen, door=door)
    return Help(
        doors=[OpenDoor(each, str(each.label), is_open=each == door, html=said.get(each, "")) for each in doors],
        places=[place for place in shown if chosen or not many or not place.country],
        region=region,
        regions=[Region(key, str(Continent(key).label), is_chosen=key == region) for key in REGIONS],
        countries=[Country(country_key(name), name, name == chosen) for name in names] if chosen or many else (),
    )


def place_of(request: HttpRequest) -> tuple[str, UUID | None]:
    """The part of the world that was asked for, or that they told us; and the programme they are in. No statement."""
    participant = getattr(request.user, "participant", None)
    enrolment = getattr(participant, "enrolment", None)
    region = request.GET.get("region", "") or (participant.continent if participant else "")
    return region, enrolment.program_id if enrolment else None
