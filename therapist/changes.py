"""What changed between two versions of one worksheet, word by word. Pure: no key, no row, no clock."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from worksheets.kinds import plain
from worksheets.reading import ShownAnswer

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


@dataclass(frozen=True)
class Change:
    """One question whose answer changed. Put together, what is not added is the old answer; not removed, the new."""

    label: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Changes:
    """`since` is the number of the older version; `unchanged` are the questions whose answers stayed as they were."""

    since: int
    changed: Sequence[Change]
    unchanged: Sequence[str]


def compare(since: int, old: Sequence[ShownAnswer], new: Sequence[ShownAnswer]) -> Changes:
    """In the order of the new version, and then what it does not ask any more."""
    before, after = {each.key: each for each in old}, {each.key: each for each in new}
    changed, unchanged = [], []
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = _text(before.get(key)), _text(after.get(key))
        label = (after.get(key) or before[key]).label
        if was == now:
            unchanged.append(label)
        else:
            changed.append(Change(label, list(pieces(was, now))))
    return Changes(since, changed, unchanged)


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


def _text(answer: ShownAnswer | None) -> str:
    """Numbers with their scale, tables as lines."""
    if answer is None:
        return ""
    return f"{answer.text} / {answer.out_of}" if answer.out_of else plain(answer)
