"""A block's value as the plain question that a version holds."""

from collections.abc import Mapping
from typing import Any

from wagtail import blocks

Question = dict[str, Any]


def frozen(kind: str, value: Mapping[str, Any]) -> Question:
    """Explicit key and kind, and only the parameters that were set: an empty one was left out by the editor."""
    plain = {name: _plain(entry) for name, entry in value.items() if name != "key"}
    return {
        "key": value.get("key") or "",
        "kind": kind,
        **{name: entry for name, entry in plain.items() if not _is_empty(entry)},
    }


def _plain(entry: Any) -> Any:
    if isinstance(entry, blocks.list_block.ListValue):
        return [{name: _plain(part) for name, part in item.items() if not _is_empty(part)} for item in entry]
    if isinstance(entry, float) and entry.is_integer():
        return int(entry)
    return entry.strip() if isinstance(entry, str) else entry


def _is_empty(entry: Any) -> bool:
    return entry is None or entry is False or entry == "" or entry == []
