"""What is checked: a page or a worksheet, as it is published or as its newest draft has it, taken into its parts.

Blocks are walked by their definitions, so that a block that is added later is looked into without a line here. The
stored values are read, not the objects behind them: walking asks the database for nothing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from worksheets.checks import words
from worksheets.checks.finding import Finding, Level, Place

Values = Mapping[str, Any]
LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Part:
    """One thing that an editor filled in. `kinds` are the types of the blocks around it, the outermost first; `name`
    is what the block or field calls it. `of` is the whole value that it is a part of."""

    name: str
    block: Any
    value: Any
    trail: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    anchor: str = ""
    of: Values = field(default_factory=dict, hash=False)

    @property
    def is_rich(self) -> bool:
        return isinstance(self.block, blocks.RichTextBlock | RichTextField)

    @property
    def is_text(self) -> bool:
        """Whether people read it. What must match a pattern is a key or a link."""
        kinds = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock, RichTextField, models.CharField)
        if not isinstance(self.value, str) or not isinstance(self.block, (*kinds, models.TextField)):
            return False
        named = getattr(self.block, "field", self.block)
        return not any(isinstance(each, RegexValidator) for each in named.validators)

    @cached_property
    def text(self) -> str:
        return words.plain(self.value) if self.is_rich else " ".join(self.value.split())

    @property
    def step(self) -> str:
        """The step that it stands in; empty for what stands around the steps."""
        return self.trail[0] if self.kinds[:1] == ("step",) else ""


@dataclass(frozen=True)
class Subject:
    """`name` is how an editor knows it, `week` the number of its week, if it has one."""

    name: str
    language: str
    url: str
    parts: Sequence[Part]
    values: Values
    week: int | None = None

    @property
    def texts(self) -> list[Part]:
        return [part for part in self.parts if part.is_text and part.value.strip()]

    def place(self, part: Part | None = None) -> Place:
        if part is None:
            return Place(self.name, (), self.url)
        return Place(self.name, part.trail, f"{self.url}#block-{part.anchor}-section" if part.anchor else self.url)

    def finding(self, level: Level | str, what: str, advice: str, part: Part | None = None) -> Finding:
        return Finding(Level(level), self.place(part), what, advice)


def published(row: models.Model) -> Values:
    """The stored values of a row, which an editor's form may hold too."""
    return {each.name: _stored(each, getattr(row, each.attname)) for each in row._meta.concrete_fields}


def drafted(row: Any) -> Values:
    """The same of its newest draft, if it has one beside what is published. Its revision is to be joined."""
    if row.latest_revision is None or not row.has_unpublished_changes:
        return published(row)
    return {**published(row), **row.latest_revision.content}


def parts_of(model: type[models.Model], values: Values) -> list[Part]:
    """All that editors wrote, in order."""
    return [part for each in _own_fields(model) for part in _in_field(each, values.get(each.name))]


def _own_fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The title, and what this model adds to what Wagtail keeps of every page."""
    ours = [each for each in model._meta.concrete_fields if each.model is not Page or each.name == "title"]
    return [
        each
        for each in ours
        if isinstance(each, StreamField | models.TextField | models.CharField)
        and not isinstance(each, models.SlugField)
        and not each.choices
        and each.editable
    ]


def _in_field(field: "models.Field[Any, Any]", value: Any) -> Iterator[Part]:
    if isinstance(field, StreamField):
        yield from _walk(
            field.stream_block, json.loads(value) if isinstance(value, str) else value or [], Part("", None, None)
        )
    else:
        trail = () if field.name == "title" else (_capital(str(field.verbose_name)),)
        yield Part(field.name, field, value or "", trail)


def _stored(field: "models.Field[Any, Any]", value: Any) -> Any:
    return field.stream_block.get_prep_value(value) if isinstance(field, StreamField) else value


def _walk(block: Any, value: Any, around: Part) -> Iterator[Part]:
    if isinstance(block, blocks.StreamBlock):
        for number, item in enumerate(value or [], start=1):
            child = block.child_blocks.get(item["type"])
            if child is not None:
                yield from _walk(child, item["value"], _inside(around, child, item, number))
    elif isinstance(block, blocks.ListBlock):
        for item in value or []:
            yield from _walk(block.child_block, item["value"] if _is_listed(item) else item, around)
    elif isinstance(block, blocks.StructBlock):
        yield Part(around.name, block, value, around.trail, around.kinds, around.anchor, value or {})
        for name, child in block.child_blocks.items():
            within = Part(name, child, None, around.trail, around.kinds, around.anchor, value or {})
            yield from _walk(child, (value or {}).get(name), within)
    else:
        yield Part(around.name, block, value, around.trail, around.kinds, around.anchor, around.of)


def _inside(around: Part, block: Any, item: Values, number: int) -> Part:
    """One block of a stream: named by its title or its question, where it has one, and else by its sort."""
    value = item["value"] if isinstance(item["value"], Mapping) else {}
    title, label = str(value.get("title") or ""), str(value.get("label") or "")
    sort = _capital(str(block.label or item["type"]))
    name = f"{sort} {number}: {title}" if item["type"] == "step" else f"{sort}: {title}" if title else label or sort
    shown = name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…"
    anchor = item.get("id") or around.anchor
    return Part(item["type"], block, None, (*around.trail, shown), (*around.kinds, item["type"]), anchor)


def _is_listed(item: Any) -> bool:
    return isinstance(item, Mapping) and {"type", "value"} <= item.keys() and item["type"] == "item"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
