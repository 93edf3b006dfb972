"""A response as its readers see it: the prompts shown then, and the answers made readable. Nothing typed is a link."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from vault.sealing import CaseKey
from worksheets.contents import Contents, unseal
from worksheets.kinds import Answer, Question, Shown, kind_of
from worksheets.models import Response

ONION = re.compile(r"(?:https?://)?(?:[\w-]+\.)*(?:[a-z2-7]{56}|[a-z2-7]{16})\s*\.\s*onion\b\S*", re.IGNORECASE)


@dataclass(frozen=True)
class ShownAnswer(Shown):
    """A question with its answer, for components/answers.html."""

    key: str = ""
    label: str = ""
    core: bool = False


def answered(key: CaseKey, response: Response) -> list[ShownAnswer]:
    """Every question that was asked, in order, with what was answered. Reads `response.version`: select it too."""
    return read(response.version.questions, unseal(key, response))


def read(questions: Sequence[Question], contents: Contents) -> list[ShownAnswer]:
    """A draft has no prompts of its own yet and shows those of the questions."""
    return [
        _shown(question, contents.answers.get(question["key"]), contents.prompts)
        for question in questions
        if kind_of(question).asks
    ]


def as_shown(text: str) -> str:
    """A text somebody typed, with onion addresses masked. Templates never make links of it."""
    return ONION.sub(_("[address hidden]"), text)


def _shown(question: Question, answer: Answer, prompts: Mapping[str, str]) -> ShownAnswer:
    shown = kind_of(question).shown(answer)
    return ShownAnswer(
        key=question["key"],
        label=prompts.get(question["key"], question["label"]),
        core=bool(question.get("core")),
        text=as_shown(shown.text),
        lines=tuple(as_shown(line) for line in shown.lines),
        rows=tuple(tuple(replace(cell, text=as_shown(cell.text)) for cell in row) for row in shown.rows),
        out_of=shown.out_of,
    )
