"""Somebody's own safety plan: what it asks, what its sealed row holds, what it begins with. Nothing is saved here."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from vault import sealing
from vault.sealing import CaseKey
from worksheets.contents import Contents
from worksheets.kinds import Question, ShownAnswer, plain
from worksheets.models import Response, SafetyPlan
from worksheets.reading import read, safety_plan

Words = Mapping[str, str]

# Under which of its own questions the plan puts what a worksheet asked by these keys; all else is what helps.
FROM_WORKSHEET = {"signs": "signs", "safe_people": "people", "safe_place": "places"}
ELSE = "helps"


def questions() -> list[Question]:
    """In the words of the reader's language."""
    return [
        {
            "key": "signs",
            "kind": "long_text",
            "lines": 3,
            "label": _("How do I notice that it is getting hard?"),
            "help": _("A time of day, a feeling, something you begin to do or to leave out."),
        },
        {
            "key": "helps",
            "kind": "long_text",
            "lines": 4,
            "label": _("What helps, and what do I do first?"),
            "help": _("Small things that you can do at once. The first one should be easy."),
        },
        {
            "key": "people",
            "kind": "long_text",
            "lines": 3,
            "label": _("Whom can I call or be with?"),
            "help": _("You do not have to tell them why. No full names, please. A helpline counts."),
        },
        {
            "key": "places",
            "kind": "long_text",
            "lines": 3,
            "label": _("Where can I go when I should not be alone?"),
            "help": _("A place with other adults around, at different hours of the day."),
        },
    ]


@dataclass(frozen=True)
class OwnPlan:
    """The row, opened. `saved` is None before the first saving; `draft` where nothing waits to be saved."""

    base: int = 0
    saved: Words | None = field(default=None, repr=False)
    draft: Words | None = field(default=None, repr=False)
    aside: Mapping[str, Words] = field(default_factory=dict, repr=False)
    saved_on: date | None = None
    form_key: UUID | None = None

    @property
    def newest(self) -> Words:
        return self.draft if self.draft is not None else self.saved or {}

    @property
    def is_begun(self) -> bool:
        return self.draft is not None or self.saved is not None


def opened(key: CaseKey, row: SafetyPlan | None) -> OwnPlan:
    """Everything in it, for its writer."""
    if row is None:
        return OwnPlan()
    return OwnPlan(
        base=row.base,
        saved=_field(key, row, "answers"),
        draft=_field(key, row, "draft"),
        aside=_field(key, row, "aside") or {},
        saved_on=row.saved_on,
        form_key=row.form_key,
    )


def put(key: CaseKey, row: SafetyPlan, name: str, content: Mapping[str, object] | None) -> None:
    """Seals this into a field of the row, or empties it; the caller saves the row."""
    if content is None:
        setattr(row, name, None)
    else:
        sealing.seal(key, row, name, json.dumps(content, ensure_ascii=False))


def saved_for_staff(key: CaseKey, row: SafetyPlan) -> list[ShownAnswer]:
    """What was saved, and nothing of what is still being written. Empty answers are left out."""
    return shown(_field(key, row, "answers") or {})


def shown(words: Words) -> list[ShownAnswer]:
    return [answer for answer in read(questions(), Contents(words)) if not answer.is_empty]


def set_aside(plan: OwnPlan) -> list[ShownAnswer]:
    """What overtaken windows held that the plan does not."""
    now = {answer.key: answer for answer in read(questions(), Contents(plan.newest))}
    kept = (answer for words in plan.aside.values() for answer in read(questions(), Contents(words)))
    return [answer for answer in kept if not answer.is_empty and answer != now[answer.key]]


def begun_from(key: CaseKey, responses: Sequence[Response]) -> dict[str, str]:
    """What the plan begins with: the words that a worksheet asked for already, the newest of them."""
    found: dict[str, list[str]] = {}
    for answer in safety_plan(key, responses):
        found.setdefault(FROM_WORKSHEET.get(answer.key, ELSE), []).append(_as_text(answer))
    return {name: "\n".join(texts) for name, texts in found.items()}


def _as_text(answer: ShownAnswer) -> str:
    """A row of a table becomes a line of words, as one would write it down."""
    if not answer.rows:
        return plain(answer)
    return "\n".join(": ".join(cell.text for cell in row if cell.text) for row in answer.rows)


def _field(key: CaseKey, row: SafetyPlan, name: str) -> dict[str, Any] | None:
    if not sealing.stored(row, name):
        return None
    found: dict[str, Any] = json.loads(sealing.open(key, row, name))
    return found
