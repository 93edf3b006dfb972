"""A text file that begins with keys between two lines of `---`, then parts under their headings."""

from collections.abc import Mapping, Sequence
from typing import Any

from modules.packs.fronted import FRONT
from modules.packs.writing_text import heading, written
from modules.packs.writing_yaml import text as yaml_text


def fronted(front: Mapping[str, Any], parts: Sequence[tuple[str, str]]) -> bytes:
    """Each part has a title and HTML. Headings of the parts' own size become smaller: they would begin a part."""
    body = [f"\n## {heading(title)}\n\n{written(_smaller(html))}".rstrip() for title, html in parts]
    return "\n".join([FRONT, yaml_text(dict(front)).rstrip("\n"), FRONT, *body, ""]).encode()


def _smaller(html: str) -> str:
    return html.replace("<h2", "<h3").replace("</h2>", "</h3>")
