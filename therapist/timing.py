"""How long a letter or a message was being written, as the server hears of it. Pure: no clock, no database.

With scripts the page speaks while somebody writes, so a silence of more than CAP is somebody who went away: so much of
it counts. Without scripts it speaks when it is opened and when a button is pressed, and between them nothing is heard:
then up to PAGE_CAP counts. Two windows of one browser never count the same minute twice, since time runs from the last
word of either.
"""

from dataclasses import dataclass
from enum import Enum, auto

MINUTE = 60
CAP = 5 * MINUTE
PAGE_CAP = 20 * MINUTE
# What comes sooner after the last word is left to the next one: a page that saves every few seconds writes no session.
PAUSE = 30


class Heard(Enum):
    OPENED = auto()
    SAVED = auto()
    PRESSED = auto()


@dataclass(frozen=True)
class Open:
    """What is known of the page that spoke last: which case, when (seconds), how much of a minute is not counted yet.

    `silent`: it was opened and has said nothing since.
    """

    case: str
    at: int
    owed: int = 0
    silent: bool = True


def hear(before: Open | None, case: str, now: int, heard: Heard) -> tuple[Open, int]:
    """What is known now, and how many whole minutes are to be counted for this case."""
    same = before is not None and before.case == case
    owed = before.owed if before is not None and same else 0
    if before is not None and same and 0 <= now - before.at < PAUSE and _can_wait(before, heard):
        return before, 0
    if heard is Heard.OPENED or before is None:
        return Open(case, now, owed), 0
    cap = PAGE_CAP if same and before.silent and heard is Heard.PRESSED else CAP
    total = owed + min(max(now - before.at, 0), cap)
    # A press rounds, and keeps what it rounded away: over many letters nothing is added and nothing lost.
    minutes = (total + MINUTE // 2) // MINUTE if heard is Heard.PRESSED else max(total, 0) // MINUTE
    return Open(case, now, total - minutes * MINUTE, silent=False), minutes


def _can_wait(before: Open, heard: Heard) -> bool:
    return heard is Heard.SAVED or (heard is Heard.OPENED and before.silent)
