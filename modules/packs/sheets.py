"""The worksheets of a pack: their own keys here, their questions in the words of the worksheets' room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from modules.packs import markdown
from modules.packs.pack import Pack, Week
from modules.packs.problems import PackProblem, Problems
from modules.packs.tree import Mapping
from worksheets import definition
from worksheets.definition import Problem

KEYS = ("key", "title", "minutes", "intro", "ending", "questions")


@dataclass(frozen=True)
class Sheet:
    """A worksheet as it was read; `intro` and `ending` are HTML with allowed elements only."""

    key: str
    title: str
    minutes: int
    intro: str
    ending: str
    questions: list[dict[str, Any]]


def read_all(pack: Pack) -> list[Sheet | None]:
    """The worksheet of each week, in order. Raises PackRefused."""
    problems = Problems()
    sheets: list[Sheet | None] = []
    owners: dict[str, str] = {}
    for week in pack.weeks:
        with problems.gathered():
            sheet = _sheet(week.worksheet, week, sheets) if week.worksheet else None
            if sheet and week.worksheet and sheet.key in owners:
                raise PackProblem(week.worksheet.place("key"), f"{owners[sheet.key]} has the same key.")
            if sheet and week.worksheet:
                owners[sheet.key] = week.worksheet.file
            sheets.append(sheet)
    problems.stop_if_any()
    return sheets


def _sheet(mapping: Mapping, week: Week, earlier: Sequence[Sheet | None]) -> Sheet:
    mapping.allow(KEYS)
    questions = mapping.mappings("questions")
    plain = [question.plain() for question in questions]
    _refuse(definition.problems(plain), questions, plain)
    _check_carried(plain, questions, week.number, earlier)
    return Sheet(
        key=mapping.text("key", longest=50),
        title=mapping.text("title", longest=200),
        minutes=mapping.number("minutes", least=1),
        intro=markdown.text(mapping.long("intro")),
        ending=markdown.text(mapping.long("ending", required=True)),
        questions=plain,
    )


def _refuse(problems: Sequence[Problem], questions: Sequence[Mapping], plain: Sequence[dict[str, Any]]) -> None:
    """The first problem, said at the line of its question."""
    if not problems:
        return
    first = problems[0]
    for position, (mapping, question) in enumerate(zip(questions, plain, strict=True), start=1):
        # The worksheets' room names a question by its key, or by its number where the key itself is wrong.
        if question.get("key") == first.key or first.key.endswith(f" {position}"):
            raise PackProblem(mapping.place(), str(first))
    raise PackProblem(questions[0].place(), str(first))


def _check_carried(
    plain: Sequence[dict[str, Any]], questions: Sequence[Mapping], number: int, earlier: Sequence[Sheet | None]
) -> None:
    """A question can only be carried forward from an earlier week that asks it."""
    for mapping, question in zip(questions, plain, strict=True):
        if question["kind"] != "carry_forward":
            continue
        week = question["week"]
        source = earlier[week - 1] if week < number and week <= len(earlier) else None
        if source is None or question["question"] not in {asked["key"] for asked in source.questions}:
            raise PackProblem(
                mapping.place("question"), f"No earlier worksheet asks “{question['question']}” in week {week}."
            )
