"""The answers to one question in all weeks, lined up: numbers in a row, texts below each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from program.access import Case
from vault.sealing import CaseKey
from worksheets.access import newest_in_weeks
from worksheets.kinds import Question, kind_of
from worksheets.measures.charts import Spark, spark
from worksheets.models import Response
from worksheets.reading import ShownAnswer, numbers_of, read_one
from worksheets.recurring import name_of


@dataclass(frozen=True)
class WeekAnswer:
    """What was answered in one week; `number` where the question takes one."""

    week: int
    title: str
    day: date | None
    answer: ShownAnswer
    number: float | None


@dataclass(frozen=True)
class Across:
    """The oldest first. `spark` and `top` are there for a question on one scale."""

    label: str
    answers: Sequence[WeekAnswer]
    is_number: bool
    spark: Spark | None

    @property
    def alt(self) -> str:
        return "; ".join(f"{each.title}: {each.answer.text}" for each in self.answers if each.number is not None)


def across(case: Case, key: str) -> Across:
    """404 for a question that no worksheet which was sent has asked. One statement."""
    responses = newest_in_weeks(case)
    name = next((name_of(one) for response in responses for one in _asked(response) if one["key"] == key), None)
    if name is None:
        raise Http404
    titles = {week.number: week.title for week in case.journey.weeks}
    found = [
        (question, _answer(case.key, response, question, titles.get(response.week, "")))
        for response in responses
        for question in _asked(response)
        if name_of(question) == name
    ]
    questions, answers = [question for question, _answer in found], [answer for _question, answer in found]
    is_number = all(question["kind"] in {"scale", "number"} for question in questions)
    return Across(answers[-1].answer.label, answers, is_number, _spark(questions, answers))


def _asked(response: Response) -> Iterator[Question]:
    return (question for question in response.version.questions if kind_of(question).asks)


def _answer(key: CaseKey, response: Response, question: Question, title: str) -> WeekAnswer:
    shown, raw = read_one(key, response, question)
    return WeekAnswer(response.week, title, response.submitted_on, shown, numbers_of(question, raw))


def _spark(questions: Sequence[Question], answers: Sequence[WeekAnswer]) -> Spark | None:
    """Only on a scale that was the same in all weeks."""
    ends = {(float(each["min"]), float(each["max"])) for each in questions if each["kind"] == "scale"}
    given = [(each.day, each.number) for each in answers if each.day is not None and each.number is not None]
    if len(ends) != 1 or any(each["kind"] != "scale" for each in questions):
        return None
    ((low, high),) = ends
    return spark(given, low, high)
