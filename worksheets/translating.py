"""What a translation of a worksheet has to leave as it is: everything but the words."""

from collections.abc import Sequence
from typing import Any

from worksheets.definition import ALWAYS
from worksheets.kinds import KINDS, Question
from worksheets.params import text

# Each parameter that is a text for people, of whichever kind; entries of a list have a label and a help of their own.
WORDS = {
    name
    for kind in KINDS.values()
    for name, param in {**ALWAYS, **kind.common, **kind.params}.items()
    if param.check is text
} | {"label", "help", "low", "high", "unit"}


def asks_the_same(one: Sequence[Question], other: Sequence[Question]) -> bool:
    """Whether an answer to the one is an answer to the other: the same keys, kinds, choices and limits, in order."""
    return bool(_wordless(one) == _wordless(other))


def _wordless(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _wordless(value) for name, value in part.items() if name not in WORDS}
    if isinstance(part, list | tuple):
        return [_wordless(value) for value in part]
    return part
