"""Questions that come back: the same key in several weeks, or one that carries an earlier answer forward."""

from collections import Counter
from functools import lru_cache
from uuid import UUID

from worksheets.kinds import Question, kind_of
from worksheets.kinds.words import CarryForward
from worksheets.models import WorksheetVersion


def name_of(question: Question) -> str:
    """What a question is lined up under: its key, or the key of the question whose answer it carries forward."""
    return str(question["question"] if question["kind"] == CarryForward.name else question["key"])


@lru_cache(maxsize=64)
def recurring(edition_id: UUID) -> frozenset[str]:
    """The keys of questions that more than one week of an edition asks. Kept in the process: an edition is frozen."""
    asked = [
        (name_of(question), str(question["key"]))
        for version in WorksheetVersion.objects.filter(edition_id=edition_id)
        for question in version.questions
        if kind_of(question).asks
    ]
    times = Counter(name for name, _key in asked)
    return frozenset(key for name, key in asked if times[name] > 1)
