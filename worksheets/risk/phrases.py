"""Finding a phrase in what somebody wrote: whole words, whatever the case, the accents and the signs between them."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

APOSTROPHES = re.compile(r"['’‘ʼ`´]")
WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words in the form they are compared in: 'Don’t!' and 'dont' are the same, and so are 'är' and 'ar'."""
    plain = APOSTROPHES.sub("", text).casefold()
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return WORD.findall(plain)


def line_of(text: str) -> str:
    """The words of a text with a space around each, so that a phrase begins and ends where words do."""
    return f" {' '.join(words_of(text))} "


def first_found(phrases: Iterable[str], line: str) -> str | None:
    """The first of these phrases, in alphabetical order, that stands in this line; one without a word never does."""
    return next((phrase for phrase in sorted(set(phrases)) if (sought := _sought(phrase)) and sought in line), None)


@lru_cache(maxsize=4096)
def _sought(phrase: str) -> str:
    """Kept in the process: phrases are the clinic's. What somebody wrote never comes here."""
    return line_of(phrase) if words_of(phrase) else ""
