"""Which instruments may be put to people now. Pure."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from worksheets.measures.instrument import Instrument
from worksheets.measures.registry import REGISTRY
from worksheets.measures.stored import ENGLISH, NOTHING, Kept, asked_as

# Answers that somebody has to hear of: these items are asked only where a risk rule looks at them.
WATCHED = {"phq_9": ("q9",), "weekly_check_in": ("worry",)}


class NotAskable(Exception):
    """`reason` completes the sentence '“key” cannot be asked: …'."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def askable(key: str, language: str = ENGLISH, kept: Kept = NOTHING, on: date | None = None) -> Instrument:
    """The instrument as people meet it in an edition of this language, published on this day (none: now); `kept` is
    what is stored. Raises NotAskable."""
    found = asked_as(key, language, kept, on)
    if found is None:
        raise NotAskable(_unknown(key, language, kept))
    if found.is_slot or not found.enabled_by_default:
        raise NotAskable(_switched_off(found.condition))
    return found


def _unknown(key: str, language: str, kept: Kept) -> str:
    if kept.get(key):
        return _("it is stored neither in the language “%(language)s” nor in English") % {"language": language}
    known = ", ".join(sorted({*REGISTRY, *kept}))
    return _("there is no such instrument; known are %(instruments)s") % {"instruments": known}


def _switched_off(condition: str) -> str:
    """`condition` is in the words of the instrument, and a sentence."""
    if not condition:
        return _("it is switched off")
    return _("it is switched off. %(condition)s") % {"condition": condition.strip().removesuffix(".")}


def unwatched(
    keys: Collection[str], looked_at: Collection[tuple[str, str]], brought: Collection[Instrument] = ()
) -> list[tuple[str, str]]:
    """Instrument and item that nobody would hear of, although somebody has to. `looked_at` holds both of every rule
    that is switched on; what a clinic `brought` says of its own items whether somebody has to."""
    needed = [(key, item) for key in sorted(keys) for item in WATCHED.get(key, ())]
    theirs = [(each.key, item.link_id) for each in brought for item in each.items if item.watched]
    needed += [each for each in theirs if each not in needed]
    return [each for each in needed if each not in looked_at]
