"""YAML whose every value knows its line. Strict: no unknown key, no key twice, no guessing what a bare word means."""

import re
from collections.abc import Collection, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from posixpath import normpath
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from worksheets.files.problems import FileProblem, Place

# The C loader is eight times as quick where libyaml is there; both give the same nodes and marks.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TAG = "tag:yaml.org,2002:"
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})\Z")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}\Z")
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?\Z")
FLAGS = {"true": True, "false": False}
# What the smallest column for a number holds.
MOST = 32_767
DEEPEST = 20
# Where a literal block (|) begins on the line after its key, the text's first line is one further down.
BLOCK_STYLES = ("|", ">")

Files = Dictionary[str, bytes]
"""What stands in a folder or an archive, by paths with slashes."""


def read_text(files: Files, name: str, asked: Place) -> str:
    """One of these files as text. `asked` is the line that names it, for what is wrong with the name itself."""
    try:
        return read_bytes(files, name, asked).decode()
    except UnicodeDecodeError:
        raise FileProblem(asked, _("The file “%(name)s” is not UTF-8 text.") % {"name": name}) from None


def read_bytes(files: Files, name: str, asked: Place) -> bytes:
    path = normpath(name)
    if path.startswith(("/", "..")):
        raise FileProblem(asked, _("“%(name)s” lies outside this folder.") % {"name": name})
    if path not in files:
        raise FileProblem(asked, _("The file “%(name)s” is missing.") % {"name": name})
    return files[path]


def compose(text: str, file: str, first_line: int = 1) -> "Mapping":
    """The file as one mapping. Raises FileProblem for whatever is no YAML, no mapping, very deep, or uses anchors."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise FileProblem(_at(event.start_mark, file, first_line), _("This is nested too deeply."))
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise FileProblem(_at(event.start_mark, file, first_line), _("Anchors (& and *) are not allowed."))
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FileProblem(_at(mark, file, first_line), _no_yaml(error.problem)) from None
    except yaml.reader.ReaderError as error:
        raise FileProblem(Place(file, first_line), _no_yaml(error.reason)) from None
    if not isinstance(node, yaml.MappingNode):
        raise FileProblem(Place(file, first_line), _("Expected a list of keys with values."))
    return Mapping(node, file, first_line)


def _no_yaml(why: object) -> str:
    """What the library says of it is in English whoever reads it."""
    return _("This is not YAML: %(why)s.") % {"why": why}


@dataclass(frozen=True)
class Long:
    """A text with the place of its first line. Two that say the same are equal, wherever they stand."""

    text: str
    place: Place = field(compare=False)


class Mapping:
    """The keys of one mapping. Each accessor raises FileProblem where the value is missing or of another kind."""

    def __init__(self, node: yaml.MappingNode, file: str, first_line: int) -> None:
        self.file = file
        self._first_line = first_line
        self._node = node
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self._string(key, _("A key must be a text. Put it in quotes if it is one."))
            if name in self._values:
                raise FileProblem(self._place(key), _("“%(name)s” is given twice.") % {"name": name})
            self._values[name] = value

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def allow(self, names: Collection[str]) -> "Mapping":
        """Refuses keys that are not among these."""
        for key, _value in self._node.value:
            if key.value not in names:
                known = ", ".join(sorted(names))
                sentence = _("“%(name)s” is not a key here. Known are: %(known)s.")
                raise FileProblem(self._place(key), sentence % {"name": key.value, "known": known})
        return self

    def place(self, name: str = "") -> Place:
        """Where the value of this key stands; without a name, where the mapping begins."""
        return self._place(self._values.get(name, self._node))

    def text(self, name: str, *, default: str | None = None, longest: int | None = None) -> str:
        if name not in self._values and default is not None:
            return default
        value = self._string(self._take(name), _no_text(name)).strip()
        if not value and default is None:
            raise FileProblem(self.place(name), _("“%(name)s” is empty.") % {"name": name})
        if longest is not None and len(value) > longest:
            raise FileProblem(self.place(name), _too_long(name, longest))
        return value

    def long(self, name: str, *, required: bool = False) -> Long:
        """A text over several lines, empty where the key is missing."""
        node = self._take(name) if required else self._values.get(name)
        if node is None:
            return Long("", self.place())
        below = 1 if isinstance(node, yaml.ScalarNode) and node.style in BLOCK_STYLES else 0
        place = self._place(node)
        return Long(self._string(node, _no_text(name)), Place(place.file, place.line + below))

    def number(self, name: str, *, default: int | None = None, least: int = 0) -> int:
        if name not in self._values and default is not None:
            return default
        node = self._take(name)
        if not isinstance(node, yaml.ScalarNode) or not WHOLE.match(node.value) or int(node.value) < least:
            sentence = _("“%(name)s” must be a whole number, %(least)d or more.") % {"name": name, "least": least}
            raise FileProblem(self._place(node), sentence)
        if int(node.value) > MOST:
            raise FileProblem(self._place(node), _("“%(name)s” is at most %(most)d.") % {"name": name, "most": MOST})
        return int(node.value)

    def decimal(self, name: str, *, default: float | None = None) -> float:
        """A number with or without a decimal point."""
        if name not in self._values and default is not None:
            return default
        node = self._take(name)
        if not isinstance(node, yaml.ScalarNode) or node.style or not NUMBER.match(node.value):
            raise FileProblem(self._place(node), _("“%(name)s” must be a number.") % {"name": name})
        return float(node.value)

    def choice(self, name: str, options: Collection[str], *, default: str | None = None) -> str:
        value = self.text(name, default=default)
        if value not in options:
            sentence = _("“%(name)s” must be one of: %(options)s.") % {"name": name, "options": ", ".join(options)}
            raise FileProblem(self.place(name), sentence)
        return value

    def flag(self, name: str) -> bool:
        node = self._values.get(name)
        if node is None:
            return False
        if not isinstance(node, yaml.ScalarNode) or node.style or node.value not in FLAGS:
            raise FileProblem(self._place(node), _("“%(name)s” must be true or false.") % {"name": name})
        return FLAGS[node.value]

    def mappings(self, name: str) -> list["Mapping"]:
        node = self._take(name)
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise FileProblem(self._place(node), _no_list(name))
        for item in node.value:
            if not isinstance(item, yaml.MappingNode):
                sentence = _("Each item of “%(name)s” must have keys with values.") % {"name": name}
                raise FileProblem(self._place(item), sentence)
        return [Mapping(item, self.file, self._first_line) for item in node.value]

    def mapping(self, name: str) -> "Mapping":
        node = self._take(name)
        if not isinstance(node, yaml.MappingNode):
            raise FileProblem(self._place(node), _("“%(name)s” must have keys with values.") % {"name": name})
        return Mapping(node, self.file, self._first_line)

    def texts(self, name: str) -> list[str]:
        """A list of texts; none of them empty."""
        node = self._take(name)
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise FileProblem(self._place(node), _no_list(name))
        sentence = _("Each item of “%(name)s” must be a text. Put it in quotes if it is one.") % {"name": name}
        return [self._string(item, sentence) for item in node.value]

    def find(self, path: Sequence[str | int]) -> Place:
        """Where the value at this path of keys and positions stands, or the nearest that there is."""
        if not path or str(path[0]) not in self:
            return self.place()
        name, rest = str(path[0]), path[1:]
        if not rest:
            return self.place(name)
        if isinstance(rest[0], int):
            return self.mappings(name)[rest[0]].find(rest[1:])
        return self.mapping(name).find(rest)

    def numbers(self, name: str) -> list[int]:
        """A list of whole numbers."""
        node = self._take(name)
        values = node.value if isinstance(node, yaml.SequenceNode) else []
        if not values or not all(isinstance(item, yaml.ScalarNode) and WHOLE.match(item.value) for item in values):
            sentence = _("“%(name)s” must be a list of whole numbers.") % {"name": name}
            raise FileProblem(self._place(node), sentence)
        return [int(item.value) for item in values]

    def plain(self) -> dict[str, Any]:
        """The whole mapping in plain Python, for a reader of its own."""
        return {name: self._plain(value) for name, value in self._values.items()}

    def _take(self, name: str) -> yaml.Node:
        if name not in self._values:
            raise FileProblem(self._place(self._node), _("“%(name)s” is missing.") % {"name": name})
        return self._values[name]

    def _place(self, node: yaml.Node) -> Place:
        return _at(node.start_mark, self.file, self._first_line)

    def _string(self, node: yaml.Node, otherwise: str) -> str:
        """The text; what is none is refused with the sentence."""
        if not isinstance(node, yaml.ScalarNode) or node.tag != f"{TAG}str":
            raise FileProblem(self._place(node), otherwise)
        return str(node.value)

    def _plain(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return Mapping(node, self.file, self._first_line).plain()
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item) for item in node.value]
        return self._scalar(node)

    def _scalar(self, node: yaml.Node) -> str | int | float | bool:
        value = str(node.value)
        if node.tag == f"{TAG}str":
            return value
        if WHOLE.match(value):
            return int(value)
        if DECIMAL.match(value):
            return float(value)
        if value in FLAGS:
            return FLAGS[value]
        sentence = _("Put “%(value)s” in quotes, so that it is read as a text.") % {"value": value}
        raise FileProblem(self._place(node), sentence)


def _no_text(name: str) -> str:
    return _("“%(name)s” must be a text. Put it in quotes if it is one.") % {"name": name}


def _no_list(name: str) -> str:
    return _("“%(name)s” must be a list with at least one item.") % {"name": name}


def _too_long(name: str, longest: int) -> str:
    sentence = ngettext(
        "“%(name)s” is longer than %(longest)d character.", "“%(name)s” is longer than %(longest)d characters.", longest
    )
    return sentence % {"name": name, "longest": longest}


def _at(mark: Any, file: str, first_line: int) -> Place:
    return Place(file, first_line + (mark.line if mark else 0))
