"""What a measure is made of. Close to a FHIR Questionnaire: items with link ids, options with ordinal weights.

An instrument speaks one language; its translation is another instrument with the same key, version and scoring. Every
clinical rule carries its `source`: a paper, a manual, or the words 'Own choice' where we found none to follow.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

Direction = Literal["higher is worse", "higher is better"]
Method = Literal["sum", "mean"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
METHODS: tuple[Method, ...] = get_args(Method)


@dataclass(frozen=True)
class Option:
    """`value` is what is stored as the answer; `weight` is what it counts for."""

    value: int
    label: str
    weight: float


@dataclass(frozen=True)
class Item:
    """One question. With `reverse` the weights of its options count from the other end. `watched`: it is asked only
    where a risk rule looks at its answer."""

    link_id: str
    text: str
    options: tuple[Option, ...]
    reverse: bool = False
    help: str = ""
    watched: bool = False

    @property
    def lowest(self) -> Fraction:
        return min(exact(option.weight) for option in self.options)

    @property
    def highest(self) -> Fraction:
        return max(exact(option.weight) for option in self.options)

    def points(self, value: int) -> Fraction:
        """What an answer counts for. Raises KeyError where there is no such option."""
        weight = {option.value: exact(option.weight) for option in self.options}[value]
        return self.lowest + self.highest - weight if self.reverse else weight


@dataclass(frozen=True)
class Band:
    """Scores from `low` to `high`, both included; no `high` means 'and above', where the highest is not known."""

    low: float
    high: float | None
    key: str
    label: str


@dataclass(frozen=True)
class MissingRule:
    """At most `most_blank` items may be blank: the mean of the others stands for each. Beyond it there is no score."""

    most_blank: int
    source: str


@dataclass(frozen=True)
class ReliableChange:
    """A change of at least this many points is more than the measure's own unsteadiness."""

    points: float
    source: str


@dataclass(frozen=True)
class Scale:
    """A score made of items: the total, or a subscale.

    The score is the sum (or mean) of the items' points, `times` a factor, rounded half up to a whole number of `step`s.
    Bands adjoin at one step, so that no score falls between them.
    """

    key: str
    title: str
    items: tuple[str, ...]
    missing: MissingRule
    method: Method = "sum"
    times: float = 1
    step: float = 1
    bands: tuple[Band, ...] = ()
    bands_source: str = ""
    reliable_change: ReliableChange | None = None

    def band(self, score: float | None) -> Band | None:
        """The band of a score, also of one that was stored; none where there is no score or no bands."""
        if score is None:
            return None
        return next((band for band in reversed(self.bands) if band.low <= score), None)


@dataclass(frozen=True)
class Instrument:
    """`recall` is the time it asks about, in words. `condition` says why it is off, and what switches it on.

    `skippable` is false only where the owner forbids to leave items blank. Items of no scale are not scored.
    """

    key: str
    version: str
    language: str
    title: str
    instruction: str
    recall: str
    minutes: int
    items: tuple[Item, ...]
    direction: Direction
    licence: str
    source: str
    validated: bool
    enabled_by_default: bool
    condition: str = ""
    skippable: bool = True
    total: Scale | None = None
    subscales: tuple[Scale, ...] = ()

    @property
    def scales(self) -> tuple[Scale, ...]:
        return (self.total, *self.subscales) if self.total else self.subscales

    @property
    def is_slot(self) -> bool:
        """Whether words are left out that a clinic with permission has to enter. A slot is never shown to anybody."""
        words = [self.instruction, *(item.text for item in self.items)]
        words += [option.label for item in self.items for option in item.options]
        return not self.items or not all(words)

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands of the total."""
        return self.total.bands if self.total else ()

    @property
    def reliable_change(self) -> ReliableChange | None:
        """The reliable change of the total."""
        return self.total.reliable_change if self.total else None

    def item(self, link_id: str) -> Item:
        """Raises KeyError."""
        return {item.link_id: item for item in self.items}[link_id]

    def scale(self, key: str) -> Scale:
        """The total or a subscale. Raises KeyError."""
        return {scale.key: scale for scale in self.scales}[key]

    def ends(self, scale: Scale) -> tuple[float, float]:
        """The lowest and the highest score of a scale that has items."""
        items = [self.item(link_id) for link_id in scale.items]
        share = exact(scale.times) / (len(items) if scale.method == "mean" else 1)
        return float(sum(item.lowest for item in items) * share), float(sum(item.highest for item in items) * share)


def exact(number: float) -> Fraction:
    """A number as it is written (0.1 is a tenth), so that rounding never hangs on a binary remainder."""
    return Fraction(str(number))
