"""Finding a phrase in what somebody wrote: whole words, whatever the case, the accents and the signs between them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

APOSTROPHES = re.compile(r"['’‘ʼ`´]")
WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words in the form they are compared in: 'Don’t!' and 'dont' are the same, and so are 'är' and 'ar'."""
    # Apostrophes first: some of their kinds come apart into a space and an accent.
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text).casefold())
    return WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))


def first_found(phrases: Iterable[str], text: str) -> str | None:
    """The first of these phrases, in alphabetical order, that the text holds; one without a word is never found."""
    line = _line(words_of(text))
    return next(
        (phrase for phrase in sorted(set(phrases)) if (words := words_of(phrase)) and _line(words) in line), None
    )


def _line(words: Sequence[str]) -> str:
    """With a space at both ends, so that a phrase begins and ends where words do."""
    return f" {' '.join(words)} "
