"""Which instruments may be put to people now, and in which shape. Pure.

Nobody is alerted to a dangerous answer yet: no rule reads the answers, and no duty desk waits for them. Until that is
built, whatever would call for an alert is not asked. Empty both of these when the risk rules are in force.
"""

from dataclasses import replace
from datetime import date

from worksheets.measures.instrument import Instrument
from worksheets.measures.registry import REGISTRY
from worksheets.measures.stored import ENGLISH, NOTHING, Kept, asked_as

WITHHELD = {"phq_9": "it asks about thoughts of suicide, and nobody is alerted to an answer yet"}
LEFT_OUT = {"weekly_check_in": frozenset({"worry", "alone"})}


class NotAskable(Exception):
    """`reason` completes the sentence '“key” cannot be asked: …'."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def askable(key: str, language: str = ENGLISH, kept: Kept = NOTHING, on: date | None = None) -> Instrument:
    """The instrument as people meet it in an edition of this language, published on this day (none: now); `kept` is
    what is stored. Without the items that nobody would answer for yet. Raises NotAskable.
    """
    found = asked_as(key, language, kept, on)
    if found is None:
        raise NotAskable(_unknown(key, language, kept))
    if key in WITHHELD:
        raise NotAskable(WITHHELD[key])
    if found.is_slot or not found.enabled_by_default:
        raise NotAskable(f"it is switched off. {found.condition}".strip().removesuffix("."))
    left_out = LEFT_OUT.get(key, frozenset())
    return replace(found, items=tuple(item for item in found.items if item.link_id not in left_out))


def _unknown(key: str, language: str, kept: Kept) -> str:
    if kept.get(key):
        return f"it is stored neither in the language “{language}” nor in English"
    return f"there is no such instrument; known are {', '.join(sorted({*REGISTRY, *kept}))}"
