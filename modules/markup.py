"""The few elements that text in a programme may have, in one canonical form whoever wrote it: a pack or an editor."""

import re
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

from django.utils.safestring import SafeString, mark_safe

ELEMENTS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "br"}
SAME_AS = {"b": "strong", "i": "em", "h4": "h3"}
SILENT = {"script", "style"}
HELP_LINK = re.compile(r"/help/[a-z0-9/#-]*\Z")


def is_allowed_link(href: str) -> bool:
    """Text in a programme leads to the help pages and nowhere else."""
    return HELP_LINK.match(href) is not None


@lru_cache(maxsize=4096)
def clean(html: str) -> SafeString:
    """The same text with nothing but allowed elements and links, without ids, classes or an editor's block keys."""
    cleaner = _Cleaner()
    cleaner.feed(html)
    cleaner.close()
    # Every piece was escaped or chosen from ELEMENTS by the parser below.
    return mark_safe("".join(cleaner.pieces).strip())  # noqa: S308 (each piece was escaped or chosen)


def refused_links(html: str) -> list[str]:
    """Where links in this text lead that a programme may not lead to."""
    cleaner = _Cleaner()
    cleaner.feed(html)
    cleaner.close()
    return cleaner.refused


class _Cleaner(HTMLParser):
    """Writes allowed elements anew and drops the tags of all others; text is kept and escaped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.refused: list[str] = []
        self._open_links: list[bool] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent += 1
            return
        tag = SAME_AS.get(tag, tag)
        if tag == "a":
            self._open_link(dict(attrs).get("href") or "")
        elif tag in ELEMENTS:
            self.pieces.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
            return
        tag = SAME_AS.get(tag, tag)
        if tag == "a":
            if self._open_links and self._open_links.pop():
                self.pieces.append("</a>")
        elif tag in ELEMENTS and tag != "br":
            self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            # A double quote stays escaped in text: `drawing.resolve` relies on it to find attributes and nothing else.
            self.pieces.append(escape(data, quote=False).replace('"', "&quot;"))

    def _open_link(self, href: str) -> None:
        allowed = is_allowed_link(href)
        self._open_links.append(allowed)
        if allowed:
            self.pieces.append(f'<a href="{escape(href)}">')
        else:
            self.refused.append(href)
