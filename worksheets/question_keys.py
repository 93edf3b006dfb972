"""Which key each question of a worksheet has. Pure: told what was asked before, it says what stays and what is new.

An answer is kept under its question's key, and a risk rule, a letter template and a later week find it by that. So a
question that is reworded or moved keeps its key, a copy gets one of its own, and a key that an edition has asked is
never given to anything else: not to another kind, and not to another question of the same kind.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

LONGEST = 40
NO_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Placed:
    """A question as it stands in the form: `id` is its block's, `key` what was typed, perhaps nothing."""

    id: str
    kind: str
    label: str
    key: str = ""


@dataclass(frozen=True)
class Asked:
    """What editions asked under one key, in all languages, and the newest of them that did."""

    kind: str
    labels: frozenset[str]
    label: str
    edition: int

    def is_same(self, question: Placed) -> bool:
        return self.kind == question.kind and tidy(question.label) in self.labels


@dataclass(frozen=True)
class Before:
    """What keys are known by now. `saved` by block id, as the last draft has them; `twins` are the kinds of the same
    worksheet's questions in other languages; `elsewhere` those of the programme's other worksheets."""

    saved: Mapping[str, str] = field(default_factory=dict)
    published: Mapping[str, Asked] = field(default_factory=dict)
    twins: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass
class Settled:
    """`keys` in the order of the questions; `told` are sentences for the editor; `refused` by place, with a key that
    would do instead."""

    keys: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


def settle(questions: Sequence[Placed], before: Before) -> Settled:
    """Every question with a key of its own. What is refused keeps what was typed, so that it can be looked at."""
    settled = Settled(keys=[question.key for question in questions])
    owners = _owners(questions, before)
    for place, question in enumerate(questions):
        if question.key and owners[question.key] != place:
            settled.keys[place] = _fresh(question, before, settled.keys)
            settled.told.append(_copied(question, settled.keys[place]))
        elif question.key and (sentence := _refusal(question, before, settled.keys)):
            settled.refused[place] = sentence
    for place, question in enumerate(questions):
        if not question.key:
            settled.keys[place] = _proposed(question, before, settled.keys)
            settled.told += _news(question, settled.keys[place], before)
    return settled


def slug(label: str, *, letter_first: bool = True, fallback: str = "question") -> str:
    """Small letters, digits and _ only. Words of a script that has none of them leave the fallback."""
    plain = unicodedata.normalize("NFKD", label.casefold()).encode("ascii", "ignore").decode()
    joined = NO_LETTERS.sub("_", plain).strip("_")
    short = joined if len(joined) <= LONGEST else joined[: LONGEST + 1].rpartition("_")[0] or joined[:LONGEST]
    if letter_first:
        short = short.lstrip("0123456789_")
    return short or fallback


def unused(wanted: str, taken: Collection[str], *, hyphen: str = "_") -> str:
    """The same, or with the next number that is free."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}{hyphen}{number}"
    return name


def tidy(label: str) -> str:
    return " ".join(label.split()).casefold()


def _owners(questions: Sequence[Placed], before: Before) -> dict[str, int]:
    """Whose each typed key is: the question's that was saved with it, else the first one's."""
    owners: dict[str, int] = {}
    for place, question in enumerate(questions):
        if question.key not in owners or before.saved.get(question.id) == question.key:
            owners[question.key] = place
    return owners


def _refusal(question: Placed, before: Before, taken: Iterable[str]) -> str:
    """Why this question may not have the key that was typed; empty where it may."""
    saved, asked = before.saved.get(question.id, ""), before.published.get(question.key)
    names = {"key": question.key, "saved": saved, "instead": _fresh(question, before, taken)}
    if saved and saved != question.key and saved in before.published and saved not in set(taken):
        return (
            _(
                "This question was published with the key “%(saved)s”, and answers are kept under it. Put it back, or "
                "add a new question and leave its key empty."
            )
            % names
        )
    if asked is None:
        return ""
    names |= {"label": asked.label, "edition": str(asked.edition)}
    if asked.kind != question.kind:
        return (
            _(
                "“%(key)s” is the key of “%(label)s” in edition %(edition)s, a question of another kind. A change of "
                "kind makes a new question: leave the key empty, and it becomes “%(instead)s”. Earlier answers stay "
                "as they are."
            )
            % names
        )
    if saved == question.key or before.twins.get(question.key) == question.kind or asked.is_same(question):
        return ""
    return (
        _(
            "“%(key)s” was the key of “%(label)s” in edition %(edition)s, and answers are kept under it. A different "
            "question needs a key of its own: leave it empty, and it becomes “%(instead)s”."
        )
        % names
    )


def _proposed(question: Placed, before: Before, taken: Collection[str]) -> str:
    """A key for a question without one: what it was published with, where this is that question; else a new one."""
    saved = before.saved.get(question.id, "")
    asked = before.published.get(saved)
    if asked and asked.kind == question.kind and saved not in taken:
        return saved
    for key, each in before.published.items():
        if each.is_same(question) and key not in taken:
            return key
    return _fresh(question, before, taken)


def _fresh(question: Placed, before: Before, taken: Iterable[str]) -> str:
    wanted = slug(question.label, fallback=question.kind)
    other_kind = {key for key, kinds in before.elsewhere.items() if set(kinds) != {question.kind}}
    return unused(wanted, {*taken, *before.published, *other_kind})


def _copied(question: Placed, key: str) -> str:
    names = {"label": question.label, "key": key}
    return (
        _("“%(label)s” had the key of another question. It is a question of its own now, with the key “%(key)s”.")
        % names
    )


def _news(question: Placed, key: str, before: Before) -> list[str]:
    """Said where the words would have led to a key that stands for a question of another kind."""
    asked = before.published.get(slug(question.label, fallback=question.kind))
    if asked is None or asked.kind == question.kind or key in before.published:
        return []
    names = {"label": question.label, "key": key, "edition": str(asked.edition)}
    return [
        _(
            "“%(label)s” is of another kind than in edition %(edition)s, so it is a new question, with the key "
            "“%(key)s”. Answers to the earlier one stay as they are."
        )
        % names
    ]
