"""Why what is published could not be read back from a file, told to an editor: where, and what to do.

What is not known here is found by reading the file back; `modules.naming` calls it what the studio calls it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from modules.letter_weeks import standing
from modules.models import ModulePage, ProgrammePage
from modules.translating import fitting, translated_weeks
from worksheets.blocks import frozen_questions
from worksheets.kinds import kind_of
from worksheets.kinds.words import CarryForward
from worksheets.letter_text import named_questions
from worksheets.models import Worksheet
from worksheets.unfinished import left_to_do

Questions = Sequence[Mapping[str, Any]]


def faults(page: ProgrammePage, weeks: Sequence[ModulePage]) -> Iterator[str]:
    """All there are. The statements do not grow with the weeks."""
    sheets = [(week.number, week.worksheet) for week in weeks if week.worksheet is not None]
    spoken = [(week.of.number, week.worksheet) for week in fitting(translated_weeks(page, weeks)) if week.worksheet]
    for number, sheet in [*sheets, *spoken]:
        yield from _incomplete(number, sheet)
    yield from _shared(sheets)
    asked = {number: frozen_questions(sheet) for number, sheet in sheets}
    for number, sheet in sheets:
        yield from _carried(number, sheet, asked)
    yield from _of_letters(page, weeks, asked)


def _incomplete(number: int, sheet: Worksheet) -> Iterator[str]:
    said = _("Week %(number)d, worksheet “%(title)s”: %(what)s Finish it and publish it.")
    for what in left_to_do(sheet):
        yield said % {"number": number, "title": sheet.title, "what": what}


def _shared(sheets: Sequence[tuple[int, Worksheet]]) -> Iterator[str]:
    said = _(
        "Weeks %(one)d and %(other)d have the same worksheet, “%(title)s”. Copy it, and choose the copy in one of them."
    )
    first: dict[str, int] = {}
    for number, sheet in sheets:
        if sheet.key in first:
            yield said % {"one": first[sheet.key], "other": number, "title": sheet.title}
        first.setdefault(sheet.key, number)


def _carried(number: int, sheet: Worksheet, asked: Mapping[int, Questions]) -> Iterator[str]:
    too_late = _(
        "“%(label)s” in the worksheet “%(title)s” of week %(number)d begins with an answer of week %(week)d, "
        "which is no earlier week. Choose an earlier one there, or take the question out."
    )
    not_asked = _(
        "“%(label)s” in the worksheet “%(title)s” of week %(number)d begins with an answer that week %(week)d "
        "does not ask for. Choose another question there, or take this one out."
    )
    for question in asked[number]:
        if question["kind"] == CarryForward.name:
            week = question.get("week", 0)
            said = {"title": sheet.title, "number": number, "label": question["label"], "week": week}
            if week >= number:
                yield too_late % said
            elif question.get("question") not in {each["key"] for each in asked.get(week, ())}:
                yield not_asked % said


def _of_letters(page: ProgrammePage, weeks: Sequence[ModulePage], asked: Mapping[int, Questions]) -> Iterator[str]:
    """Whoever writes letters keeps the templates: an editor asks them."""
    no_week = _(
        "The letter template “%(title)s” (%(language)s) is for week %(week)s, which is no longer there. Whoever "
        "writes letters chooses another week for it, or retires it, under “Letter templates”."
    )
    no_question = _(
        "The letter template “%(title)s” (%(language)s) needs the answer to a question that is no longer asked. "
        "Ask it again, or let whoever writes letters change the template or retire it, under “Letter templates”."
    )
    numbers = {week.number for week in weeks}
    keys = {number: {each["key"] for each in all_ if kind_of(each).asks} for number, all_ in asked.items()}
    everywhere = {key for found in keys.values() for key in found}
    for template in standing(page, weeks):
        row, week = template.row, template.week
        named = {"title": row.title, "week": row.week, "language": row.language}
        its = everywhere if week is None else keys.get(week, set())
        if template.is_lost or (week is not None and week not in numbers):
            yield no_week % named
        elif {row.question} - {""} - its or named_questions(row.text) - everywhere:
            yield no_question % named
