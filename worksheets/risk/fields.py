"""Strict reading of plain data, from a file or as it was stored: a mistake is said with the path that leads to it."""

import re
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Path = tuple[str | int, ...]

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


class RuleRefused(Exception):
    """What was expected, and the path of keys and positions to where it was not found."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(f"{'.'.join(map(str, path))}: {sentence}")
        self.path = path
        self.sentence = sentence


class Fields:
    """The keys of one mapping; each method raises RuleRefused for what is missing or of another kind."""

    def __init__(self, value: object, path: Path, allowed: Collection[str]) -> None:
        if not isinstance(value, dict):
            raise RuleRefused(path, _("Expected keys with values."))
        self.values: dict[Any, Any] = value
        self.path = path
        for name in value:
            if name not in allowed:
                sentence = _("“%(name)s” is not a key here. Known are: %(known)s.")
                raise RuleRefused((*path, name), sentence % {"name": name, "known": ", ".join(sorted(allowed))})

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def refuse(self, name: str, sentence: str, **named: object) -> RuleRefused:
        """`sentence` says `name` and what else is `named`."""
        path = (*self.path, name) if name in self else self.path
        return RuleRefused(path, sentence % {"name": name, **named})

    def text(self, name: str, *, default: str | None = None, longest: int = 1000) -> str:
        if name not in self and default is not None:
            return default
        value = self.take(name)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(name, _("“%(name)s” must be a text. Put it in quotes if it is one."))
        if len(value) > longest:
            sentence = ngettext(
                "“%(name)s” is longer than %(longest)d character.",
                "“%(name)s” is longer than %(longest)d characters.",
                longest,
            )
            raise self.refuse(name, sentence, longest=longest)
        return " ".join(value.split())

    def slug(self, name: str) -> str:
        value = self.text(name, longest=50)
        if not SLUG.match(value):
            raise self.refuse(name, _("“%(name)s” may hold small letters, digits and single hyphens only."))
        return value

    def choice(self, name: str, options: Collection[str]) -> str:
        value = self.take(name)
        if not isinstance(value, str) or value not in options:
            raise self.refuse(name, _("“%(name)s” must be one of: %(options)s."), options=", ".join(options))
        return value

    def whole(self, name: str, *, least: int = 0) -> int:
        value = self.take(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.refuse(name, _("“%(name)s” must be a whole number, %(least)d or more."), least=least)
        return value

    def number(self, name: str) -> float:
        value = self.take(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.refuse(name, _("“%(name)s” must be a number."))
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.refuse(name, _("“%(name)s” must be true or false."))
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; none where the key is missing."""
        values = self.values.get(name, [])
        if not isinstance(values, list) or not all(isinstance(each, str) and each.strip() for each in values):
            raise self.refuse(name, _("“%(name)s” must be a list of texts."))
        return tuple(" ".join(each.split()) for each in values)

    def below(self, name: str, allowed: Collection[str]) -> "Fields":
        """The mapping that stands here."""
        return Fields(self.take(name), (*self.path, name), allowed)

    def each(self, name: str, allowed: Collection[str]) -> list["Fields"]:
        """The mappings of a list; none where the key is missing."""
        values = self.values.get(name, [])
        if not isinstance(values, list):
            raise self.refuse(name, _("“%(name)s” must be a list."))
        return [Fields(value, (*self.path, name, place), allowed) for place, value in enumerate(values)]

    def take(self, name: str) -> Any:
        if name not in self:
            raise self.refuse(name, _("“%(name)s” is missing."))
        return self.values[name]
