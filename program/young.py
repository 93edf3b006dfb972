"""Whom people under 18 can turn to. Nothing here is anybody's, and nothing of it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from program.choices import Continent
from program.help import Region
from program.line_queries import crisis_calls
from program.lines import REGIONS, Place, places


@dataclass(frozen=True)
class Young:
    """Where `region` is empty, only what holds everywhere is among the places."""

    places: Sequence[Place]
    region: str
    regions: Sequence[Region]


def help_for_young(region: str, *, program_id: UUID | None) -> Young:
    """For this part of the world, whatever else is given as one for none. One query."""
    region = region if region in REGIONS else ""
    return Young(
        places=places(crisis_calls(program_id, for_young=True), region=region),
        region=region,
        regions=[Region(key, str(Continent(key).label), is_chosen=key == region) for key in REGIONS],
    )
