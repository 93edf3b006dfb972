"""Which instruments may be put to people now, and in which shape. Pure.

Nobody is alerted to a dangerous answer yet: no rule reads the answers, and no duty desk waits for them. Until that is
built, whatever would call for an alert is not asked. Empty both of these when the risk rules are in force.
"""

from dataclasses import replace

from worksheets.measures.instrument import Instrument
from worksheets.measures.registry import REGISTRY

WITHHELD = {"phq_9": "it asks about thoughts of suicide, and nobody is alerted to an answer yet"}
LEFT_OUT = {"weekly_check_in": frozenset({"worry", "alone"})}


class NotAskable(Exception):
    """`reason` completes the sentence '“key” cannot be asked: …'."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def askable(key: str) -> Instrument:
    """The instrument as people meet it: without the items that nobody would answer for yet. Raises NotAskable."""
    found = REGISTRY.get(key)
    if found is None:
        raise NotAskable(f"there is no such instrument; known are {', '.join(sorted(REGISTRY))}")
    if key in WITHHELD:
        raise NotAskable(WITHHELD[key])
    if found.is_slot or not found.enabled_by_default:
        raise NotAskable(f"it is switched off. {found.condition}".strip())
    left_out = LEFT_OUT.get(key, frozenset())
    return replace(found, items=tuple(item for item in found.items if item.link_id not in left_out))


def may_be_asked(key: str) -> bool:
    try:
        askable(key)
    except NotAskable:
        return False
    return True
