"""Where a step of a week may go, and what it is called there."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import uuid4

from wagtail.blocks import StreamValue

from worksheets.kinds.words import CarryForward

ENDING = re.compile(r"-(\d+)\Z")
LONGEST_KEY = 50
# Where a step and a part of one say whom they are for.
CONDITIONS = ("only", "when")


def fresh_key(key: str, taken: Collection[str]) -> str:
    """The key itself, or the first of key-2, key-3 … that no other step has."""
    if key not in taken:
        return key
    stem = ENDING.sub("", key)
    number = 2
    while (found := f"{stem[: LONGEST_KEY - 1 - len(str(number))].rstrip('-')}-{number}") in taken:
        number += 1
    return found


def keys_of(steps: StreamValue) -> list[str]:
    return [step.value["key"] for step in steps]


def copied(steps: StreamValue, key: str, taken: Collection[str]) -> dict[str, Any]:
    """The step with this key as a stream stores it, as a block of its own under a key that is free there."""
    raw = next(dict(each) for each in steps.get_prep_value() if each["value"]["key"] == key)
    return {**raw, "id": str(uuid4()), "value": {**raw["value"], "key": fresh_key(key, taken)}}


def asked_after_exchange(points: Sequence[Mapping[str, Any]], one: int, other: int) -> list[dict[str, Any]]:
    """Assessment points once two weeks have exchanged their numbers: what was asked in one still is."""
    return [{**point, "weeks": sorted(_exchanged(week, one, other) for week in point["weeks"])} for point in points]


def steps_after_exchange(raw: Any, one: int, other: int) -> Any:
    """A week's steps as a stream stores them: what is only for people who answered something in one of two weeks still
    is, once these have exchanged their numbers."""
    if isinstance(raw, list):
        return [steps_after_exchange(each, one, other) for each in raw]
    if not isinstance(raw, dict):
        return raw
    return {
        name: _condition(each, one, other)
        if name in CONDITIONS and isinstance(each, dict)
        else steps_after_exchange(each, one, other)
        for name, each in raw.items()
    }


def questions_after_exchange(raw: Sequence[Mapping[str, Any]], one: int, other: int) -> list[dict[str, Any]]:
    """A worksheet's questions as a stream stores them: what begins with an answer of one of two weeks still does."""
    return [
        {**block, "value": {**block["value"], "week": _exchanged(block["value"].get("week"), one, other)}}
        if block["type"] == CarryForward.name
        else {**block}
        for block in raw
    ]


def _condition(value: Mapping[str, Any], one: int, other: int) -> dict[str, Any]:
    week, slash, rest = str(value.get("answer") or "").partition("/")
    number = _exchanged(int(week), one, other) if slash and week.isdecimal() else week
    return {**value, "answer": f"{number}/{rest}"} if slash else {**value}


def _exchanged(week: Any, one: int, other: int) -> Any:
    return {one: other, other: one}.get(week, week)
