"""The worksheets of a pack: their own keys here, their questions in the words of the worksheets' room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from modules.packs import markdown
from modules.packs.pack import Pack
from modules.packs.problems import Problems
from worksheets import definition
from worksheets.definition import Problem
from worksheets.files.problems import FileProblem
from worksheets.files.tree import Mapping

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
    for week in pack.weeks:
        with problems.gathered():
            sheets.append(read_sheet(week.worksheet) if week.worksheet else None)
    # Between worksheets only once each is right in itself: one mistake is said once.
    problems.stop_if_any()
    for week, sheet in zip(pack.weeks, sheets, strict=True):
        with problems.gathered():
            if sheet is not None and week.worksheet is not None:
                _check_among(sheet, week.worksheet, sheets[: week.number - 1])
    problems.stop_if_any()
    return sheets


def read_sheet(mapping: Mapping) -> Sheet:
    """One worksheet, right in itself. Raises FileProblem."""
    mapping.allow(KEYS)
    questions = mapping.mappings("questions")
    plain = [question.plain() for question in questions]
    _refuse(definition.problems(plain), questions, plain)
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
            raise FileProblem(mapping.place(), str(first))
    raise FileProblem(questions[0].place(), str(first))


def _check_among(sheet: Sheet, mapping: Mapping, earlier: Sequence[Sheet | None]) -> None:
    """Its key is its own, and what it carries forward was asked in the earlier week it names."""
    if sheet.key in {other.key for other in earlier if other}:
        sentence = _("An earlier worksheet has the key “%(key)s” too.") % {"key": sheet.key}
        raise FileProblem(mapping.place("key"), sentence)
    for question, read in zip(mapping.mappings("questions"), sheet.questions, strict=True):
        if read["kind"] == "carry_forward" and read["question"] not in _asked(earlier, read["week"]):
            sentence = _("No earlier worksheet asks “%(question)s” in week %(week)d.")
            named = {"question": read["question"], "week": read["week"]}
            raise FileProblem(question.place("question"), sentence % named)


def _asked(earlier: Sequence[Sheet | None], week: int) -> set[str]:
    sheet = earlier[week - 1] if 1 <= week <= len(earlier) else None
    return {question["key"] for question in sheet.questions} if sheet else set()
