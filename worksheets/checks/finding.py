"""What a check says to an editor: how much it matters, where it stands, what it is and what to do."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """ERROR: somebody would be hurt or misled; no edition is made with it. The others are for the editor to weigh."""

    ERROR = "error", _("Error")
    WARNING = "warning", _("Warning")
    HINT = "hint", _("Hint")


ORDER = {level: place for place, level in enumerate(Level)}


@dataclass(frozen=True)
class Place:
    """`trail` leads from the page to the words: a step, a block, a question. `url` opens the editor there."""

    page: str
    trail: tuple[str, ...]
    url: str

    @property
    def title(self) -> str:
        return " › ".join((self.page, *self.trail))


@dataclass(frozen=True)
class Finding:
    """`beside` is where the words stand beside those of another language, if they do."""

    level: Level
    place: Place
    what: str
    advice: str
    beside: str = ""

    @property
    def order(self) -> int:
        return ORDER[self.level]

    @property
    def sentence(self) -> str:
        """In one line, for whoever is told why no edition was made."""
        return f"{self.place.title}: {self.what} {self.advice}"


@dataclass(frozen=True)
class Tally:
    """How many there are of each level."""

    errors: int
    warnings: int
    hints: int


def tally(found: "list[Finding]") -> Tally:
    return Tally(*(sum(each.level == level for each in found) for level in Level))
