"""Walks what a stream holds, and meets every text for people in it: no key, number, gate or value."""

import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.core.validators import RegexValidator
from wagtail import blocks

from modules import markup

# By these names a part of a stream is known; anything else by its place, counted from 1.
NAMES = ("key", "value")
# A key of something elsewhere, written into a box for words.
POINTS = {"question"}
TAG = re.compile(r"</?[a-z][^>]*>")


@dataclass(frozen=True)
class Text:
    """`place` names it, the same in every language. A rich text is HTML of allowed elements only."""

    place: str
    words: str
    is_rich: bool = False
    longest: int | None = None

    @property
    def plain(self) -> str:
        """Without tags, for reading."""
        return " ".join(TAG.sub(" ", self.words).split()) if self.is_rich else self.words


# Gets each text, answers with the words to put there.
Visit = Callable[[Text], str]


def mapped(stream: blocks.StreamValue, place: str, visit: Visit) -> list[Any]:
    """The stream as it is stored, with each text as `visit` has it. What is no text stays as it was."""
    block = stream.stream_block
    raw = deepcopy(list(stream.get_prep_value()))
    return _stream(block, raw, place, visit)


def rich(words: str) -> str:
    """In the one form that is compared and exported."""
    return str(markup.clean(words))


def _any(block: blocks.Block, raw: Any, place: str, visit: Visit) -> Any:
    if isinstance(block, blocks.BaseStreamBlock):
        return _stream(block, raw or [], place, visit)
    if isinstance(block, blocks.ListBlock):
        return _list(block, raw or [], place, visit)
    if isinstance(block, blocks.BaseStructBlock):
        return _struct(block, raw or {}, place, visit)
    return _leaf(block, raw, place, visit)


def _stream(block: blocks.BaseStreamBlock, raw: list[Any], place: str, visit: Visit) -> list[Any]:
    named = _named([child["value"] for child in raw])
    return [
        {**child, "value": _any(block.child_blocks[child["type"]], child["value"], f"{place}/{name}", visit)}
        for name, child in zip(named, raw, strict=True)
    ]


def _list(block: blocks.ListBlock, raw: list[Any], place: str, visit: Visit) -> list[Any]:
    # Older rows hold bare values, newer ones each with an id.
    values = [_value(child) for child in raw]
    walked = [
        _any(block.child_block, value, f"{place}/{name}", visit)
        for name, value in zip(_named(values), values, strict=True)
    ]
    return [{**child, "value": value} if _is_item(child) else value for child, value in zip(raw, walked, strict=True)]


def _struct(block: blocks.BaseStructBlock, raw: Mapping[str, Any], place: str, visit: Visit) -> dict[str, Any]:
    known = block.child_blocks
    return {
        name: _any(known[name], value, f"{place}/{name}", visit) if name in known and name not in POINTS else value
        for name, value in raw.items()
    }


def _leaf(block: blocks.Block, raw: Any, place: str, visit: Visit) -> Any:
    is_rich = isinstance(block, blocks.RichTextBlock)
    if not isinstance(raw, str) or not (is_rich or _is_words(block)):
        return raw
    text = Text(place, rich(raw) if is_rich else raw, is_rich, None if is_rich else _longest(block))
    said = visit(text) if text.words.strip() else text.words
    return raw if said == text.words else said


def _is_words(block: blocks.Block) -> bool:
    """A box for free text. One that takes a pattern only takes a key."""
    if not isinstance(block, blocks.CharBlock | blocks.TextBlock):
        return False
    return not any(isinstance(check, RegexValidator) for check in block.field.validators)


def _longest(block: Any) -> int | None:
    found: int | None = getattr(block.field, "max_length", None)
    return found


def _named(values: Iterable[Any]) -> list[str]:
    return [_name(value) or str(number) for number, value in enumerate(values, start=1)]


def _name(value: Any) -> str:
    own = next((value[name] for name in NAMES if value.get(name)), "") if isinstance(value, Mapping) else ""
    return str(own) if isinstance(own, str) else ""


def _is_item(child: Any) -> bool:
    return isinstance(child, Mapping) and set(child) <= {"type", "value", "id"} and child.get("type") == "item"


def _value(child: Any) -> Any:
    return child["value"] if _is_item(child) else child
