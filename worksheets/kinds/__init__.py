"""The kinds of questions, by name. A name that was once published may never go: frozen versions hold it."""

from worksheets.kinds.choices import MultipleChoice, SingleChoice, YesNo
from worksheets.kinds.day_log import DayLog
from worksheets.kinds.kind import SAFETY_PLAN, Answer, Cell, Entry, Group, Kind, Question, Shown, ShownAnswer, plain
from worksheets.kinds.numbers import DateKind, NumberKind, Scale
from worksheets.kinds.rows import Growing, Plan, Rows
from worksheets.kinds.sides import BeforeAfter, TwoScales, TwoSided
from worksheets.kinds.words import CarryForward, Heading, LongText, Note, ShortText

__all__ = [
    "KINDS",
    "SAFETY_PLAN",
    "Answer",
    "Cell",
    "Entry",
    "Group",
    "Growing",
    "Kind",
    "Question",
    "Shown",
    "ShownAnswer",
    "kind_of",
    "plain",
]

ALL: tuple[type[Kind], ...] = (
    *(Heading, Note, ShortText, LongText, NumberKind, DateKind, Scale, SingleChoice, MultipleChoice, YesNo),
    *(Rows, TwoSided, Plan, BeforeAfter, TwoScales, DayLog, CarryForward),
)
KINDS: dict[str, type[Kind]] = {kind.name: kind for kind in ALL}


def kind_of(question: Question, count: int = 0) -> Kind:
    """The question as its kind; `count` is the number of rows to draw."""
    return KINDS[question["kind"]](question, count)
