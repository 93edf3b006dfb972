"""Whom a step or a part of one is for, as a pack says it."""

import re

from django.utils.translation import gettext as _

from modules.conditions import Condition
from worksheets.files.problems import FileProblem, Place
from worksheets.files.tree import Mapping

KEYS = ("arm", "week", "question", "answer")
ASKED = KEYS[1:]
PAIR = re.compile(r"(\w+)=([a-z0-9_-]+)\Z")
EXAMPLE = "only week=3 question=sleep answer=yes"


def of_step(step: Mapping) -> Condition | None:
    """The `only` of a step; none for one that is for everybody. Raises FileProblem."""
    if "only" not in step:
        return None
    only = step.mapping("only").allow(KEYS)
    given = {name: only.text(name, longest=60) for name in KEYS if name in only and name != "week"}
    given |= {"week": str(only.number("week", least=1))} if "week" in only else {}
    return _condition(given, step.place("only"))


def of_block(info: str, place: Place) -> Condition:
    """What stands behind `::: only`, as `arm=letters` or `week=3 question=sleep answer=yes`."""
    found = [PAIR.match(word) for word in info.split()]
    given = {pair[1]: pair[2] for pair in found if pair}
    if len(given) < len(found) or not set(given) <= set(KEYS):
        sentence = _("Say “arm”, or “week”, “question” and “answer”, or all four. For example: %(example)s")
        raise FileProblem(place, sentence % {"example": EXAMPLE})
    return _condition(given, place)


def _condition(given: dict[str, str], place: Place) -> Condition:
    asked = [name for name in ASKED if name in given]
    if not given or asked not in ([], list(ASKED)) or not given.get("week", "1").isdecimal():
        raise FileProblem(place, _("Say “arm”, or “week”, “question” and “answer”, or all four."))
    week = int(given.get("week", 0))
    return Condition(given.get("arm", ""), week, given.get("question", ""), given.get("answer", ""))


def as_written(condition: Condition | None) -> dict[str, str | int]:
    """What `of_step` reads; empty for what is for everybody."""
    if condition is None:
        return {}
    asked: dict[str, str | int] = {"week": condition.week, "question": condition.question, "answer": condition.value}
    arm: dict[str, str | int] = {"arm": condition.arm} if condition.arm else {}
    return arm | asked if condition.week else arm
