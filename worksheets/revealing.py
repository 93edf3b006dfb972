"""Before something is sent: what looks as if it said who its writer is. It marks; the writer decides, nothing is kept.

Lists and patterns find some of it and not all, and sometimes what is none: the page says so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from django.db import models
from django.utils.translation import gettext_lazy as _

from worksheets.risk.given import GivenSheet

WORDS = Path(__file__).with_name("revealing_words.yaml")
LONGEST_SHOWN = 80
NAME = r"(?P<name>[^\W\d_][\w'’-]{0,40})"
CAPITAL = r"[^\W\d_a-zåäöéü]"
SMALL = r"(?:['’-]?[A-ZÅÄÖ])?[a-zà-öø-ÿ]"
# Every run is bounded, so that no text takes long.
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[\[(](?:at|@|snabel-?a)[\])]\s?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
DIGITS = re.compile(r"(?<![\w.,:/-])\+?\(?\d[\d ().\-–/]{5,22}\d(?![\w])")
DATE = re.compile(r"\d{4}[-./–]\d{1,2}[-./–]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}")
PERSONAL = re.compile(r"(?:\d{2})?\d{6}[-–]\d{4}")
POSTCODES = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b\d{3} \d{2} [A-ZÅÄÖ][a-zåäö]{1,30}\b|\b[A-Z]{2} \d{5}\b"
)
# Digits of a telephone number with its prefix, and of one without.
PREFIXED, BARE = range(8, 16), range(9, 13)


class Kind(models.TextChoices):
    NAME = "name", _("looks like a name")
    MAIL = "mail", _("looks like an e-mail address")
    NUMBER = "number", _("looks like a phone number, or another number of your own")
    ADDRESS = "address", _("looks like an address")


@dataclass(frozen=True)
class Revealed:
    """A few words to look at again; `label` is the question that they answer."""

    kind: Kind
    words: str
    label: str = ""


@dataclass(frozen=True)
class Lists:
    """The phrases of one language, as revealing_words.yaml names them, ready to be looked for."""

    says_name: re.Pattern[str]
    before_name: re.Pattern[str]
    says_who: re.Pattern[str]
    not_names: frozenset[str]
    closings: re.Pattern[str]
    says_address: re.Pattern[str]
    streets: Sequence[re.Pattern[str]]


def revealed(text: str) -> list[Revealed]:
    """All that should be looked at again, once each, and not again as a part of more."""
    found = list(dict.fromkeys(_found(text)))
    return [each for each in found if not any(_is_part(each, other) for other in found)]


def revealed_in(given: GivenSheet) -> list[Revealed]:
    """The same for all words of a worksheet."""
    found = (
        Revealed(each.kind, each.words, passage.label) for passage in given.passages for each in revealed(passage.text)
    )
    return list(dict.fromkeys(found))


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Lists]:
    """The lists by language. A key that is not known here raises: they are ours."""
    read = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {language: _lists(**lists) for language, lists in read.items()}


def _lists(
    *,
    says_name: list[str],
    before_name: list[str],
    says_who: list[str],
    not_names: list[str],
    closings: list[str],
    says_address: list[str],
    streets: list[str],
    street_ends: list[str],
) -> Lists:
    capital = CAPITAL + r"[\w'’-]{0,40}"
    ways = []
    if streets:
        ways.append(rf"\b\d{{1,4}}[A-Za-z]?,? (?:{capital} ){{1,3}}(?i:{'|'.join(streets)})\b")
    if street_ends:
        ways.append(rf"\b{CAPITAL}[\w-]{{0,40}}(?i:{'|'.join(street_ends)}) \d{{1,4}} ?[A-Z]?\b")
    return Lists(
        says_name=re.compile(rf"\b(?i:{_any(says_name)})[\s:]{{1,3}}{NAME}"),
        before_name=re.compile(rf"\b(?i:{_any(before_name)})[\s:]{{1,3}}(?={CAPITAL}){NAME}"),
        says_who=re.compile(rf"\b(?i:{_any(says_who)})[ \n]{{1,3}}(?={CAPITAL}{SMALL}){NAME}"),
        not_names=frozenset(word.casefold() for word in not_names),
        closings=re.compile(
            rf"(?:^|\n)[ \t]{{0,9}}(?i:{_any(closings)})[ \t]{{0,9}}[,.!]?\s{{1,9}}"
            rf"(?P<name>{capital}(?: {capital})?)[ .!]{{0,9}}\Z"
        ),
        says_address=re.compile(rf"\b(?i:{_any(says_address)})[\s:]{{1,3}}(?:\d{{1,5}}|{CAPITAL})[^\n.!?;]{{1,60}}"),
        streets=[re.compile(way) for way in ways],
    )


def _any(phrases: Iterable[str]) -> str:
    """Any of these, the longest first; the sign in "I'm" may be missing or be another one."""
    written = (r"\s{1,3}".join(re.escape(word) for word in phrase.split()) for phrase in phrases)
    return "|".join(sorted((each.replace("'", "['’ʼ`]?") for each in written), key=len, reverse=True))


def _found(text: str) -> Iterator[Revealed]:
    for lists in languages().values():
        yield from (Revealed(Kind.NAME, _shown(words)) for words in _names(lists, text))
        for pattern in (lists.says_address, *lists.streets):
            yield from (Revealed(Kind.ADDRESS, _shown(each[0])) for each in pattern.finditer(text))
    yield from (Revealed(Kind.ADDRESS, _shown(each[0])) for each in POSTCODES.finditer(text))
    yield from (Revealed(Kind.MAIL, _shown(each[0])) for each in MAIL.finditer(text))
    yield from (Revealed(Kind.NUMBER, _shown(each[0])) for each in DIGITS.finditer(text) if _is_own_number(each[0]))


def _names(lists: Lists, text: str) -> Iterator[str]:
    for pattern in (lists.says_name, lists.before_name, lists.says_who, lists.closings):
        for found in pattern.finditer(text):
            if found["name"].casefold() not in lists.not_names:
                yield found[0]


def _is_own_number(text: str) -> bool:
    """Long enough for a telephone, and no day, no hours, no row of ratings."""
    bare = text.strip(" ()")
    groups = re.findall(r"\d+", bare)
    digits = sum(map(len, groups))
    if PERSONAL.fullmatch(bare):
        return True
    if DATE.search(bare) or (digits == 8 and len(groups) == 2 and "–-".find(bare[4]) >= 0):
        return False
    in_pairs = len(groups) >= 5 and all(len(group) == 2 for group in groups)
    if not in_pairs and max(map(len, groups)) < 3:
        return False
    return digits in (PREFIXED if bare.startswith(("+", "0")) else BARE)


def _is_part(one: Revealed, other: Revealed) -> bool:
    return one != other and one.kind == other.kind and one.words in other.words


def _shown(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"
