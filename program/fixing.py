"""What urgent fixes put in place of frozen texts. Rows stay as published; their readers see the newest words."""

from collections.abc import Mapping
from copy import copy
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from program.models import Fix, FixedWords, Part

Row = TypeVar("Row", bound=models.Model)
Place = tuple[str, int, int, str]


@lru_cache(maxsize=256)
def fixed_words(edition_id: UUID, fixes: int) -> Mapping[Place, Mapping[str, Any]]:
    """The fixed texts of an edition by part, week, place and language, as of a fix: the programme's newest, or the
    newest when something was written. Kept in the process, as no fix is changed. No statement where there is none."""
    if not fixes:
        return {}
    rows = FixedWords.objects.filter(edition_id=edition_id, number__lte=fixes).order_by("number")
    return {(row.part, row.week, row.place, row.language): row.content for row in rows}


def as_fixed(row: Row, fixes: int, part: Part, week: int, place: int = 0, language: str = "") -> Row:
    """The row of an edition as it is read now; never saved. No statement once the edition has been read."""
    edition_id: UUID = row.edition_id  # type: ignore[attr-defined]  # every frozen row of an edition has it
    content = fixed_words(edition_id, fixes).get((str(part), week, place, language))
    if content is None:
        return row
    found = copy(row)
    for name, value in content.items():
        setattr(found, name, value)
    return found


def newest_fix(edition_id: UUID) -> int:
    """The number of the newest fix in this edition's programme; 0 where there is none. One statement."""
    newest = Fix.objects.filter(program__editions=edition_id).order_by("-number").values_list("number", flat=True)
    return newest.first() or 0
