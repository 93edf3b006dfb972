"""A text's HTML as a small tree in one normal form, so that two ways to say the same text are the same tree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

INLINE = {"strong", "em", "a"}
LISTS = {"ul", "ol"}
LINE = "line"
"""The words of a list's item that stand in no paragraph."""
AROUND_ENDS = re.compile(r"[ \t]*\n[ \t\n]*")


@dataclass
class Node:
    """An element; `br` has no children, and only `a` has an `href`."""

    tag: str
    children: list["Child"] = field(default_factory=list)
    href: str = ""


Child = Node | str


def parsed(html: str) -> list[Node]:
    """The blocks of a text of allowed elements; loose words become a paragraph."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return normal(parser.top.children)


def words(nodes: Sequence[Child]) -> str:
    """All that is said, without any space."""
    return "".join("".join(each.split()) if isinstance(each, str) else words(each.children) for each in nodes)


def normal(children: Sequence[Child], loose_words: str = "p") -> list[Node]:
    """Blocks without empty ones, and none but blocks. Words in no block become one of this name."""
    blocks: list[Node] = []
    for loose, group in _grouped(children):
        if loose:
            if inline := _inline(group):
                blocks.append(Node(loose_words, inline))
        else:
            blocks += _block(group[0])
    return blocks


def _grouped(children: Sequence[Child]) -> Iterator[tuple[bool, list["Child"]]]:
    loose: list[Child] = []
    for child in children:
        if isinstance(child, str) or child.tag in INLINE or child.tag == "br":
            loose.append(child)
            continue
        if loose:
            yield True, loose
            loose = []
        yield False, [child]
    if loose:
        yield True, loose


def _block(node: Child) -> list[Node]:
    if isinstance(node, str):
        return []
    if node.tag in LISTS:
        items = [child for child in node.children if isinstance(child, Node) and child.tag == "li"]
        return [Node(node.tag, [_item(item) for item in items])] if items else []
    if node.tag == "li":
        return normal(node.children)
    inline = _inline(node.children, ends=" " if node.tag in {"h2", "h3"} else "\n")
    return [Node(node.tag, inline)] if inline else []


def _item(item: Node) -> Node:
    """Whether its words stand in a paragraph is kept: a list with space between its items is another one."""
    return Node("li", list(normal(item.children, LINE)))


def _inline(children: Sequence[Child], ends: str = "\n") -> list[Child]:
    flat = _trimmed(_merged(_flat(children, frozenset())))
    if ends == "\n":
        return flat
    return _trimmed(_merged(_one_line(flat)))


def _one_line(children: Sequence[Child]) -> list[Child]:
    out: list[Child] = []
    for child in children:
        if isinstance(child, str):
            out.append(child.replace("\n", " "))
        elif child.tag == "br":
            out.append(" ")
        else:
            out.append(Node(child.tag, _one_line(child.children), child.href))
    return out


def _flat(children: Sequence[Child], inside: frozenset[str]) -> list[Child]:
    """No element within another of its kind, none without words, and no spaces just inside one."""
    out: list[Child] = []
    for child in children:
        if isinstance(child, str):
            out.append(child.replace("\t", " ").replace("\r", ""))
        elif child.tag == "br":
            out.append(Node("br"))
        elif child.tag in inside or (child.tag == "a" and not child.href):
            out += _flat(child.children, inside)
        elif child.tag in INLINE:
            out += _hoisted(Node(child.tag, _merged(_flat(child.children, inside | {child.tag})), child.href))
        else:
            out += _flat(child.children, inside)
    return out


def _hoisted(node: Node) -> list[Child]:
    """Spaces and line ends at an element's edges stand outside of it."""
    children = list(node.children)
    before: list[Child] = []
    after: list[Child] = []
    while children and _is_space(children[0]):
        before.append(children.pop(0))
    while children and _is_space(children[-1]):
        after.insert(0, children.pop())
    if not children:
        return [*before, *after]
    if isinstance(first := children[0], str):
        children[0] = first.lstrip(" \n")
        before.append(first[: len(first) - len(first.lstrip(" \n"))])
    if isinstance(last := children[-1], str):
        children[-1] = last.rstrip(" \n")
        after.insert(0, last[len(last.rstrip(" \n")) :])
    return [*before, Node(node.tag, _around_breaks(children), node.href), *after]


def _is_space(child: Child) -> bool:
    return child.strip(" \n") == "" if isinstance(child, str) else child.tag == "br"


def _merged(children: Sequence[Child]) -> list[Child]:
    out: list[Child] = []
    for child in children:
        if not child:
            continue
        before = out[-1] if out else None
        if isinstance(child, str) and isinstance(before, str):
            out[-1] = before + child
        elif isinstance(child, Node) and isinstance(before, Node) and _are_one(before, child):
            out[-1] = Node(child.tag, _merged([*before.children, *child.children]), child.href)
        else:
            out.append(child)
    return [AROUND_ENDS.sub("\n", child) if isinstance(child, str) else child for child in out]


def _are_one(one: Node, other: Node) -> bool:
    return one.tag == other.tag != "br" and one.href == other.href


def _trimmed(children: Sequence[Child]) -> list[Child]:
    """No space at either end, nor around a line's end."""
    out = list(children)
    while out and _is_space(out[0]):
        out.pop(0)
    while out and _is_space(out[-1]):
        out.pop()
    if out and isinstance(first := out[0], str):
        out[0] = first.lstrip(" \n")
    if out and isinstance(last := out[-1], str):
        out[-1] = last.rstrip(" \n")
    return _around_breaks(out)


def _around_breaks(children: Sequence[Child]) -> list[Child]:
    """No space before or after a `br`."""
    out = list(children)
    for place, child in enumerate(out):
        if isinstance(child, str):
            text = child.lstrip(" \n") if place > 0 and _is_break(out[place - 1]) else child
            out[place] = text.rstrip(" \n") if place + 1 < len(out) and _is_break(out[place + 1]) else text
    return [child for child in out if child]


def _is_break(child: Child) -> bool:
    return isinstance(child, Node) and child.tag == "br"


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Node("")
        self._open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, href=dict(attrs).get("href") or "")
        self._open[-1].children.append(node)
        if tag != "br":
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
