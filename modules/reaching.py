"""Which weeks of an edition somebody can read who joined on an earlier one. Rows in, numbers out; nothing is saved.

A week moves over only where it is the same week: its number, its kind and its worksheet are the same, and what it
carries forward was asked in the earlier edition, too. A week that was removed, added, moved to another place or given
another worksheet stays as it was, and so does the number of weeks.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from modules.models import EditionStep, ModulePage
from program.models import Edition, EditionWeek
from worksheets.blocks import frozen_questions
from worksheets.kinds import Question
from worksheets.kinds.words import CarryForward
from worksheets.models import WorksheetVersion

Place = tuple[int, str]


@dataclass(frozen=True)
class Shape:
    """What makes a week the same week. `asks` and `carries` name questions by week and key."""

    kind: str
    worksheet: str
    steps: frozenset[str]
    asks: frozenset[Place]
    carries: frozenset[Place]

    def is_that_of(self, other: "Shape") -> bool:
        if self.worksheet or other.worksheet:
            return (self.kind, self.worksheet) == (other.kind, other.worksheet)
        return self.kind == other.kind and bool(self.steps & other.steps)


def live_shapes(modules: Sequence[ModulePage]) -> dict[int, Shape]:
    """The weeks as they would be published now, by number."""
    return {
        module.number: shape(
            module.number,
            module.kind,
            [block.value["key"] for block in module.steps],
            module.worksheet.key if module.worksheet else "",
            frozen_questions(module.worksheet) if module.worksheet else (),
        )
        for module in modules
    }


def shape(number: int, kind: str, steps: Iterable[str], worksheet: str, questions: Sequence[Question]) -> Shape:
    carried = [question for question in questions if question["kind"] == CarryForward.name]
    return Shape(
        kind=str(kind),
        worksheet=worksheet,
        steps=frozenset(steps),
        asks=frozenset((number, question["key"]) for question in questions),
        carries=frozenset((question["week"], question["question"]) for question in carried),
    )


def moving(newer: Mapping[int, Shape], earlier: Mapping[int, Shape]) -> list[int]:
    """The numbers of the weeks that somebody of the earlier edition can read in the newer one."""
    asked = {place for shape in earlier.values() for place in shape.asks}
    return [
        number
        for number, shape in newer.items()
        if number in earlier and shape.is_that_of(earlier[number]) and shape.carries <= asked
    ]


def saved_shapes(editions: Sequence[Edition]) -> dict[UUID, dict[int, Shape]]:
    """Those of editions that were published, in three statements for any number of them."""
    steps: dict[tuple[UUID, int], list[str]] = defaultdict(list)
    own = EditionStep.objects.filter(edition__in=editions, language=F("edition__language"))
    for edition_id, week, key in own.values_list("edition_id", "week", "key"):
        steps[edition_id, week].append(key)
    sheets = {(row.edition_id, row.week): row for row in WorksheetVersion.objects.filter(edition__in=editions)}
    found: dict[UUID, dict[int, Shape]] = {edition.pk: {} for edition in editions}
    for row in EditionWeek.objects.filter(edition__in=editions):
        place = row.edition_id, row.number
        sheet = sheets.get(place)
        key, questions = (sheet.key, sheet.questions) if sheet else ("", ())
        found[row.edition_id][row.number] = shape(row.number, row.kind, steps[place], key, questions)
    return found


@dataclass(frozen=True)
class Told:
    """What an edition would mean for people of an earlier one: the weeks that move over, and those that stay."""

    edition: Edition
    moving: Sequence[int]
    staying: Sequence[int]


def told(modules: Sequence[ModulePage], earlier: Sequence[Edition]) -> list[Told]:
    """For a page that asks before it does anything. Three statements."""
    newer, found = live_shapes(modules), saved_shapes(earlier)
    lines = []
    for edition in earlier:
        move = moving(newer, found[edition.pk])
        lines.append(Told(edition, move, [number for number in found[edition.pk] if number not in move]))
    return lines
