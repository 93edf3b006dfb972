"""What stands beside the box while a letter is written: templates that fit, its length, and what is still open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from program.access import Case
from program.models import EditionWeek
from program.quoting import own_words
from therapist.checklists import Checks, checks_for
from therapist.reading import ReadSheet
from therapist.writing.guard import Marked, marked
from worksheets.letter_text import Filling, filled, open_places
from worksheets.models import LetterTemplate
from worksheets.template_book import templates_for

LEAST, MOST = 150, 300
"""The usual length of a letter, in words."""


@dataclass(frozen=True)
class Offer:
    """A template as this letter would get it; `about` is the question it belongs to, in its words."""

    key: str
    title: str
    about: str
    text: str


@dataclass(frozen=True)
class Help:
    """All of it, for one text as it stands."""

    offers: Sequence[Offer]
    words: int
    still_open: Sequence[str]
    marked: Sequence[Marked]
    checks: Checks

    least, most = LEAST, MOST

    @property
    def is_short(self) -> bool:
        return 0 < self.words < LEAST

    @property
    def fits(self) -> bool:
        return LEAST <= self.words <= MOST

    @property
    def is_long(self) -> bool:
        return self.words > MOST


def help_with(case: Case, sheets: Sequence[ReadSheet], saved: str, posted: QueryDict) -> Help:
    """For the text that was posted, or the one that is saved, or the one that is on its way.

    `sheets` are the weeks up to this one. One statement for templates, one for the checklist.
    """
    leaving = sheets[-1].leaving
    text = posted.get("text") or saved or (leaving.body if leaving else "")
    week = sheets[-1].sheet.week
    filling = filling_of(case, week, sheets)
    return Help(
        offers=[_offer(row, filling) for row in templates_of(case, week)],
        words=len(own_words(text).split()),
        still_open=open_places(text),
        marked=marked(text, signed=case.request.user.work_name),
        checks=checks_for(case.enrolment.program_id, posted.getlist("tick")),
    )


def templates_of(case: Case, week: EditionWeek) -> list[LetterTemplate]:
    return templates_for(case.enrolment.program_id, case.journey.edition.language, week.number, week.edition_id)


def filling_of(case: Case, week: EditionWeek, sheets: Iterable[ReadSheet]) -> Filling:
    """What placeholders stand for. Of each question that was asked up to now it is the newest answer that counts."""
    answers = {answer.key: answer for sheet in sheets if sheet.newest for answer in sheet.newest.answers}
    return Filling(week=week.number, title=week.title, work_name=case.request.user.work_name, answers=answers)


def _offer(row: LetterTemplate, filling: Filling) -> Offer:
    about = filling.answers.get(row.question)
    return Offer(row.key, row.title, about.label if about else row.question, filled(row.text, filling))
