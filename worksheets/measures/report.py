"""What was understood of an instrument, in sentences for the person who wrote its file."""

from collections.abc import Iterator
from datetime import date

from worksheets.measures.asking import NotAskable, askable
from worksheets.measures.instrument import Instrument, Item, Scale
from worksheets.measures.registry import REGISTRY
from worksheets.measures.soundness import same_scoring
from worksheets.measures.stored import Stored


def report(instrument: Instrument) -> list[str]:
    """The instrument in words, a line each. Every rule comes with its source, so that a second person can check it."""
    return [*_head(instrument), *_items(instrument), *_scales(instrument), *_beside_ours(instrument)]


def outcome(instrument: Instrument, is_new: bool) -> str:
    """What became of it, and whether it can be asked now."""
    said = "Stored." if is_new else "Stored already; nothing changed."
    try:
        askable(instrument.key, instrument.language, {instrument.key: [Stored(instrument, date.min)]})
    except NotAskable as refused:
        return f"{said} It is not asked: {refused.reason}."
    return f"{said} An assessment point may name “{instrument.key}”."


def _head(instrument: Instrument) -> Iterator[str]:
    yield f"{instrument.title} ({instrument.key}, version {instrument.version}, language {instrument.language})"
    yield f"Asks about {instrument.recall}; takes about {instrument.minutes} min; {instrument.direction}."
    yield "Validated." if instrument.validated else "NOT VALIDATED: participants and staff are told so."
    switched = "On by default." if instrument.enabled_by_default else f"Off. Condition: {instrument.condition}"
    yield switched
    yield "Items may be left blank." if instrument.skippable else "No item may be left blank."
    yield f"Licence: {instrument.licence}"
    yield f"Source: {instrument.source}"
    yield f"Instruction: {instrument.instruction or '(empty)'}"


def _items(instrument: Instrument) -> Iterator[str]:
    scored = {link_id for scale in instrument.scales for link_id in scale.items}
    yield f"{len(instrument.items)} items, {len(scored)} of them scored:"
    for item in instrument.items:
        marks = [*(["reversed"] if item.reverse else []), *([] if item.link_id in scored else ["not scored"])]
        marks += ["asked only where a risk rule looks at it"] if item.watched else []
        marked = f" [{', '.join(marks)}]" if marks else ""
        yield f"  {item.link_id}: {item.text or '(empty)'}{marked}"
        yield f"      {_options(item)}"


def _options(item: Item) -> str:
    """Options with what they count for, which is the other way round in a reversed item."""
    return " · ".join(f"{option.label or '(empty)'} = {float(item.points(option.value)):g}" for option in item.options)


def _scales(instrument: Instrument) -> Iterator[str]:
    if instrument.total is None:
        yield "NO TOTAL: no number is kept or drawn. Give the score that people are to see as “total”."
    for scale in instrument.scales:
        yield f"{'Total' if scale is instrument.total else 'Subscale'}: {scale.title} ({scale.key})"
        items = ", ".join(scale.items) or "(no items yet)"
        yield f"  {scale.method} of {items}{_times(scale)}{_range(instrument, scale)}"
        yield f"  Blanks: {_blanks(scale)} Source: {scale.missing.source}"
        for band in scale.bands:
            end = "and above" if band.high is None else f"to {band.high:g}"
            yield f"  {band.low:g} {end}: {band.label} ({band.key})"
        yield f"  Bands from: {scale.bands_source}" if scale.bands else "  No bands."
        yield f"  {_reliable(scale)}"


def _times(scale: Scale) -> str:
    return f", times {scale.times:g}" if scale.times != 1 else ""


def _range(instrument: Instrument, scale: Scale) -> str:
    if not scale.items:
        return ""
    low, high = instrument.ends(scale)
    return f"; from {low:g} to {high:g}"


def _blanks(scale: Scale) -> str:
    if not scale.missing.most_blank:
        return "with any item blank there is no score."
    return f"up to {scale.missing.most_blank} stand for the mean of the others, beyond that there is no score."


def _reliable(scale: Scale) -> str:
    change = scale.reliable_change
    if change is None:
        return "No reliable change known: change is shown, never judged."
    return f"Reliable change: {change.points:g} or more. Source: {change.source}"


def _beside_ours(instrument: Instrument) -> Iterator[str]:
    ours = REGISTRY.get(instrument.key)
    if ours is None:
        return
    if not ours.items:
        yield f"Fills the empty slot {ours.key}: hold the scoring above against the owners' manual."
    elif same_scoring(instrument, ours):
        yield f"Scores exactly as the {ours.key} that comes with the program."
    else:
        yield f"SCORES OTHERWISE than the {ours.key} that comes with the program. Give it another key, or correct it."
