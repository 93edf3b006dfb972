"""What stands beside the instruments of the program: those that clinics stored, and which of them is meant. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from worksheets.measures.instrument import Instrument
from worksheets.measures.registry import REGISTRY
from worksheets.measures.soundness import same_scoring

ENGLISH = "en"


@dataclass(frozen=True)
class Stored:
    """One stored instrument, and the day on which it came."""

    instrument: Instrument
    came_on: date


# By key; of each the oldest first, in all versions and languages.
Kept = Mapping[str, Sequence[Stored]]
NOTHING: Kept = {}


@dataclass(frozen=True)
class Conflict:
    """`name` is the key of the file whose line has to change."""

    name: str
    sentence: str


def is_ours(key: str, language: str, version: str = "") -> bool:
    """Whether what comes with the program is meant, whatever is stored; `version` is empty for the present one."""
    ours = REGISTRY.get(key)
    return ours is not None and _is_on(ours) and ours.language == language and version in {"", ours.version}


def asked_as(key: str, language: str, kept: Kept, on: date | None = None) -> Instrument | None:
    """The instrument that an edition in this language means, published on this day (none: now).

    The newest that was stored by then, so that nobody enrolled meets another version; where there was none, the first
    that came later. In the edition's language, else in English. Stored ones fill what is switched off in the program.
    """
    ours, stored = REGISTRY.get(key), kept.get(key, ())
    if is_ours(key, language):
        return ours
    if ours is not None and _is_on(ours):
        return _newest(stored, language, on) or ours
    return _newest(stored, language, on) or _newest(stored, ENGLISH, on) or ours


def answered_as(key: str, version: str, language: str, kept: Kept) -> Instrument | None:
    """The instrument behind a total that stands already; its words in this language, else English, else any."""
    ours = REGISTRY.get(key)
    same = [each.instrument for each in kept.get(key, ()) if each.instrument.version == version]
    same += [ours] if ours is not None and ours.version == version else []
    spoken = {each.language: each for each in reversed(same)}
    return spoken.get(language) or spoken.get(ENGLISH) or next(iter(same), None)


def is_translation(one: Instrument, language: str, of: Instrument) -> bool:
    """Whether `one` asks in this language what `of` asks: the same questions, scored the same way."""
    return (one.language, one.version) == (language, of.version) and same_scoring(one, of)


def conflict(new: Instrument, kept: Kept) -> Conflict | None:
    """Why this cannot be stored beside what is there; None where it can, or is there already."""
    return next(_conflicts(new, [each.instrument for each in kept.get(new.key, ())]), None)


def _conflicts(new: Instrument, stored: Sequence[Instrument]) -> Iterator[Conflict]:
    if new in stored:
        return
    for other in stored:
        if (other.version, other.language) == (new.version, new.language):
            sentence = _(
                "Version %(version)s of “%(key)s” in “%(language)s” is stored already with other content, and people "
                "may have answered it. Raise the version."
            )
            yield Conflict("version", sentence % _named(new, other))
        if other.version == new.version and not same_scoring(other, new):
            sentence = _(
                "Version %(version)s of “%(key)s” scores otherwise in “%(language)s”, stored already. Correct it, or "
                "raise the version."
            )
            yield Conflict("version", sentence % _named(new, other))
    ours = REGISTRY.get(new.key)
    if ours is not None:
        yield from _conflicts_with_on(new, ours) if _is_on(ours) else _conflicts_with_slot(new, ours)


def _conflicts_with_on(new: Instrument, ours: Instrument) -> Iterator[Conflict]:
    """Of what the program asks by itself, only translations may be stored."""
    if new.language == ours.language:
        sentence = _("“%(key)s” comes with the program in “%(language)s”. Give yours another key.")
        yield Conflict("key", sentence % _named(new, ours))
    if new.version != ours.version or not same_scoring(new, ours):
        sentence = _(
            "A translation of “%(key)s”, which comes with the program, needs version %(ours)s and the same scoring. "
            "Give yours another key otherwise."
        )
        yield Conflict("version", sentence % _named(new, ours))


def _conflicts_with_slot(new: Instrument, ours: Instrument) -> Iterator[Conflict]:
    if not new.condition:
        sentence = _("Expected “condition”: what the owners of “%(key)s” ask for.")
        yield Conflict("condition", sentence % _named(new, ours))
    if ours.items and new.version == ours.version and not same_scoring(new, ours):
        sentence = _(
            "“%(key)s” scores otherwise than version %(ours)s in the program. Correct it, or change the version."
        )
        yield Conflict("version", sentence % _named(new, ours))


def _named(new: Instrument, other: Instrument) -> dict[str, str]:
    """For sentences about both; where they need it, the language is the other's."""
    return {"key": new.key, "version": new.version, "language": other.language, "ours": other.version}


def _newest(stored: Sequence[Stored], language: str, on: date | None) -> Instrument | None:
    spoken = [each for each in stored if each.instrument.language == language]
    by_then = [each for each in spoken if on is None or each.came_on <= on]
    return (by_then[-1] if by_then else spoken[0]).instrument if spoken else None


def _is_on(instrument: Instrument) -> bool:
    return instrument.enabled_by_default and not instrument.is_slot
