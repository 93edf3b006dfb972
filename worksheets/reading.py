"""A response as its readers see it: the prompts shown then, and the answers made readable. Nothing typed is a link."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from program.masking import masked as as_shown
from vault.sealing import CaseKey
from worksheets.contents import Contents, unseal
from worksheets.kinds import SAFETY_PLAN, Answer, Cell, Question, Shown, ShownAnswer, kind_of, plain
from worksheets.kinds.words import CarryForward
from worksheets.models import MeasureResponse, Response, StaleCopy

__all__ = [
    "ShownAnswer",
    "answered",
    "as_read_now",
    "as_shown",
    "carried_forward",
    "carries_from",
    "kept_aside",
    "numbers_of",
    "read",
    "read_measure",
    "read_one",
    "safety_plan",
]


def answered(key: CaseKey, response: Response) -> list[ShownAnswer]:
    """Every question that was asked, in order, with what was answered. Reads `response.version`: select it too."""
    return read(response.asked.questions, unseal(key, response))


def as_read_now(rows: Iterable[Response], fixes: int) -> list[Response]:
    """The same rows; what was not sent yet is read in the words that are asked now, what was sent in those it met."""
    found = list(rows)
    for row in found:
        row.fixes = fixes if row.is_draft else row.fixes
    return found


def read(questions: Sequence[Question], contents: Contents) -> list[ShownAnswer]:
    """A draft has no prompts of its own yet and shows those of the questions."""
    return [
        _shown(question, contents.answers.get(question["key"]), contents.prompts)
        for question in questions
        if kind_of(question).asks
    ]


def read_one(key: CaseKey, response: Response, question: Question) -> tuple[ShownAnswer, Answer]:
    """One question of a response, as it was shown, and the bare answer."""
    contents = unseal(key, response)
    answer = contents.answers.get(question["key"])
    return _shown(question, answer, contents.prompts), answer


def numbers_of(question: Question, answer: Answer) -> float | None:
    """The answer as a number, where the question takes one and one was given."""
    is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
    return float(answer) if is_number and question["kind"] in {"scale", "number"} else None


def read_measure(key: CaseKey, response: MeasureResponse) -> list[ShownAnswer]:
    """Every item that was shown, with the words of the answer that was chosen."""
    contents = unseal(key, response)
    return [
        ShownAnswer(key=link_id, label=contents.prompts[link_id], text=answer["label"] if answer else "")
        for link_id, answer in contents.answers.items()
    ]


def safety_plan(key: CaseKey, responses: Sequence[Response]) -> list[ShownAnswer]:
    """What somebody wrote down for a hard moment, from the newest of these that holds any of it. Empty answers are
    left out. Reads `response.version`: select it too."""
    for response in responses:
        asked = [question for question in response.asked.questions if question.get("part") == SAFETY_PLAN]
        plan = [answer for answer in read(asked, unseal(key, response)) if not answer.is_empty]
        if plan:
            return plan
    return []


def carried_forward(key: CaseKey, questions: Sequence[Question], earlier: Mapping[int, Response]) -> dict[str, str]:
    """What the questions that carry something forward begin with. `earlier`: the newest sent response by week."""
    carried: dict[str, str] = {}
    for question in questions:
        response = earlier.get(question["week"]) if question["kind"] == CarryForward.name else None
        if response is not None:
            given = {answer.key: answer for answer in read(response.asked.questions, unseal(key, response))}
            carried[question["key"]] = plain(given.get(question["question"], Shown()))
    return carried


def carries_from(questions: Sequence[Question]) -> set[int]:
    """The weeks that something is carried forward from."""
    return {question["week"] for question in questions if question["kind"] == CarryForward.name}


def kept_aside(
    key: CaseKey, questions: Sequence[Question], copies: Sequence[StaleCopy], answers: Mapping[str, Answer]
) -> list[ShownAnswer]:
    """What overtaken windows held that the draft does not: only the answers that differ and are not empty."""
    now = {shown.key: shown for shown in read(questions, Contents(answers))}
    kept = (shown for copy in copies for shown in read(questions, unseal(key, copy)))
    return [shown for shown in kept if not shown.is_empty and shown != now[shown.key]]


def _shown(question: Question, answer: Answer, prompts: Mapping[str, str]) -> ShownAnswer:
    shown = kind_of(question).shown(answer)
    return ShownAnswer(
        key=question["key"],
        label=prompts.get(question["key"], question["label"]),
        core=bool(question.get("core")),
        text=as_shown(shown.text),
        lines=tuple(as_shown(line) for line in shown.lines),
        rows=tuple(_masked(row) for row in shown.rows),
        out_of=shown.out_of,
        entries=tuple(replace(entry, cells=_masked(entry.cells)) for entry in shown.entries),
    )


def _masked(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(replace(cell, text=as_shown(cell.text)) for cell in cells)
