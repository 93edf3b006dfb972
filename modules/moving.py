"""Where a step of a week may go, and what it is called there."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import uuid4

from wagtail.blocks import StreamValue

ENDING = re.compile(r"-(\d+)\Z")
LONGEST_KEY = 50


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
    new = {one: other, other: one}
    return [{**point, "weeks": sorted(new.get(week, week) for week in point["weeks"])} for point in points]
