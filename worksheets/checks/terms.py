"""Words to avoid: what a clinic's editors listed, found as whole words. Pure but for the sentence's language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from worksheets.checks.finding import Finding
from worksheets.checks.subject import Subject

APOSTROPHE = re.compile(r"['’ʼ`]")


@dataclass(frozen=True)
class Term:
    """`words` may end in a star: then any ending counts."""

    words: str
    advice: str
    level: str


def avoided(subject: Subject, terms: Sequence[Term]) -> Iterator[Finding]:
    """Each term once in each text."""
    if not terms:
        return
    any_of = _any_of(tuple(term.words for term in terms))
    for part in subject.texts:
        seen: set[str] = set()
        for match in any_of.finditer(part.text):
            term = next(each for each in terms if pattern_of(each.words).fullmatch(match[0]))
            if term.words not in seen:
                seen.add(term.words)
                what = _("“%(words)s” is a word to avoid.") % {"words": match[0]}
                yield subject.finding(term.level, what, term.advice, part)


@lru_cache(maxsize=1024)
def pattern_of(words: str) -> re.Pattern[str]:
    """The term as whole words: capitals, the width of a space and the sort of an apostrophe do not matter."""
    return re.compile(rf"(?<!\w){_written(words)}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=16)
def _any_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_written, longest_first))})(?!\w)", re.IGNORECASE)


def _written(words: str) -> str:
    """A star at the end stands for any ending; everything else for itself."""
    stem = words.rstrip("*").strip()
    spaced = r"\s+".join(re.escape(word) for word in stem.split())
    return APOSTROPHE.sub("['’ʼ`]", spaced) + (r"\w*" if words.endswith("*") else "")
