"""What is sealed in a response: answers, and the prompts shown when they were sent."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from vault import sealing
from vault.sealing import CaseKey
from worksheets.measures.instrument import Instrument, Item


@dataclass(frozen=True)
class Contents:
    """Both by question key. Prompts are empty in a draft. Never shown by `repr`: it ends up in error reports."""

    answers: Mapping[str, Any] = field(default_factory=dict, repr=False)
    prompts: Mapping[str, str] = field(default_factory=dict, repr=False)


def seal(key: CaseKey, row: models.Model, contents: Contents) -> None:
    """Sets `row.answers`; the caller saves the row."""
    text = json.dumps({"answers": contents.answers, "prompts": contents.prompts}, ensure_ascii=False)
    sealing.seal(key, row, "answers", text)


def unseal(key: CaseKey, row: models.Model) -> Contents:
    """Empty for a row that holds no answers yet. Raises SealBroken for one that was moved or altered."""
    if not sealing.stored(row, "answers"):
        return Contents()
    found = json.loads(sealing.open(key, row, "answers"))
    return Contents(answers=found["answers"], prompts=found["prompts"])


def prompts_of(questions: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {question["key"]: question["label"] for question in questions}


def measured(instrument: Instrument, answers: Mapping[str, int | None]) -> Contents:
    """Answers to an instrument with every word that was shown."""
    given = {item.link_id: _chosen(item, answers.get(item.link_id)) for item in instrument.items}
    return Contents(given, {"": instrument.instruction, **{item.link_id: item.text for item in instrument.items}})


def _chosen(item: Item, value: int | None) -> dict[str, Any] | None:
    labels = {option.value: option.label for option in item.options}
    return None if value is None else {"value": value, "label": labels[value]}
