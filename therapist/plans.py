"""Safety plans of one case, opened for one page: from a worksheet, and from the page of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vault.sealing import CaseKey
from worksheets.models import Response, SafetyPlan
from worksheets.own_plan import saved_for_staff
from worksheets.reading import ShownAnswer, safety_plan


@dataclass(frozen=True)
class ReadPlan:
    """A safety plan, and when it was sent."""

    week: int
    sent_on: date | None
    answers: Sequence[ShownAnswer]


def read_plan(key: CaseKey, responses: Sequence[Response]) -> ReadPlan | None:
    """From the newest of these that holds any of it."""
    for response in responses:
        answers = safety_plan(key, [response])
        if answers:
            return ReadPlan(response.week, response.submitted_on, answers)
    return None


@dataclass(frozen=True)
class ReadOwnPlan:
    """The plan on the page of its own, as it was last saved; without answers where it was emptied."""

    saved_on: date
    answers: Sequence[ShownAnswer]


def read_own_plan(key: CaseKey, row: SafetyPlan | None) -> ReadOwnPlan | None:
    """None where nothing was ever saved; what is still being written stays shut."""
    if row is None or row.saved_on is None:
        return None
    return ReadOwnPlan(row.saved_on, saved_for_staff(key, row))
