"""Writes an instrument as its file; reading that gives the same instrument again."""

from collections import Counter
from typing import Any

import yaml

from worksheets.measures.instrument import Band, Instrument, Item, Option, Scale
from worksheets.measures.reader import FORMAT, TOTAL

WIDTH = 110


def dump(instrument: Instrument) -> str:
    """The file of an instrument. That of an empty slot has empty words, and is refused until they are filled in."""
    return yaml.safe_dump(_plain(instrument), allow_unicode=True, sort_keys=False, width=WIDTH)


def _plain(instrument: Instrument) -> dict[str, Any]:
    words = ("key", "version", "language", "title", "instruction", "recall", "minutes", "direction")
    terms = ("licence", "source", "validated", "enabled_by_default", "condition", "skippable")
    shared = _shared(instrument.items)
    plain: dict[str, Any] = {"format": FORMAT}
    plain |= {name: getattr(instrument, name) for name in (*words, *terms)}
    plain |= {"options": _options(shared)} if shared else {}
    plain["items"] = [_item(item, shared) for item in instrument.items]
    plain |= {TOTAL: _scale(instrument.total)} if instrument.total else {}
    subscales = [{"key": scale.key} | _scale(scale) for scale in instrument.subscales]
    return plain | ({"subscales": subscales} if subscales else {})


def _shared(items: tuple[Item, ...]) -> tuple[Option, ...]:
    """The options that most items have."""
    most = Counter(item.options for item in items).most_common(1)
    return most[0][0] if most else ()


def _item(item: Item, shared: tuple[Option, ...]) -> dict[str, Any]:
    plain: dict[str, Any] = {"link_id": item.link_id, "text": item.text}
    plain |= {"help": item.help} if item.help else {}
    plain |= {"reverse": True} if item.reverse else {}
    plain |= {"watched": True} if item.watched else {}
    return plain | ({"options": _options(item.options)} if item.options != shared else {})


def _options(options: tuple[Option, ...]) -> list[dict[str, Any]]:
    return [{"value": option.value, "label": option.label, "weight": _number(option.weight)} for option in options]


def _scale(scale: Scale) -> dict[str, Any]:
    plain: dict[str, Any] = {"title": scale.title, "items": list(scale.items), "method": scale.method}
    plain |= {"times": _number(scale.times), "step": _number(scale.step)}
    plain["missing"] = {"most_blank": scale.missing.most_blank, "source": scale.missing.source}
    if scale.bands:
        plain |= {"bands": [_band(band) for band in scale.bands], "bands_source": scale.bands_source}
    if change := scale.reliable_change:
        plain["reliable_change"] = {"points": _number(change.points), "source": change.source}
    return plain


def _band(band: Band) -> dict[str, Any]:
    plain: dict[str, Any] = {"low": _number(band.low)}
    plain |= {"high": _number(band.high)} if band.high is not None else {}
    return plain | {"key": band.key, "label": band.label}


def _number(number: float) -> float | int:
    return int(number) if number == int(number) else number
