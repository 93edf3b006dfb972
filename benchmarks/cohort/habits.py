"""Who takes part in the synthetic cohort, and what each does on each day. Chance with a seed; no clock, no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

Occurrence = tuple[str, int, str]

RISKY = (
    "I have thought about how to end my life.",
    "It was on https://somewhere.example/page",
    "I am afraid that I will hurt a child.",
    "Jag vill inte leva längre.",
    "My neighbour's child is not safe.",
    "Somebody is blackmailing me.",
)
HARMLESS = ("A quiet evening at home.", "I went for a walk and called my sister.", "Nothing much this week.")


@dataclass(frozen=True)
class Answered:
    """One measure as it was answered on one day; no `answers` where it was skipped."""

    day: int
    occurrence: Occurrence
    answers: Mapping[str, int | None] | None


@dataclass(frozen=True)
class Wrote:
    """A worksheet or a message on one day; week 0 for a message. `chosen` are the answers that are no words, `blank` is
    how many questions were left out. A correction is the next `number` of its week."""

    day: int
    week: int
    text: str
    sheet: str = ""
    chosen: dict[str, str | int] = field(default_factory=dict)
    blank: int = 0
    number: int = 1


@dataclass
class Person:
    """`joins` and `begins` are days of the run. What they did is written down here, beside what the service stored."""

    number: int
    chance: Random
    joins: int
    begins: int
    eager: float
    answered: list[Answered] = field(default_factory=list)
    wrote: list[Wrote] = field(default_factory=list)
    sent: dict[int, int] = field(default_factory=dict)
    pauses: list[list[int | None]] = field(default_factory=list)

    @classmethod
    def by_chance(cls, number: int, seed: int) -> "Person":
        chance = Random(f"{seed}:{number}")
        joins = chance.randrange(10)
        return cls(number, chance, joins, joins + chance.randrange(4), chance.uniform(0.1, 0.95))

    def is_paused(self, day: int) -> bool:
        return any(first <= day and (last is None or day <= last) for first, last in self.pauses if first is not None)

    def visits(self) -> bool:
        return self.chance.random() < self.eager

    def wants_a_break(self) -> bool:
        return self.chance.random() < 0.01

    def comes_back(self) -> bool:
        return self.chance.random() < 0.2

    def corrects(self) -> bool:
        return self.chance.random() < 0.25

    def repeats(self) -> bool:
        """Whether a correction leaves the words as they were."""
        return self.chance.random() < 0.6

    def text(self) -> str:
        return self.chance.choice(RISKY if self.chance.random() < 0.15 else HARMLESS)

    def choices(self, questions: Sequence[Mapping[str, Any]]) -> dict[str, str | int]:
        """Yes or no, and a place on a scale, wherever a worksheet asks for one."""
        offered: dict[str, list[str | int]] = {
            question["key"]: ["yes", "no"] if question["kind"] == "yes_no" else list(range(11))
            for question in questions
            if question["kind"] in {"yes_no", "scale"}
        }
        return {key: self.chance.choice(options) for key, options in offered.items() if self.chance.random() < 0.8}

    def answers(self, items: dict[str, list[int]]) -> dict[str, int | None] | None:
        """An answer to every item, now and then a blank one; None to skip the measure."""
        if self.chance.random() < 0.05:
            return None
        blank = 0.3 if self.chance.random() < 0.1 else 0.03
        return {name: None if self.chance.random() < blank else self.chance.choice(of) for name, of in items.items()}


def settled(person: Person) -> set[Occurrence]:
    return {each.occurrence for each in person.answered}
