"""What a risk rule is made of. A rule is data: a clinic can read it, change it, and see what raised an alert."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from program.alerting import DEFAULT_HOURS, Step
from program.choices import Door, Severity

# What whoever answered meets next: the short questions, the help page, or what they would have met anyway.
Sees = Literal["questions", "help", "nothing"]
SEES: tuple[Sees, ...] = get_args(Sees)
WORKSHEETS, MESSAGES = TEXTS = ("worksheets", "messages")
# What a change is held against.
Since = Literal["last", "first"]
SINCE: tuple[Since, ...] = get_args(Since)
# Stands for the key of a worksheet where each of them is meant.
EVERY = "every"


@dataclass(frozen=True)
class Source:
    """What a rule looks at: a measure's total or one item of it; a question, in one worksheet or in every one that
    asks it; a worksheet as a whole, or EVERY one; or whatever people write (`texts` holds WORKSHEETS, MESSAGES, or
    both)."""

    measure: str = ""
    item: str = ""
    worksheet: str = ""
    question: str = ""
    texts: tuple[str, ...] = ()

    @property
    def is_whole_sheet(self) -> bool:
        return bool(self.worksheet and not self.question)


@dataclass(frozen=True)
class Equals:
    """This option was chosen; where several can be, it is among them."""

    kind: ClassVar[str] = "equals"
    value: int | str


@dataclass(frozen=True)
class AtLeast:
    kind: ClassVar[str] = "at_least"
    value: float


@dataclass(frozen=True)
class AtMost:
    kind: ClassVar[str] = "at_most"
    value: float


@dataclass(frozen=True)
class RisesBy:
    """So much above the last time, or above the first: a total above the last total there is, an item above the last
    answers, a question of a worksheet above the newest answer it was given in an earlier week."""

    kind: ClassVar[str] = "rises_by"
    points: float
    since: Since = "last"

    def moved(self, before: float, now: float) -> float:
        return now - before


@dataclass(frozen=True)
class FallsBy:
    """The same downwards, for what is good when it is high."""

    kind: ClassVar[str] = "falls_by"
    points: float
    since: Since = "last"

    def moved(self, before: float, now: float) -> float:
        return before - now


@dataclass(frozen=True)
class WorsensReliably:
    """Worse than the first total by the instrument's reliable change or more."""

    kind: ClassVar[str] = "worsens_reliably"


@dataclass(frozen=True)
class BlanksAtLeast:
    """So many items of a measure, or questions of a worksheet, were left blank."""

    kind: ClassVar[str] = "blanks_at_least"
    count: int


@dataclass(frozen=True)
class Phrases:
    """Any of these stands somewhere, as whole words; case and accents do not matter. By language; all are looked for,
    as nobody knows in which language somebody will write."""

    kind: ClassVar[str] = "phrases"
    phrases: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Link:
    """Something that leads elsewhere was written: an address of a site or a mailbox, a magnet link. Never opened."""

    kind: ClassVar[str] = "link"


@dataclass(frozen=True)
class UnansweredWeeks:
    """Asked so many weeks ago or more, and not answered since, then or later. A skipped measure is not answered; a
    worksheet is once it was sent. An item of a measure and a question of a worksheet are once they are not blank."""

    kind: ClassVar[str] = "unanswered_weeks"
    weeks: int


@dataclass(frozen=True)
class Unreadable:
    """A stored rule that could not be read. It concerns every answer, and always fails: it is never silently false."""

    kind: ClassVar[str] = "unreadable"


Condition = (
    Equals
    | AtLeast
    | AtMost
    | RisesBy
    | FallsBy
    | WorsensReliably
    | BlanksAtLeast
    | Phrases
    | Link
    | UnansweredWeeks
    | Unreadable
)


@dataclass(frozen=True)
class Rule:
    """`told` says to the desk why the rule looks at this; `basis` names the paper behind it, or 'Own choice'.

    No `steps`: those of the severity. `incident_steps`: what the clinic does first, shown with the alert. `reason` is
    empty for a rule as its programme came with it, and says why where the clinic has changed it.
    """

    key: str
    version: int
    title: str
    severity: Severity
    door: Door
    source: Source
    condition: Condition
    told: str
    basis: str
    participant_sees: Sees
    act_within_hours: int | None = None
    steps: tuple[Step, ...] = ()
    incident_steps: tuple[str, ...] = ()
    active: bool = True
    reason: str = ""

    @property
    def asks(self) -> bool:
        """Whether the short questions follow, and decide how urgent it is."""
        return self.participant_sees == "questions"

    @property
    def looks_at_answers(self) -> bool:
        """Whether it is on and hears of an answer; one that waits for an answer hears only that there is none."""
        return self.active and not isinstance(self.condition, UnansweredWeeks)

    @property
    def hours(self) -> int:
        """Within how many clock hours somebody must act."""
        return DEFAULT_HOURS[self.severity] if self.act_within_hours is None else self.act_within_hours

    @property
    def pressing(self) -> tuple[int, int, str]:
        """Sorts the most pressing first: by severity; questions before pages, as their time runs; then by key."""
        return list(Severity).index(self.severity), SEES.index(self.participant_sees), self.key


def unreadable(key: str, version: int) -> Rule:
    """Stands for a stored rule that cannot be read."""
    return Rule(
        key=key,
        version=version,
        title=key,
        severity=Severity.SOON,
        door=Door.MYSELF,
        source=Source(),
        condition=Unreadable(),
        told="",
        basis="",
        participant_sees="nothing",
    )
