"""Keyset pages: some rows, and where the next page begins. A link names a row by its id, never by an alias."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

PAGE = 50

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, and where the next page begins; empty on the last one."""

    rows: Sequence[Row]
    after: str = ""


def page_of(found: Sequence[Row], place: Callable[[Row], str], size: int) -> Page[Row]:
    """The first `size` of what was found; whoever asked for one row more than that learns whether there are others."""
    rows = found[:size]
    return Page(rows, place(rows[-1]) if len(found) > size else "")


def day_and_id(after: str) -> tuple[date, UUID] | None:
    """Where a page begins, as its link says; None for anything else, which shows the first page."""
    day, _dot, row_id = after.partition(".")
    found = uuid_in(row_id)
    try:
        return (date.fromisoformat(day), found) if found else None
    except ValueError:
        return None


def uuid_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
