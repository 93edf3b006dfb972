"""What changed in a text whose words stayed, told in words: bold, a list, a link, a picture. Pure.

Two texts that look the same to whoever reads them are the same here, however differently they were saved: what is
compared is how each word stands, not how it was marked.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from html.parser import HTMLParser

from django.utils.translation import gettext as _

SAME = {"strong": "b", "em": "i"}
MARKED = {"b", "i", "small", "mark", "abbr", "dfn", "button"}
LISTS = {"ul", "ol", "li"}
SHOWN = {"img", "video", "audio", "source", "track"}
VOID = {"img", "source", "track", "br", "hr", "input"}
UNSEEN = {"span", "a", *MARKED, *LISTS, *SHOWN}
"""Tags that make no part of a text by themselves."""
FROZEN = "wm:"
"""How an address begins that names a file by what is in it."""


class Look(StrEnum):
    EMPHASIS = "emphasis"
    LINK = "link"
    LIST = "list"
    PARTS = "parts"
    FILE = "file"


@dataclass
class _Seen:
    """How each word of a text stands, in each respect; and what is shown beside the words, with its place."""

    words: dict[Look, list[object]] = field(default_factory=lambda: {look: [] for look in Look})
    files: list[tuple[str, int, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen = _Seen()
        self.stack: list[tuple[str, str]] = []
        self.part, self.is_new = 0, True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = SAME.get(tag, tag)
        given = {name: value or "" for name, value in attrs}
        if tag in SHOWN and "src" in given:
            self.seen.files.append((tag, len(self.seen.words[Look.PARTS]), given["src"]))
        if tag not in UNSEEN or tag == "li":
            self.is_new = True
        if tag not in VOID:
            self.stack.append((tag, given.get("href" if tag == "a" else "class", "")))

    def handle_endtag(self, tag: str) -> None:
        tag = SAME.get(tag, tag)
        if tag not in UNSEEN or tag == "li":
            self.is_new = True
        places = [place for place, (name, _said) in enumerate(self.stack) if name == tag]
        if places:
            del self.stack[places[-1]]

    def handle_data(self, data: str) -> None:
        for _word in data.split():
            self.part += self.is_new
            self.is_new = False
            self._stands()

    def _stands(self) -> None:
        names = [name for name, _said in self.stack]
        here = {
            Look.EMPHASIS: frozenset(MARKED.intersection(names)),
            Look.LINK: [said for name, said in self.stack if name == "a"],
            Look.LIST: [name for name in names if name in LISTS],
            Look.PARTS: (self.part, [each for each in self.stack if each[0] not in UNSEEN]),
        }
        for look, said in here.items():
            self.seen.words[look].append(said)


def redrawn(old: str, new: str) -> list[Look]:
    """In which respects two texts of the same words look otherwise; none where nobody sees a difference."""
    before, after = _seen(old), _seen(new)
    found = [look for look in Look if before.words[look] != after.words[look]]
    if not _same_files(before.files, after.files):
        found.append(Look.FILE)
    # A list is made of parts, too: that says it.
    return [look for look in found if look != Look.PARTS or Look.LIST not in found]


def told(look: Look) -> str:
    """For a clinician, who reads no markup."""
    return {
        Look.EMPHASIS: _("The words stay; bold or italics changed."),
        Look.LINK: _("The words stay; where a link leads changed."),
        Look.LIST: _("The words stay; a list changed."),
        Look.PARTS: _("The words stay; headings, paragraphs, points or boxes changed."),
        Look.FILE: _("The words stay; a picture, film or recording changed."),
    }[look]


def _seen(html: str) -> _Seen:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.seen


def _same_files(old: list[tuple[str, int, str]], new: list[tuple[str, int, str]]) -> bool:
    """What is live has the library's addresses, which say nothing of what is in a file."""
    return [each[:2] for each in old] == [each[:2] for each in new] and all(
        before[2] == after[2] or not before[2].startswith(FROZEN) or not after[2].startswith(FROZEN)
        for before, after in zip(old, new, strict=True)
    )
