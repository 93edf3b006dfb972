"""What a text may not ask, advise or promise, as patterns for each language in patterns.yaml. Pure but for its words.

A sentence that says the opposite ("please leave out which sites") is left alone: what is found counts only where no
word of negation stands before or within it in the same sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_lazy

from worksheets.checks import words
from worksheets.checks.finding import Finding, Level
from worksheets.checks.subject import Part, Subject

PATTERNS = Path(__file__).with_name("patterns.yaml")
LONGEST_SHOWN = 140
# "Do not delete" and "radera inte" deny alike; "nobody will ever know" denies nothing of what it promises.
DENIED_WITHIN = {"description", "material"}
WHAT = {
    "description": gettext_lazy("This asks for a description of what was seen or done: “%(sentence)s”"),
    "material": gettext_lazy("This says what to do with material: “%(sentence)s”"),
    "secrecy": gettext_lazy("This promises more secrecy than there is: “%(sentence)s”"),
    "neutral": gettext_lazy("This may shut somebody out, or blame them: “%(sentence)s”"),
}
ADVICE = {
    "description": gettext_lazy(
        "Ask what it did for the person: what came before, what they felt, what they hoped for. Never for sites, "
        "search words, images or a child."
    ),
    "material": gettext_lazy(
        "Never advise to delete, move or keep material. Say that a lawyer can answer that, and where to find one."
    ),
    "secrecy": gettext_lazy("Say what is kept, who can read it, and where the limits are, as the consent does."),
    "neutral": gettext_lazy("Say “they”, “partner” or “person”, and name what happened without judging who did it."),
}


@dataclass(frozen=True)
class Pattern:
    """`finds` and `leaves` are sentences that it must find and must not, for the tests."""

    family: str
    level: Level
    find: re.Pattern[str]
    finds: Sequence[str]
    leaves: Sequence[str]


@dataclass(frozen=True, eq=False)
class Language:
    """`any_of` finds what any of the patterns finds."""

    any_of: re.Pattern[str]
    negations: re.Pattern[str]
    conditions: re.Pattern[str]
    patterns: Sequence[Pattern]


def misled(subject: Subject) -> Iterator[Finding]:
    """Every sentence once for each family."""
    language = languages().get(subject.language)
    if language is None:
        return
    for part in subject.texts:
        for sentence in words.sentences(part.text):
            for pattern in found(language, sentence):
                named = {"sentence": _shown(sentence)}
                level = _level(pattern, part)
                yield subject.finding(level, WHAT[pattern.family] % named, str(ADVICE[pattern.family]), part)


@lru_cache(maxsize=8192)
def found(language: Language, sentence: str) -> Sequence[Pattern]:
    """The first pattern of each family that the sentence holds and does not deny."""
    if not language.any_of.search(sentence):
        return ()
    by_family: dict[str, Pattern] = {}
    for pattern in language.patterns:
        if pattern.family not in by_family and _is_said(language, pattern, sentence):
            by_family[pattern.family] = pattern
    return tuple(by_family.values())


def _is_said(language: Language, pattern: Pattern, sentence: str) -> bool:
    for match in pattern.find.finditer(sentence):
        until = match.end() if pattern.family in DENIED_WITHIN else match.start()
        if not language.negations.search(language.conditions.sub("", sentence[:until])):
            return True
    return False


def _level(pattern: Pattern, part: Part) -> Level:
    """A question that asks for it has no other reading; a text may."""
    asks = pattern.family == "description" and pattern.level == Level.WARNING and part.name in {"label", "follow_up"}
    return Level.ERROR if asks else pattern.level


def _shown(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST_SHOWN else f"{sentence[:LONGEST_SHOWN]}…"


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Language]:
    read = yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))
    return {code: _language(**lists) for code, lists in read.items()}


def _language(*, negations: list[str], conditions: list[str], **families: list[dict[str, Any]]) -> Language:
    found = [(family, each, rf"\b(?:{each['find']})\b") for family, patterns in families.items() for each in patterns]
    return Language(
        any_of=re.compile("|".join(written for _family, _each, written in found), re.IGNORECASE),
        negations=re.compile(rf"\b(?:{'|'.join(negations)})\b", re.IGNORECASE),
        conditions=re.compile(rf"^\W*(?:{'|'.join(conditions)})\b[^,]*,", re.IGNORECASE),
        patterns=[
            Pattern(
                family=family,
                level=Level(each["level"]),
                find=re.compile(written, re.IGNORECASE),
                finds=each["finds"],
                leaves=each.get("leaves", ()),
            )
            for family, each, written in found
        ],
    )
