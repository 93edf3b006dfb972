"""Whom a step or a part of one is for: people in one arm, or people who gave one answer earlier, and nothing else.

Two things may be asked at once; both must hold then. There is no other 'and', no 'or' and no 'not': whoever edits or
reviews a programme reads a condition as one sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# The questions whose answer is one of a few that the worksheet names.
KINDS = ("single_choice", "multiple_choice", "yes_no")


@dataclass(frozen=True)
class Facts:
    """What is known of one reader: the key of their arm, and the answers that conditions ask for, by week and question.

    What they have not answered, or what cannot be opened, is not there.
    """

    arm: str = ""
    answers: Mapping[tuple[int, str], frozenset[str]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Condition:
    """`said` is the sentence for editors and staff, frozen with it."""

    arm: str = ""
    week: int = 0
    question: str = ""
    value: str = ""
    said: str = ""

    def holds(self, reader: Facts) -> bool:
        """An answer that was not given keeps the words back: they are for those who said so, and for nobody else."""
        is_theirs = not self.arm or self.arm == reader.arm
        given = reader.answers.get((self.week, self.question), frozenset())
        return is_theirs and (not self.week or self.value in given)

    @property
    def answer(self) -> str:
        """As a drop-down holds it: week, question, value."""
        return f"{self.week}/{self.question}/{self.value}" if self.week else ""

    def stored(self) -> dict[str, Any]:
        """As an edition keeps it."""
        return {name: value for name, value in vars(self).items() if value}


def chosen(value: Mapping[str, Any] | None) -> Condition | None:
    """What an editor chose from the two drop-downs; None where nothing was chosen."""
    arm, answer = (str((value or {}).get(name) or "") for name in ("arm", "answer"))
    week, question, given = answer.split("/", 2) if answer.count("/") == 2 else ("0", "", "")
    if not arm and not week.isdecimal():
        return None
    found = Condition(arm, int(week) if week.isdecimal() else 0, question, given)
    return found if found.arm or found.week else None


def values_of(answer: Any) -> frozenset[str]:
    """The values that an answer to one of KINDS holds, as the worksheet names them."""
    if isinstance(answer, dict):
        answer = answer.get("answer")
    if isinstance(answer, list):
        return frozenset(str(each) for each in answer)
    return frozenset([answer]) if isinstance(answer, str) and answer else frozenset()
