"""What somebody has just answered, in plain and in memory only. Nothing in here is shown by `repr`, kept or logged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from worksheets.kinds import Question, kind_of
from worksheets.measures.instrument import Instrument
from worksheets.measures.scoring import Score, score
from worksheets.risk.phrases import line_of

Value = int | float | str
# What is answered by choosing holds no words of somebody's own.
CHOSEN = {"single_choice", "multiple_choice", "scale", "number", "date"}
NUMERIC = {"scale", "number"}
COMPARABLE = {"single_choice", "multiple_choice", "scale", "number", "yes_no"}


@dataclass(frozen=True)
class Passage:
    """One text somebody wrote, and what it answers; `question` is empty for a message."""

    question: str
    label: str
    text: str = field(repr=False)

    @cached_property
    def line(self) -> str:
        """Its words, as phrases are looked for in them."""
        return line_of(self.text)


@dataclass(frozen=True)
class GivenMeasure:
    """`totals` are the earlier ones of the same version, oldest first; `before` are the answers of the last time, and
    `first` those of the first."""

    instrument: Instrument
    answers: Mapping[str, int | None] = field(repr=False)
    totals: Sequence[float] = field(default=(), repr=False)
    before: Mapping[str, int | None] = field(default_factory=dict, repr=False)
    first: Mapping[str, int | None] = field(default_factory=dict, repr=False)

    @cached_property
    def score(self) -> Score:
        return score(self.instrument, self.answers)

    @property
    def blanks(self) -> int:
        return sum(self.answers.get(item.link_id) is None for item in self.instrument.items)


@dataclass(frozen=True)
class Earlier:
    """A number that the same question was answered with in an earlier week."""

    week: int
    value: float = field(repr=False)


@dataclass(frozen=True)
class GivenSheet:
    """A worksheet that was sent, with its frozen questions. `earlier` are those that were sent in earlier weeks, oldest
    first; None where they could not be read."""

    key: str
    questions: Sequence[Question]
    answers: Mapping[str, Any] = field(repr=False)
    week: int = 0
    earlier: "Sequence[GivenSheet] | None" = field(default=(), repr=False)

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question["key"] == key), None)

    def number(self, key: str) -> float | None:
        """What a question was answered with that asks for a number; None for a blank."""
        question = self.question(key)
        if question is None or question["kind"] not in NUMERIC:
            return None
        value = self.answers.get(key)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def numbers_before(self, key: str) -> list[Earlier]:
        """The earlier answers to the same question, oldest first. One of another kind, or between other ends, asks for
        something else, and a blank is no answer. Raises TypeError where the earlier worksheets could not be read."""
        if self.earlier is None:
            raise TypeError("The earlier worksheets could not be read.")
        asked = _counted_in(self.question(key))
        found = [(sheet.week, sheet.number(key)) for sheet in self.earlier if _counted_in(sheet.question(key)) == asked]
        return [Earlier(week, value) for week, value in found if value is not None]

    @cached_property
    def blank(self) -> list[str]:
        """The questions that were left blank."""
        return [
            question["key"]
            for question in self.questions
            if asks(question) and kind_of(question).shown(self.answers.get(question["key"])).is_empty
        ]

    @cached_property
    def passages(self) -> list[Passage]:
        """Everything that was written in words."""
        return [
            Passage(question["key"], question["label"], text)
            for question in self.questions
            if question["kind"] not in CHOSEN
            for text in _texts(self.answers.get(question["key"]))
        ]


@dataclass(frozen=True)
class GivenMessage:
    text: str = field(repr=False)

    @cached_property
    def passages(self) -> list[Passage]:
        return [Passage("", _("Message"), self.text)]


Given = GivenMeasure | GivenSheet | GivenMessage


def asks(question: Question) -> bool:
    """Whether it asks for anything: a heading and a note do not."""
    return kind_of(question).asks


def _counted_in(question: Question | None) -> tuple[Any, ...]:
    """What a number means in this question, apart from its words."""
    return tuple(question.get(name) for name in ("kind", "min", "max", "unit")) if question else ()


def values(question: Question, answer: Any) -> list[Value]:
    """What was chosen, or the number that was given; empty for a blank."""
    found: Sequence[Any]
    match question["kind"], answer:
        case "yes_no", {"answer": chosen}:
            found = [chosen]
        case "multiple_choice", list(chosen):
            found = chosen
        case (("single_choice" | "scale" | "number"), chosen):
            found = [chosen]
        case _:
            found = []
    return [each for each in found if isinstance(each, int | float | str) and not isinstance(each, bool) and each != ""]


def shown(question: Question, answer: Any) -> str:
    """An answer that was chosen, as its writer saw it."""
    as_shown = kind_of(question).shown(answer)
    return as_shown.text or ", ".join(as_shown.lines)


def _texts(answer: Any) -> Iterator[str]:
    match answer:
        case str():
            yield answer
        case dict():
            for each in answer.values():
                yield from _texts(each)
        case list():
            for each in answer:
                yield from _texts(each)
