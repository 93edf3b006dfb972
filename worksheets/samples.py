"""Made-up answers for a preview: plausible, short, about nothing but ordinary evenings. They are stored nowhere."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from worksheets.definition import problems
from worksheets.kinds import Answer, Question, kind_of, plain

# A log of days is shown half filled in, as it is met in the middle of a week.
FILLED_DAYS = 3
SAMPLE_DAY = "2027-03-21"


def sample_answers(questions: Sequence[Question]) -> dict[str, Answer]:
    """An answer to each question that asks something."""
    return {question["key"]: sample_answer(question) for question in questions if kind_of(question).asks}


def finished(questions: Sequence[Question]) -> list[Question]:
    """Those that can be asked as they are: an editor may be in the middle of others."""
    return [question for question in questions if not problems([question])]


def sample_answer(question: Question) -> Answer:
    """What somebody might have answered, in the shape of the question's kind; its own example where it has one."""
    return BY_KIND[question["kind"]](question)


def carried_samples(questions: Sequence[Question], earlier: Mapping[int, Sequence[Question]]) -> dict[str, Answer]:
    """What the questions that carry something forward begin with: the sample answer of the question they name."""
    carried: dict[str, Answer] = {}
    for question in questions:
        if question["kind"] == "carry_forward":
            asked = {each["key"]: each for each in earlier.get(question["week"], ())}
            if question["question"] in asked:
                carried[question["key"]] = _said(asked[question["question"]])
    return carried


def _said(question: Question) -> str:
    return plain(kind_of(question).shown(sample_answer(question)))


def _words(question: Question) -> str:
    return str(question.get("example") or _("It was a long day. I went for a walk, and it got a little easier."))


def _middle(question: Mapping[str, Any]) -> int:
    low, high = question.get("min", 0), question.get("max", 10)
    return int((low + high) // 2)


def _number(question: Mapping[str, Any]) -> float:
    """Within the limits, of which there may be one, both or none."""
    low, high = question.get("min"), question.get("max")
    if low is not None and high is not None:
        return float(low) if _middle(question) < low else _middle(question)
    return next((bound for bound in (low, high) if bound is not None), 3)


def _choices(question: Question) -> list[str]:
    return [str(option["value"]) for option in question["options"]]


def _yes_no(question: Question) -> Answer:
    return {"answer": question["follow_up_on"], "more": _("A few words")}


def _rows(question: Question) -> Answer:
    row = {column["key"]: _("A few words") for column in question["columns"]}
    return [{**row, next(iter(row)): _words(question)}] if question.get("example") else [row]


def _plan(question: Question) -> Answer:
    return [{"if": _("I come home tired"), "then": str(question.get("example") or _("ring somebody I like"))}]


def _two_sided(question: Question) -> Answer:
    spans = [span["key"] for span in question.get("spans", ())]
    said = _("A few words")
    return {side["key"]: dict.fromkeys(spans, said) if spans else said for side in question["sides"]}


def _before_after(question: Question) -> Answer:
    return {"before": question["max"], "after": _middle(question)}


def _two_scales(question: Question) -> Answer:
    return {item["key"]: {"left": question["max"], "right": _middle(question)} for item in question["items"]}


def _day_log(question: Question) -> Answer:
    columns = question["columns"]
    empty: dict[str, Answer] = {column["key"]: "" if column["kind"] == "text" else None for column in columns}
    filled = {column["key"]: COLUMNS[column["kind"]](column) for column in columns}
    return [filled if day < FILLED_DAYS else empty for day in range(question["days"])]


COLUMNS: dict[str, Callable[[Mapping[str, Any]], Answer]] = {
    "text": lambda _column: _("A few words"),
    "number": _number,
    "scale": _middle,
}

BY_KIND: dict[str, Callable[[Question], Answer]] = {
    "short_text": _words,
    "long_text": _words,
    "carry_forward": _words,
    "number": _number,
    "date": lambda _question: SAMPLE_DAY,
    "scale": _middle,
    "single_choice": lambda question: _choices(question)[0],
    "multiple_choice": lambda question: _choices(question)[:2],
    "yes_no": _yes_no,
    "rows": _rows,
    "plan": _plan,
    "two_sided": _two_sided,
    "before_after": _before_after,
    "two_scales": _two_scales,
    "day_log": _day_log,
}
