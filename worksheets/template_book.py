"""The letter templates of a program as they stand in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from program.models import Edition
from worksheets.kinds import kind_of
from worksheets.models import LetterTemplate, WorksheetVersion

LONGEST_TITLE = 120
LONGEST_TEXT = 6_000


@dataclass(frozen=True)
class Wording:
    """What somebody may change in a template. Without a week it fits any; the question is the one it is about."""

    title: str
    text: str
    week: int | None = None
    question: str = ""

    @classmethod
    def of(cls, row: LetterTemplate) -> "Wording":
        return cls(title=row.title, text=row.text, week=row.week, question=row.question)

    def as_row(self) -> dict[str, Any]:
        return {"title": self.title, "text": self.text, "week": self.week, "question": self.question}


@dataclass(frozen=True)
class Asked:
    """What the newest edition in one language asks: the titles of its weeks' worksheets, and their questions."""

    weeks: Mapping[int, str]
    questions: Mapping[int, Mapping[str, str]]

    @property
    def everywhere(self) -> dict[str, str]:
        """Every question, of whichever week, with its words."""
        return {key: label for asked in self.questions.values() for key, label in asked.items()}


def newest_templates(program_id: UUID) -> QuerySet[LetterTemplate]:
    """The newest version of each, retired ones too. One statement."""
    newer = LetterTemplate.objects.filter(
        program_id=OuterRef("program_id"),
        language=OuterRef("language"),
        key=OuterRef("key"),
        version__gt=OuterRef("version"),
    )
    return LetterTemplate.objects.filter(~Exists(newer), program_id=program_id)


def templates_for(program_id: UUID, language: str, week: int, edition_id: UUID | None = None) -> list[LetterTemplate]:
    """What can go into a letter about this week: its own templates first, then those that fit any. One statement.

    Templates count weeks as the newest edition does. A week of an earlier one is known by its worksheet.
    """
    newest = Edition.objects.filter(program_id=program_id, language=language).order_by("-number").values("pk")[:1]
    own = WorksheetVersion.objects.filter(edition_id=edition_id, week=week).values("key")
    same = WorksheetVersion.objects.filter(edition_id__in=newest, key__in=own).values("week")
    its = Q(week__in=same) if edition_id else Q(week=week)
    rows = newest_templates(program_id).filter(its | Q(week=None), language=language, retired=False)
    return sorted(rows, key=lambda row: (row.week is None, bool(row.question), row.title.casefold()))


def languages(program_id: UUID) -> list[str]:
    """Those that the program has an edition in."""
    rows = Edition.objects.filter(program_id=program_id).values_list("language", flat=True)
    return sorted(set(rows))


def asked_in(program_id: UUID, language: str) -> Asked:
    """Two statements; empty where the program has no edition in this language."""
    edition = Edition.objects.filter(program_id=program_id, language=language).order_by("-number").first()
    sheets = WorksheetVersion.objects.filter(edition=edition).order_by("week") if edition else []
    return Asked(
        weeks={sheet.week: sheet.title for sheet in sheets},
        questions={sheet.week: _labels(sheet.questions) for sheet in sheets},
    )


def _labels(questions: list[dict[str, Any]]) -> dict[str, str]:
    return {question["key"]: question["label"] for question in questions if kind_of(question).asks}
