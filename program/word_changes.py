"""What changed between two texts, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A word with the space after it; what is left are the spaces that a text begins with.
WORD = re.compile(r"\S+\s*|\s+")


class Mark(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """Some words in a row that share a fate."""

    mark: Mark
    text: str


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Both texts in one: nothing of either is lost, and no two pieces in a row have the same mark."""
    was, now = WORD.findall(old), WORD.findall(new)
    held: dict[Mark, list[str]] = {Mark.REMOVED: [], Mark.ADDED: []}
    for change, i1, i2, j1, j2 in SequenceMatcher(None, was, now).get_opcodes():
        if change == "equal":
            yield from _let_go(held)
            yield Piece(Mark.SAME, "".join(was[i1:i2]))
        else:
            held[Mark.REMOVED] += was[i1:i2]
            held[Mark.ADDED] += now[j1:j2]
    yield from _let_go(held)


def _let_go(held: dict[Mark, list[str]]) -> Iterator[Piece]:
    for mark, words in held.items():
        if words:
            yield Piece(mark, "".join(words))
            words.clear()
