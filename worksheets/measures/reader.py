"""Reads an instrument from its file (docs/instruments.md). What is wrong is said as `file:line: what was expected`."""

from pathlib import Path as FilePath

from django.utils.translation import gettext as _

from worksheets.files import tree
from worksheets.files.folder import single
from worksheets.files.problems import FileProblem, Place
from worksheets.files.tree import Mapping
from worksheets.measures.instrument import (
    DIRECTIONS,
    METHODS,
    Band,
    Instrument,
    Item,
    MissingRule,
    Option,
    ReliableChange,
    Scale,
)
from worksheets.measures.soundness import Path, faults

FORMAT = 1
TOTAL = "total"
WORDS = ("key", "version", "language", "title", "instruction", "recall", "licence", "source", "condition")
LONGEST = {"key": 50, "version": 20, "language": 12, "title": 200}
KEYS = (
    *("format", *WORDS, "minutes", "direction", "validated", "enabled_by_default", "skippable"),
    *("options", "items", TOTAL, "subscales"),
)
ITEM_KEYS = ("link_id", "text", "help", "reverse", "watched", "options")
OPTION_KEYS = ("value", "label", "weight")
TOTAL_KEYS = ("title", "items", "method", "times", "step", "missing", "bands", "bands_source", "reliable_change")
BAND_KEYS = ("low", "high", "key", "label")
LOWEST = -1000


def read_file(path: FilePath) -> Instrument:
    """The instrument in this file. Raises FileProblem."""
    return read(tree.read_text(single(path), path.name, Place(path.name, 1)), path.name)


def read(text: str, file: str) -> Instrument:
    """The instrument in a file's text; `file` is its name for messages. Raises FileProblem."""
    mapping = tree.compose(text, file).allow(KEYS)
    if mapping.number("format") != FORMAT:
        sentence = _("This program reads format %(format)d.") % {"format": FORMAT}
        raise FileProblem(mapping.place("format"), sentence)
    instrument = _instrument(mapping)
    for fault in faults(instrument):
        raise FileProblem(_place(mapping, fault.path), fault.sentence)
    return instrument


def _place(mapping: Mapping, path: Path) -> Place:
    """An item without options of its own has those that stand once for all."""
    match path:
        case ("items", int(position), "options", *_) if "options" not in mapping.mappings("items")[position]:
            return mapping.place("options")
    return mapping.find(path)


def _instrument(mapping: Mapping) -> Instrument:
    words = {name: _words(mapping, name) for name in WORDS}
    items = _items(mapping)
    return Instrument(
        **words,
        minutes=mapping.number("minutes", least=1),
        items=items,
        direction=DIRECTIONS[_one_of(mapping, "direction", DIRECTIONS)],
        validated=_flag(mapping, "validated"),
        enabled_by_default=_flag(mapping, "enabled_by_default"),
        skippable=_flag(mapping, "skippable") if "skippable" in mapping else True,
        total=_total(mapping, items) if TOTAL in mapping else None,
        subscales=tuple(_subscale(each) for each in mapping.mappings("subscales")) if "subscales" in mapping else (),
    )


def _words(mapping: Mapping, name: str) -> str:
    return mapping.text(name, default="" if name == "condition" else None, longest=LONGEST.get(name))


def _items(mapping: Mapping) -> tuple[Item, ...]:
    shared = _options(mapping) if "options" in mapping else ()
    return tuple(_item(item.allow(ITEM_KEYS), shared) for item in mapping.mappings("items"))


def _item(mapping: Mapping, shared: tuple[Option, ...]) -> Item:
    if "options" not in mapping and not shared:
        raise FileProblem(mapping.place(), _("Expected “options”, here or once for all items."))
    return Item(
        link_id=mapping.text("link_id", longest=50),
        text=mapping.text("text"),
        options=_options(mapping) if "options" in mapping else shared,
        reverse=mapping.flag("reverse"),
        help=mapping.text("help", default=""),
        watched=mapping.flag("watched"),
    )


def _options(mapping: Mapping) -> tuple[Option, ...]:
    return tuple(_option(option.allow(OPTION_KEYS)) for option in mapping.mappings("options"))


def _option(mapping: Mapping) -> Option:
    value = mapping.number("value", least=LOWEST)
    return Option(value, mapping.text("label"), mapping.decimal("weight", default=value))


def _total(mapping: Mapping, items: tuple[Item, ...]) -> Scale:
    total = mapping.mapping(TOTAL).allow(TOTAL_KEYS)
    return _scale(total, TOTAL, tuple(item.link_id for item in items))


def _subscale(mapping: Mapping) -> Scale:
    mapping.allow(("key", *TOTAL_KEYS))
    return _scale(mapping, mapping.text("key", longest=50), tuple(mapping.texts("items")))


def _scale(mapping: Mapping, key: str, all_items: tuple[str, ...]) -> Scale:
    method = METHODS[_one_of(mapping, "method", METHODS)]
    if method == "mean" and "step" not in mapping:
        sentence = _("Expected “step” with a mean: to what it is rounded, such as 0.1.")
        raise FileProblem(mapping.place("method"), sentence)
    missing = mapping.mapping("missing").allow(("most_blank", "source"))
    return Scale(
        key=key,
        title=mapping.text("title", longest=200),
        items=tuple(mapping.texts("items")) if "items" in mapping else all_items,
        missing=MissingRule(missing.number("most_blank"), missing.text("source")),
        method=method,
        times=mapping.decimal("times", default=1),
        step=mapping.decimal("step", default=1),
        bands=_bands(mapping),
        bands_source=mapping.text("bands_source", default=""),
        reliable_change=_reliable_change(mapping),
    )


def _bands(mapping: Mapping) -> tuple[Band, ...]:
    listed = mapping.mappings("bands") if "bands" in mapping else []
    return tuple(_band(band.allow(BAND_KEYS)) for band in listed)


def _band(mapping: Mapping) -> Band:
    high = mapping.decimal("high") if "high" in mapping else None
    return Band(mapping.decimal("low"), high, mapping.text("key", longest=50), mapping.text("label"))


def _reliable_change(mapping: Mapping) -> ReliableChange | None:
    if "reliable_change" not in mapping:
        return None
    change = mapping.mapping("reliable_change").allow(("points", "source"))
    return ReliableChange(change.decimal("points"), change.text("source"))


def _one_of(mapping: Mapping, name: str, allowed: tuple[str, ...]) -> int:
    return allowed.index(mapping.choice(name, allowed))


def _flag(mapping: Mapping, name: str) -> bool:
    """A flag that must be set, one way or the other: nobody is taken for validated by leaving a line out."""
    if name not in mapping:
        raise FileProblem(mapping.place(), _("“%(name)s” is missing.") % {"name": name})
    return mapping.flag(name)
