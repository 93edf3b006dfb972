"""YAML that people can read, always the same for the same values: keys in the order given, long texts as blocks.

Where libyaml is there it writes, six times as quick. What it would write otherwise than Python does is left to Python,
so that a file has the same bytes on every machine: texts with signs that have to be escaped.
"""

from typing import Any

import yaml

WIDTH = 118
LONG = 80
# With it libyaml ends a file that holds a text with empty lines at its end.
END = "...\n"


class Flow(dict[str, Any]):
    """A mapping written on one line."""


class _Writer(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """Readers refuse anchors."""
        return True


class _Quick(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # there or not, as libyaml is
    ignore_aliases = _Writer.ignore_aliases


def _text(writer: _Writer, value: str) -> yaml.ScalarNode:
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    style = "|" if "\n" in text and text == _plain_lines(text) else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _plain_lines(text: str) -> str:
    """Spaces at a line's end cannot stand in a block."""
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _flow(writer: _Writer, value: Flow) -> yaml.MappingNode:
    return writer.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)


def _list(writer: _Writer, value: list[Any]) -> yaml.SequenceNode:
    """Short lists of numbers and words stand on one line."""
    short = all(isinstance(each, str | int) for each in value) and sum(len(str(each)) for each in value) < LONG
    return writer.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


for _each in (_Writer, _Quick):
    _each.add_representer(str, _text)
    _each.add_representer(Flow, _flow)
    _each.add_representer(list, _list)


def written(values: dict[str, Any]) -> bytes:
    """A file of these keys."""
    return text(values).encode()


def text(values: dict[str, Any]) -> str:
    said = _dumped(values, _Quick)
    return _dumped(values, _Writer) if "\\" in said or said.endswith(END) else said


def _dumped(values: dict[str, Any], writer: type[Any]) -> str:
    said: str = yaml.dump(
        values, Dumper=writer, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False
    )
    return said
