"""What changed between two versions of one worksheet, word by word. Pure: no key, no row, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass

from program.word_changes import Piece, pieces
from worksheets.kinds import plain
from worksheets.reading import ShownAnswer


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


def _text(answer: ShownAnswer | None) -> str:
    """Numbers with their scale, tables as lines."""
    if answer is None:
        return ""
    return f"{answer.text} / {answer.out_of}" if answer.out_of else plain(answer)
