"""What the help pages show: four doors, the one that fits first, and whom one can call. Nothing here is anybody's."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from program.choices import Continent, Door
from program.lines import REGIONS, Place, places
from program.public import Words
from program.queries import crisis_calls

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
class Help:
    """Where `region` is empty, only what holds everywhere is among the places."""

    doors: Sequence[OpenDoor]
    places: Sequence[Place]
    region: str
    regions: Sequence[Region]

    @property
    def is_folded(self) -> bool:
        """Whether there are so many countries that each shows its numbers only when it is opened."""
        return sum(bool(place.country) for place in self.places) > MOST_OPEN

    @property
    def region_label(self) -> str:
        return next((region.label for region in self.regions if region.is_chosen), "")


def help_in(region: str, *, program_id: UUID | None, words: Words | None, door: str = "") -> Help:
    """For this part of the world, whatever else is given as one for none; `door` stands first and open. One query.

    What a clinic says in another language than the reader's stays out: in danger, one's own language goes first.
    """
    region = region if region in REGIONS else ""
    doors = sorted(Door, key=lambda each: each != door)
    said = words.doors if words and not words.is_foreign else {}
    return Help(
        doors=[OpenDoor(each, str(each.label), is_open=each == door, html=said.get(each, "")) for each in doors],
        places=places(crisis_calls(program_id), region=region, door=door),
        region=region,
        regions=[Region(key, str(Continent(key).label), is_chosen=key == region) for key in REGIONS],
    )
