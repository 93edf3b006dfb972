"""What somebody has just answered, in plain and in memory only. Nothing in here is shown by `repr`, kept or logged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from worksheets.kinds import Question, kind_of
from worksheets.measures.instrument import Instrument
from worksheets.measures.scoring import Score, score

Value = int | float | str
# What is answered by choosing holds no words of somebody's own.
CHOSEN = {"single_choice", "multiple_choice", "scale", "number", "date"}
COMPARABLE = {"single_choice", "multiple_choice", "scale", "number", "yes_no"}


@dataclass(frozen=True)
class Passage:
    """One text somebody wrote, and what it answers."""

    label: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class GivenMeasure:
    """`totals` are the earlier ones of the same version, oldest first; `before` are the answers of the last time."""

    instrument: Instrument
    answers: Mapping[str, int | None] = field(repr=False)
    totals: Sequence[float] = field(default=(), repr=False)
    before: Mapping[str, int | None] = field(default_factory=dict, repr=False)

    @cached_property
    def score(self) -> Score:
        return score(self.instrument, self.answers)

    @property
    def blanks(self) -> int:
        return sum(self.answers.get(item.link_id) is None for item in self.instrument.items)


@dataclass(frozen=True)
class GivenSheet:
    """A worksheet that was sent, with its frozen questions."""

    key: str
    questions: Sequence[Question]
    answers: Mapping[str, Any] = field(repr=False)

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question["key"] == key), None)


@dataclass(frozen=True)
class GivenMessage:
    text: str = field(repr=False)


Given = GivenMeasure | GivenSheet | GivenMessage


def passages(given: Given, question: str = "") -> list[Passage]:
    """Everything that was written in words; with `question`, in answer to that one only."""
    match given:
        case GivenMessage(text):
            return [Passage(_("Message"), text)]
        case GivenSheet(questions=questions, answers=answers):
            asked = [each for each in questions if question in {"", each["key"]} and each["kind"] not in CHOSEN]
            return [Passage(each["label"], text) for each in asked for text in _texts(answers.get(each["key"]))]
        case _:
            return []


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
