"""The families of checks that look at words, wherever those stand. Each takes a subject and says what it found."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from worksheets.checks.finding import Finding
from worksheets.checks.headings import out_of_order
from worksheets.checks.links import astray
from worksheets.checks.patterns import misled
from worksheets.checks.reading import too_hard
from worksheets.checks.subject import Subject
from worksheets.checks.terms import Term, avoided

Family = Callable[[Subject], Iterator[Finding]]
ON_WORDS: Sequence[Family] = (misled, astray, out_of_order, too_hard)

Terms = Mapping[str, Sequence[Term]]


def on_words(subject: Subject, terms: Terms) -> list[Finding]:
    """`terms` are the words to avoid, by language."""
    found = list(avoided(subject, terms.get(subject.language, ())))
    return [*found, *(finding for family in ON_WORDS for finding in family(subject))]


def worst_first(found: Iterable[Finding]) -> list[Finding]:
    """By level, and within a level as they stand in the text."""
    return sorted(found, key=lambda finding: finding.order)
