"""Text as Markdown: what `markdown` draws from it is the same text again.

Written plainly first. Where that would be read as something else (emphasis in the middle of a word, say), it is written
once more with the letters around it as entities, which Markdown takes for signs.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import strip_tags

from modules import markup
from modules.packs import markdown
from modules.packs.writing_tree import LISTS, Child, Node, parsed, words
from worksheets.files.problems import FileProblem, Place
from worksheets.files.tree import Long

ALWAYS = re.compile(r"([\\`*\[\]<])")
LONE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
ENTITY = re.compile(r"&(?=#?\w+;)")
STARTS = re.compile(r"^(?=>|:::|~~~|#{1,6}(?:\s|$)|[-+](?:\s|$)|[-=+]+$)", re.MULTILINE)
NUMBERED = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))", re.MULTILINE)
ODD_SPACE = re.compile(r"[^\S \n]")
MARKS = {"em": ("*", "_"), "strong": ("**", "__")}
TRIES = 3
LONGEST_START = 60


class NotWritable(Exception):
    """A text that Markdown cannot say. `start` is how it begins."""

    def __init__(self, start: str) -> None:
        super().__init__(start)
        self.start = start


@lru_cache(maxsize=2048)
def written(html: str) -> str:
    """The Markdown of a text; empty, or with a line's end as its last sign. Raises NotWritable."""
    tree = parsed(str(markup.clean(html)))
    if not tree:
        return ""
    for _try in range(TRIES):
        read: list[Node] = []
        for guarded in (False, True):
            text = _Writer(guarded).blocks(tree) + "\n"
            read = _read(text)
            if read == tree:
                return text
        if words(read) != words(tree):
            break
        tree = read  # as near as Markdown comes: nothing is lost but how elements were nested
    raise NotWritable(" ".join(strip_tags(str(markup.clean(html))).split())[:LONGEST_START].strip())


def heading(text: str) -> str:
    """A heading's words, on one line."""
    line = _Writer(guarded=False).inline([" ".join(text.split())])
    return f"{line[:-1]}\\#" if line.endswith("#") else line


def _read(text: str) -> list[Node]:
    try:
        return parsed(markdown.text(Long(text, Place("", 1))))
    except FileProblem:
        return []


class _Writer:
    def __init__(self, guarded: bool) -> None:
        self._guarded = guarded

    def blocks(self, nodes: Sequence[Child], apart: str = "\n\n") -> str:
        out: list[str] = []
        before, twin = "", False
        for node in nodes:
            if isinstance(node, str):
                continue
            # Two lists of one kind in a row are told apart by their marks.
            twin = node.tag == before and node.tag in LISTS and not twin
            before = node.tag
            out.append(self._block(node, twin))
        return apart.join(out)

    def _block(self, node: Node, twin: bool) -> str:
        if node.tag in LISTS:
            return self._list(node, twin)
        text = self.inline(node.children)
        if node.tag in {"h2", "h3"}:
            text = f"{text[:-1]}\\#" if text.endswith("#") else text
            return f"{'#' * int(node.tag[1])} {text}"
        return text

    def _list(self, node: Node, twin: bool) -> str:
        items = [item.children for item in node.children if isinstance(item, Node)]
        is_loose = any(isinstance(each, Node) and each.tag == "p" for item in items for each in item)
        apart = "\n\n" if is_loose else "\n"
        lines = []
        for number, item in enumerate(items, start=1):
            mark = f"{number}{')' if twin else '.'} " if node.tag == "ol" else ("* " if twin else "- ")
            text = self.blocks(item, apart)
            indented = [line and " " * len(mark) + line for line in text.split("\n")]
            lines.append((mark + "\n".join(indented).lstrip()).rstrip(" "))
        return apart.join(lines)

    def inline(self, children: Sequence[Child], depth: int = 0) -> str:
        pieces = [self._piece(child, depth) for child in children]
        for place, after in enumerate(children[1:]):
            if pieces[place].endswith("!") and isinstance(after, Node) and after.tag == "a":
                pieces[place] = f"{pieces[place][:-1]}\\!"
        if self._guarded:
            for place, child in enumerate(children):
                if isinstance(child, str):
                    pieces[place] = _guarded(pieces[place], place > 0, place < len(children) - 1)
        text = "".join(pieces)
        return text if depth else NUMBERED.sub(r"\1\\", STARTS.sub(r"\\", text))

    def _piece(self, child: Child, depth: int) -> str:
        if isinstance(child, str):
            text = ENTITY.sub(r"\\&", LONE.sub(r"\\_", ALWAYS.sub(r"\\\1", child)))
            return ODD_SPACE.sub(lambda space: f"&#{ord(space[0])};", text)
        if child.tag == "br":
            return "\\\n"
        if child.tag == "a":
            return f"[{self.inline(child.children, depth + 1)}]({child.href})"
        inner = self.inline(child.children, depth + 1)
        plain, other = MARKS[child.tag]
        # Guarded, no two marks of one sign meet: an emphasis is _so_, what is strong within one **so**.
        mark = other if self._guarded and child.tag == "em" else plain
        return f"{mark}{inner}{mark}"


def _guarded(text: str, has_before: bool, has_after: bool) -> str:
    """Letters that touch a mark become entities."""
    if has_after and text[-1:].isalnum():
        text = f"{text[:-1]}&#{ord(text[-1])};"
    if has_before and text[:1].isalnum():
        text = f"&#{ord(text[0])};{text[1:]}"
    return text
