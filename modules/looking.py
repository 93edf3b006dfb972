"""What an editor chose to look at: all of it stands in the address, so that the address can be given to a reviewer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

# A phone, a tablet, a desktop: as wide as the frame that the page is shown in.
WIDTHS = (360, 768, 1280)
HOME, WEEK, WHOLE, SHEET, REVIEW = "home", "week", "whole", "sheet", "review"
STEP = "step-"


@dataclass(frozen=True)
class Look:
    """Somebody in week `week`, and the page that they look at: `place`, of the week `of`."""

    week: int = 1
    of: int = 0
    place: str = HOME
    language: str = ""
    arm: str = ""
    width: int = WIDTHS[0]
    scripts: bool = False
    returning: bool = False
    drafts: bool = True

    @property
    def number(self) -> int:
        """The week that the page belongs to."""
        return self.of or self.week

    @property
    def step(self) -> int:
        """The number of the step that is looked at; 0 where the place is none."""
        number = self.place.removeprefix(STEP)
        return int(number) if self.place.startswith(STEP) and number.isdecimal() and len(number) < 4 else 0

    def at(self, place: str, of: int = 0) -> "Look":
        return replace(self, place=place, of=0 if of == self.week else of)

    @property
    def query(self) -> str:
        """As it stands in an address; what is as usual is left out of it."""
        data = QueryDict(mutable=True)
        for name, value in vars(self).items():
            if value != getattr(USUAL, name):
                data[name] = _written(value)
        return data.urlencode()


USUAL = Look()


def read(query: Mapping[str, Any], *, weeks: int, languages: Collection[str], arms: Collection[str] = ()) -> Look:
    """What an address says. What it does not say, or what is not there, is as usual."""
    widths = {str(width): width for width in WIDTHS}
    return Look(
        week=_week(query.get("week"), weeks) or USUAL.week,
        of=_week(query.get("of"), weeks),
        place=str(query.get("place") or USUAL.place),
        language=_one_of(query.get("language"), languages),
        arm=_one_of(query.get("arm"), arms),
        width=widths.get(str(query.get("width")), USUAL.width),
        scripts=query.get("scripts") == "on",
        returning=query.get("returning") == "on",
        drafts=query.get("drafts") != "off",
    )


def _written(value: Any) -> str:
    return ("on" if value else "off") if isinstance(value, bool) else str(value)


def _week(said: Any, weeks: int) -> int:
    number = int(said) if str(said).isdecimal() and len(str(said)) < 4 else 0
    return number if number <= weeks else 0


def _one_of(said: Any, allowed: Collection[str]) -> str:
    return str(said) if said in allowed else ""
