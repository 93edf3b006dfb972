"""What every kind of question can do: ask with form fields, read the answer back, and show it as it was given.

A question is the frozen dictionary of a worksheet version; an answer is plain JSON in the shape of its kind. A draft
may hold typed text where a number or a day is expected: what cannot be read yet is kept, never dropped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from worksheets.params import Param, flag, one_of, text

SAFETY_PLAN = "safety_plan"
"""The part of a worksheet whose answers their writer sees again on the help page, after an answer that alarms."""

Question = Mapping[str, Any]
Answer = Any
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """One cell of an answer that is a table; `label` heads its column."""

    label: str
    text: str
    number: bool = False


@dataclass(frozen=True)
class Entry:
    """Fields of an answer that were answered: a row of too many to stand beside each other, two sides, what was asked
    after a yes. `name` may be empty."""

    name: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Shown:
    """An answer made readable: one of `text` (perhaps `out_of`), `lines` and `rows`; all empty where there is none.

    `entries` are the same as `text`, for a page: each field on a line of its own, below its label.
    """

    text: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    out_of: int | None = None
    entries: tuple[Entry, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.lines or self.rows)


@dataclass(frozen=True)
class ShownAnswer(Shown):
    """A question with its answer, as components/answers.html takes it."""

    key: str = ""
    label: str = ""
    core: bool = False


@dataclass(frozen=True)
class Group:
    """Fields of one question that belong together, by their suffixes: a row, a side, a day."""

    label: str
    suffixes: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A question of one kind. Its fields are named by a suffix within the question; '' where there is only one.

    `count` is the number of rows to draw where rows can be added.
    """

    question: Question
    count: int = 0

    name: ClassVar[str]
    template: ClassVar[str]
    asks: ClassVar[bool] = True
    common: ClassVar[Mapping[str, Param]] = {
        "help": Param(text),
        "example": Param(text),
        "core": Param(flag),
        "part": Param(one_of(SAFETY_PLAN)),
    }
    params: ClassVar[Mapping[str, Param]] = {}

    def faults(self) -> list[str]:
        """What is wrong with a question whose parameters are each right by themselves."""
        return []

    def fields(self) -> dict[str, forms.Field]:
        return {}

    def groups(self) -> list[Group]:
        return [Group("", tuple(self.fields()))]

    def initial(self, answer: Answer) -> dict[str, Any]:
        """An answer as initial values by suffix. Takes any JSON: what has another shape shows nothing."""
        raise NotImplementedError

    def answer(self, values: Values) -> Answer:
        """The answer in the shape of this kind, from cleaned (or, in a draft, from typed) values by suffix."""
        raise NotImplementedError

    def shown(self, answer: Answer) -> Shown:
        """Takes any JSON, too."""
        raise NotImplementedError


class Wordless(Kind):
    """Stands between questions and asks nothing."""

    asks = False
    common = {}


class Single(Kind):
    """A question that is one field."""

    template = "worksheets/kinds/single.html"

    def field(self) -> forms.Field:
        raise NotImplementedError

    def fields(self) -> dict[str, forms.Field]:
        field = self.field()
        field.label, field.help_text = self.question["label"], self.question.get("help", "")
        return {"": field}

    def groups(self) -> list[Group]:
        return [Group("", ("",))]

    def initial(self, answer: Answer) -> dict[str, Any]:
        return {"": as_text(answer)}

    def answer(self, values: Values) -> Answer:
        return values[""]

    def shown(self, answer: Answer) -> Shown:
        return Shown(text=as_text(answer))


def as_dict(answer: Answer) -> dict[str, Any]:
    return answer if isinstance(answer, dict) else {}


def as_rows(answer: Answer) -> list[dict[str, Any]]:
    return [as_dict(row) for row in answer] if isinstance(answer, list) else []


def as_text(answer: Answer) -> str:
    """A number or a text, as text; anything else is none."""
    return "" if answer is None or isinstance(answer, dict | list | bool) else str(answer)


def labels(entries: Sequence[Mapping[str, str]], name: str = "key") -> dict[str, str]:
    """A list of {key, label} as a dictionary, in its order."""
    return {entry[name]: entry["label"] for entry in entries}


def plain(shown: Shown) -> str:
    """A shown answer as plain text, for carrying it into a later worksheet."""
    rows = ("\n".join(f"{cell.label}: {cell.text}" for cell in row if cell.text) for row in shown.rows)
    return "\n\n".join(rows) or "\n".join(shown.lines) or shown.text
