"""How long somebody has been quiet, and what follows: pure functions of days. No clock, no database.

Only days on which it was their turn count. Days of a pause do not, nor do those on which they wait for a letter, for an
answer, or for a week to open. After 7 and 14 such days they are met with a warm line; after 28 their place rests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from program.schedule import Pause, active_days

# The days are those of the programme's plan; that they are the right ones is our own choice.
FIRST_DAY, LATER_DAY, REST_DAY = 7, 14, 28


class Quiet(StrEnum):
    """What somebody's silence has come to."""

    FIRST = "first"
    LATER = "later"
    REST = "rest"


@dataclass(frozen=True)
class Facts:
    """`seen_on` is the newest day on which they were here; empty where nobody knows. `turn_since` is the day on which
    it became their turn; empty while it is not."""

    seen_on: date | None
    turn_since: date | None
    pauses: Sequence[Pause] = ()


def quiet_since(facts: Facts) -> date | None:
    """The day from which on silence is counted; None while nothing is waited for from them."""
    if facts.turn_since is None:
        return None
    return max(facts.turn_since, facts.seen_on or facts.turn_since)


def quiet_days(facts: Facts, today: date) -> int:
    """How many days of silence are over by today."""
    since = quiet_since(facts)
    return active_days(since, today, facts.pauses) if since else 0


def quiet(facts: Facts, today: date) -> Quiet | None:
    """None while there is nothing to say; always the furthest that was reached."""
    days = quiet_days(facts, today)
    reached = [
        step
        for step, day in ((Quiet.FIRST, FIRST_DAY), (Quiet.LATER, LATER_DAY), (Quiet.REST, REST_DAY))
        if days >= day
    ]
    return reached[-1] if reached else None
