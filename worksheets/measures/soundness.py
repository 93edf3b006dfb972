"""Whether an instrument holds together: asked of our own by a test, of a clinic's file when it is read."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isclose

from django.utils.translation import gettext as _

from worksheets.measures.instrument import Band, Instrument, Item, Scale, exact

KEY = re.compile(r"[a-z][a-z0-9_]*")
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """`path` leads to the value in the instrument's file: keys, and positions from 0 in lists."""

    path: Path
    sentence: str


def faults(instrument: Instrument) -> list[Fault]:
    """All that is wrong with the instrument itself; that words are missing in an empty slot is not."""
    found = [*_in_whole(instrument), *_in_items(instrument)]
    if found:
        return found
    keys = Counter(scale.key for scale in instrument.scales)
    for position, scale in enumerate(instrument.subscales):
        path: Path = ("subscales", position)
        if keys[scale.key] > 1 or not KEY.fullmatch(scale.key):
            found.append(Fault((*path, "key"), _("Expected small letters, digits and _, a letter first, used once.")))
        found += _in_scale(instrument, scale, path)
    if instrument.total:
        found += _in_scale(instrument, instrument.total, ("total",))
    return found


def same_scoring(one: Instrument, other: Instrument) -> bool:
    """Whether two instruments differ in words only, as an instrument and its translation do."""
    return _wordless(one) == _wordless(other)


def _in_whole(instrument: Instrument) -> Iterator[Fault]:
    if not KEY.fullmatch(instrument.key):
        yield Fault(("key",), _("Expected small letters, digits and _, a letter first."))
    for name in ("version", "language", "title", "recall", "licence", "source"):
        if not getattr(instrument, name).strip():
            yield Fault((name,), _("“%(name)s” is empty; expected some text.") % {"name": name})
    if not instrument.enabled_by_default and not instrument.condition:
        yield Fault(("enabled_by_default",), _("Expected “condition”: what must be settled before it is switched on."))
    if instrument.enabled_by_default and instrument.is_slot:
        yield Fault(("enabled_by_default",), _("Expected false as long as words are left out."))
    if instrument.minutes < 1:
        yield Fault(("minutes",), _("Expected 1 or more."))
    if not instrument.scales:
        yield Fault((), _("Expected “total” or “subscales”, so that there is something to score."))


def _in_items(instrument: Instrument) -> Iterator[Fault]:
    times = Counter(item.link_id for item in instrument.items)
    for position, item in enumerate(instrument.items):
        path: Path = ("items", position)
        if times[item.link_id] > 1 or not KEY.fullmatch(item.link_id):
            yield Fault((*path, "link_id"), _("Expected small letters, digits and _, a letter first, used once."))
        yield from _in_options(item, (*path, "options"))


def _in_options(item: Item, path: Path) -> Iterator[Fault]:
    if len(item.options) < 2:
        yield Fault(path, _("Expected at least two options."))
    elif len({option.value for option in item.options}) < len(item.options):
        yield Fault(path, _("Expected a different “value” for each option."))
    elif item.lowest == item.highest:
        yield Fault(path, _("Expected different weights; these all count for the same."))


def _in_scale(instrument: Instrument, scale: Scale, path: Path) -> Iterator[Fault]:
    known = {item.link_id for item in instrument.items}
    if not set(scale.items) <= known or len(set(scale.items)) < len(scale.items):
        yield Fault((*path, "items"), _("Expected link ids of this instrument's items, each once."))
        return
    if scale.items and scale.missing.most_blank >= len(scale.items):
        sentence = _("Expected less than %(items)d, the number of items.") % {"items": len(scale.items)}
        yield Fault((*path, "missing", "most_blank"), sentence)
    if scale.times <= 0:
        yield Fault((*path, "times"), _("Expected more than 0."))
    yield from _in_step(instrument, scale, (*path, "step"))
    if scale.reliable_change and scale.reliable_change.points <= 0:
        yield Fault((*path, "reliable_change", "points"), _("Expected more than 0."))
    if scale.bands:
        yield from _in_bands(instrument, scale, path)


def _in_step(instrument: Instrument, scale: Scale, path: Path) -> Iterator[Fault]:
    """Rounding to a step that does not fit would carry a score beyond the highest there is."""
    if scale.step <= 0:
        yield Fault(path, _("Expected more than 0."))
    elif scale.items:
        low, high = instrument.ends(scale)
        if any((exact(end) / exact(scale.step)).denominator != 1 for end in (low, high)):
            sentence = _("Expected a number that divides %(low)g and %(high)g, the ends of the scores.")
            yield Fault(path, sentence % {"low": low, "high": high})


def _in_bands(instrument: Instrument, scale: Scale, path: Path) -> Iterator[Fault]:
    if not scale.bands_source:
        yield Fault((*path, "bands_source"), _("Expected where these bands were published."))
    if len({band.key for band in scale.bands}) < len(scale.bands):
        yield Fault((*path, "bands"), _("Expected a different “key” for each band."))
    for position, band in enumerate(scale.bands):
        before = scale.bands[position - 1] if position else None
        yield from _in_band(band, before, scale, (*path, "bands", position))
    if scale.items:
        yield from _at_ends(instrument.ends(scale), scale, (*path, "bands"))


def _in_band(band: Band, before: Band | None, scale: Scale, path: Path) -> Iterator[Fault]:
    if band.high is None and band is not scale.bands[-1]:
        yield Fault(path, _("Only the last band may go without “high”."))
    if band.high is not None and band.high < band.low:
        yield Fault((*path, "high"), _("Expected %(low)g or more.") % {"low": band.low})
    if before is not None and before.high is not None and not isclose(band.low, before.high + scale.step):
        sentence = _("Expected %(low)g: bands follow each other without gap or overlap.")
        yield Fault((*path, "low"), sentence % {"low": before.high + scale.step})


def _at_ends(ends: tuple[float, float], scale: Scale, path: Path) -> Iterator[Fault]:
    low, high = ends
    if not isclose(scale.bands[0].low, low, abs_tol=1e-9):
        yield Fault((*path, 0, "low"), _("Expected %(low)g, the lowest score there is.") % {"low": low})
    last = scale.bands[-1].high
    if last is not None and not isclose(last, high, abs_tol=1e-9):
        sentence = _("Expected %(high)g, the highest score there is.") % {"high": high}
        yield Fault((*path, len(scale.bands) - 1, "high"), sentence)


def _wordless(instrument: Instrument) -> tuple[object, ...]:
    items = tuple(
        (item.link_id, item.reverse, tuple((option.value, float(option.weight)) for option in item.options))
        for item in instrument.items
    )
    return (instrument.key, instrument.direction, items, tuple(_wordless_scale(scale) for scale in instrument.scales))


def _wordless_scale(scale: Scale) -> Scale:
    return replace(
        scale,
        title="",
        bands=tuple(replace(band, label="") for band in scale.bands),
        bands_source="",
        missing=replace(scale.missing, source=""),
        reliable_change=scale.reliable_change and replace(scale.reliable_change, source=""),
    )
