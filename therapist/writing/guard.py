"""A second look at a letter: sentences that ask or say who somebody is, or that promise secrecy. It marks, and never
blocks.

Therapists know a participant by a made-up name, and may not ask for more; they sign with their work name, and say no
more of themselves; what is told has limits that the consent names, so nobody may promise more. Lists of phrases find
some of it and not all: the page says so.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from django.db import models
from django.utils.translation import gettext_lazy as _

from program.quoting import own_words
from worksheets import revealing
from worksheets.risk.phrases import first_found, line_of

WORDS = Path(__file__).with_name("guard_words.yaml")
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


class Kind(models.TextChoices):
    """What a sentence seems to do, in words that follow it."""

    NAME = "name", _("asks who they or somebody else are")
    ADDRESS = "address", _("asks where they live")
    WORKPLACE = "workplace", _("asks where they work")
    SCHOOL = "school", _("asks where they study")
    REACH = "reach", _("asks how to reach them elsewhere")
    SELF = "self", _("says who you are")
    SECRECY = "secrecy", _("promises secrecy")


OF_THEIRS = {revealing.Kind.NAME, revealing.Kind.MAIL, revealing.Kind.ADDRESS}
"""What a therapist keeps to themselves. A number may be that of a crisis line."""


@dataclass(frozen=True)
class Marked:
    """A sentence to look at again, and what it seems to do."""

    kind: Kind
    sentence: str


@dataclass(frozen=True)
class Lists:
    """The phrases of one language, as guard_words.yaml names them."""

    asks: Mapping[Kind, Sequence[str]]
    things: Mapping[Kind, Sequence[str]]
    requests: Sequence[str]
    refusals: Sequence[str]
    promises: Sequence[str]
    limits: Sequence[str]


def marked(letter: str, *, signed: str = "") -> list[Marked]:
    """Every sentence of the writer's own that should be looked at again, once for each kind, in order. `signed` is
    their work name, which they may say."""
    sentences = (sentence.strip() for sentence in SENTENCE.split(own_words(letter)))
    found = [Marked(kind, sentence) for sentence in sentences if sentence for kind in _kinds(sentence, signed)]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Lists]:
    """The lists by language. A kind or a key that is not known here raises: they are ours."""
    read = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {language: _lists(**lists) for language, lists in read.items()}


def _lists(*, asks: Mapping[str, list[str]], things: Mapping[str, list[str]], **others: list[str]) -> Lists:
    by_kind = [{Kind(kind): phrases for kind, phrases in each.items()} for each in (asks, things)]
    return Lists(asks=by_kind[0], things=by_kind[1], **others)


def _kinds(sentence: str, signed: str) -> list[Kind]:
    line, asks = line_of(sentence), sentence.rstrip("\"'”’») ").endswith("?")
    found = {kind for lists in languages().values() for kind in _in_language(lists, line, asks=asks)}
    if _says_who(sentence, signed):
        found.add(Kind.SELF)
    return [kind for kind in Kind if kind in found]


def _says_who(sentence: str, signed: str) -> bool:
    said = (each.words for each in revealing.revealed(sentence) if each.kind in OF_THEIRS)
    return any(not signed or signed not in words for words in said)


def _in_language(lists: Lists, line: str, *, asks: bool) -> list[Kind]:
    refused = not asks and bool(first_found(lists.refusals, line))
    wants = asks or bool(first_found(lists.requests, line))
    found = [kind for kind, phrases in lists.asks.items() if not refused and wants and first_found(phrases, line)]
    found += [kind for kind, phrases in lists.things.items() if not refused and wants and first_found(phrases, line)]
    if first_found(lists.promises, line) and not first_found(lists.limits, line):
        found.append(Kind.SECRECY)
    return found
