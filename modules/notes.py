"""Notes beside an exercise, opened for the one page that shows them, with the key of whoever wrote them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe

from vault import holders
from vault.holders import PrivateKey

if TYPE_CHECKING:
    from modules.models import StepNote

# How `drawing.draw` writes an exercise: nothing inside it is a section.
EXERCISE = re.compile(r'(<section class="block-exercise">.*?)(</section>)', re.DOTALL)


@dataclass(frozen=True)
class NoteBox:
    """The box of one exercise. `joined` are words of windows that were overtaken: they stand in the box, too."""

    place: int
    text: str = field(default="", repr=False)
    base: int = 0
    joined: Mapping[UUID, int] = field(default_factory=dict, hash=False)
    is_saved: bool = False
    is_rescued: bool = False

    @property
    def name(self) -> str:
        return name_of(self.place)

    @property
    def is_untouched(self) -> bool:
        """As it is for everybody who has written nothing."""
        return self == NoteBox(self.place)

    def with_rescued(self, text: str) -> "NoteBox":
        """With words that could not be taken when they were sent; what is stored stays beside them."""
        if not text.strip():
            return self
        both = text if self.text in text else f"{self.text}\n\n{text}"
        return replace(self, text=both, is_rescued=True)

    def said_saved(self) -> "NoteBox":
        return replace(self, is_saved=True)

    @property
    def joined_as_posted(self) -> str:
        return " ".join(f"{each}:{base}" for each, base in self.joined.items())


def name_of(place: int) -> str:
    """The box's name in a form, and its place on the page."""
    return f"note-{place}"


def count(html: str) -> int:
    """How many exercises a step has; each takes one note."""
    return len(EXERCISE.findall(html))


def boxes(html: str, rows: Sequence["StepNote"], unlock: Callable[[], PrivateKey]) -> list[NoteBox]:
    """One box for each exercise of this step. The key is asked for only where something is written."""
    private = unlock() if rows else None
    return [_box(place, [row for row in rows if row.place == place], private) for place in range(1, count(html) + 1)]


def opened(row: "StepNote", private: PrivateKey) -> str:
    return holders.open_for(private=private, row=row, field="text")


def with_boxes(html: str, drawn: Iterator[str]) -> SafeString:
    """The text with each box at the end of its exercise. `drawn`: their HTML, in order."""

    def closed(exercise: re.Match[str]) -> str:
        return f"{exercise[1]}{next(drawn, '')}{exercise[2]}"

    return mark_safe(EXERCISE.sub(closed, html))  # noqa: S308 (frozen text of `drawing`, and boxes drawn by templates)


def _box(place: int, rows: Sequence["StepNote"], private: PrivateKey | None) -> NoteBox:
    if private is None or not rows:
        return NoteBox(place)
    newest_first = sorted(rows, key=lambda row: row.aside)
    texts = list(dict.fromkeys(opened(row, private) for row in newest_first))
    return NoteBox(
        place,
        text="\n\n".join(texts),
        base=next((row.base for row in rows if not row.aside), 0),
        joined={row.pk: row.base for row in rows if row.aside},
    )
