"""The Markdown of a pack: paragraphs, headings, lists, emphasis, links to the help pages, and the `:::` blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from modules import markup
from modules.conditions import Condition
from modules.packs import conditions
from worksheets.files.problems import FileProblem, Place
from worksheets.files.tree import Long

BLOCKS = (
    *("example", "exercise", "reflection", "callout", "keypoints", "term", "accordion"),
    *("video", "audio", "worksheet", "only", "image"),
)
CONTAINERS = {f"container_{name}_open": name for name in BLOCKS}
CLOSINGS = {f"container_{name}_close" for name in BLOCKS}
ALONE = {"only", "exercise"}
ALLOWED = {
    *("paragraph_open", "paragraph_close", "heading_open", "heading_close", "inline"),
    *("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"),
    *("list_item_open", "list_item_close", "text", "softbreak", "hardbreak"),
    *("strong_open", "strong_close", "em_open", "em_close", "link_open", "link_close"),
    *CONTAINERS,
    *CLOSINGS,
}
NOT_HERE = {
    "image": gettext_lazy("Images are not allowed."),
    "html_block": gettext_lazy("HTML is not allowed."),
    "html_inline": gettext_lazy("HTML is not allowed."),
    "code_block": gettext_lazy("A line that begins with four spaces would become code. Take the spaces away."),
    "fence": gettext_lazy("Code is not allowed."),
    "code_inline": gettext_lazy("Code is not allowed."),
    "blockquote_open": gettext_lazy("Quotations (>) are not allowed."),
    "hr": gettext_lazy("Rules across the page (---) are not allowed."),
}
FENCE = ":::"
TERM = "::: term trigger"

# HTML is parsed here only to be found and refused; what is drawn afterwards holds none.
_parser = MarkdownIt("commonmark", {"html": True})
for _name in BLOCKS:
    container_plugin(_parser, _name)


@dataclass(frozen=True)
class Part:
    """One part under its own heading."""

    title: str
    html: str


@dataclass(frozen=True)
class Block:
    """A piece of a step: `kind` is 'text' or the name of a `:::` block; `html` holds allowed elements only.

    `parts` are those of an accordion, which has nothing beside them; `inside` the blocks that are only for some.
    """

    kind: str
    html: str
    title: str = ""
    parts: tuple[Part, ...] = ()
    alt: str = ""
    caption: str = ""
    only: Condition | None = None
    inside: tuple["Block", ...] = ()


# What a text is drawn as depends on nothing but its words; whatever is wrong with it is said anew, with its place.


@lru_cache(maxsize=1024)
def blocks(source: Long) -> tuple[Block, ...]:
    """The text of a step as blocks, in order."""
    return tuple(_blocks(_checked(source), source))


@lru_cache(maxsize=2048)
def text(source: Long) -> str:
    """A text without blocks, drawn."""
    tokens = _checked(source)
    for token in tokens:
        if token.type in CONTAINERS:
            sentence = _("Blocks (%(fence)s) are not allowed in this text.") % {"fence": FENCE}
            raise FileProblem(_place(source, token), sentence)
    return _drawn(tokens)


@lru_cache(maxsize=256)
def parts(source: Long) -> tuple[Part, ...]:
    """A text cut at its `##` headings; nothing may stand before the first."""
    return _cut(_checked(source), "h2", FileProblem(source.place, _("The text must begin with a heading (##).")))


def _cut(tokens: Sequence[Token], tag: str, problem: FileProblem) -> tuple[Part, ...]:
    starts = [index for index, token in enumerate(tokens) if token.type == "heading_open" and token.tag == tag]
    if not starts or starts[0] != 0:
        raise problem
    return tuple(
        # Three tokens make a heading: its opening, its words, its closing.
        Part(title=_plain(tokens[start + 1]), html=_drawn(tokens[start + 3 : end]))
        for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True)
    )


def _plain(inline: Token) -> str:
    return "".join("\n" if child.type == "softbreak" else child.content for child in inline.children or []).strip()


def _checked(source: Long) -> list[Token]:
    tokens = _parser.parse(source.text)
    lines = source.text.splitlines()
    around: list[str] = []
    for token in tokens:
        _check(token, source)
        if token.type in CONTAINERS:
            _check_container(token, source, lines, around)
            around.append(CONTAINERS[token.type])
        elif token.type in CLOSINGS:
            around.pop()
        for line, child in _inline(token):
            _check_inline(child, Place(source.place.file, source.place.line + line))
    return tokens


def _check(token: Token, source: Long) -> None:
    if token.type not in ALLOWED:
        raise FileProblem(_place(source, token), _not_here(token))
    if token.type == "heading_open" and (token.tag not in {"h2", "h3"} or not token.markup.startswith("#")):
        raise FileProblem(_place(source, token), _("Headings begin with ## or ###."))


def _check_container(token: Token, source: Long, lines: Sequence[str], around: Sequence[str]) -> None:
    end = (token.map or [0, 0])[1]
    is_in_only = [*around] == ["only"] and token.level == 1 and CONTAINERS[token.type] not in ALONE
    if token.level and not is_in_only:
        inside = _("A %(fence)s block cannot stand inside something else.")
        raise FileProblem(_place(source, token), inside % {"fence": FENCE})
    if end >= len(lines) or not lines[end].strip().startswith(FENCE):
        not_closed = _("This block has no closing %(fence)s line.")
        raise FileProblem(_place(source, token), not_closed % {"fence": FENCE})


def _check_inline(token: Token, place: Place) -> None:
    if token.type not in ALLOWED:
        raise FileProblem(place, _not_here(token))
    if token.type == "link_open" and not markup.is_allowed_link(str(token.attrs.get("href", ""))):
        raise FileProblem(place, _("Links may lead to /help/ only."))
    if token.type == "text" and token.content.startswith(FENCE):
        sentence = _("A block is called one of: %(names)s. A line of %(fence)s closes it.")
        raise FileProblem(place, sentence % {"names": ", ".join(BLOCKS), "fence": FENCE})


def _not_here(token: Token) -> str:
    return str(NOT_HERE.get(token.type) or _("This cannot be used here."))


def _inline(token: Token) -> Iterator[tuple[int, Token]]:
    line = (token.map or [0, 0])[0]
    for child in token.children or []:
        yield line, child
        line += child.type in {"softbreak", "hardbreak"}


def _blocks(tokens: Sequence[Token], source: Long) -> Iterator[Block]:
    start, index = 0, 0
    while index < len(tokens):
        name = CONTAINERS.get(tokens[index].type)
        if name is None:
            index += 1
            continue
        if start < index:
            yield Block("text", _drawn(tokens[start:index]))
        close = _closing(tokens, index, name)
        yield _block(tokens[index : close + 1], name, source)
        start = index = close + 1
    if start < len(tokens):
        yield Block("text", _drawn(tokens[start:]))


def _block(tokens: Sequence[Token], name: str, source: Long) -> Block:
    """A `:::` block from its opening to its closing."""
    title, inside, place = _title(tokens[0], name), tokens[1:-1], _place(source, tokens[0])
    if name == "term" and not title:
        sentence = _("A term names the word that it explains: %(example)s")
        raise FileProblem(place, sentence % {"example": TERM})
    if name == "image":
        said = _said_of_picture(inside, place)
        return Block(name, "", title=title, alt=said["alt"], caption=said.get("caption", ""))
    if name == "only":
        return Block(name, "", only=conditions.of_block(title, place), inside=tuple(_blocks(inside, source)))
    if name == "accordion":
        sentence = _("Each part of an accordion begins with a heading (###), and so does the first.")
        return Block(name, "", title=title, parts=_cut(inside, "h3", FileProblem(place, sentence)))
    return Block(name, _drawn(inside), title=title)


def _said_of_picture(tokens: Sequence[Token], place: Place) -> dict[str, str]:
    """`alt` and perhaps `caption`, each on a line of its own."""
    words = "\n".join(_plain(token) for token in tokens if token.type == "inline")
    pairs = (line.partition(":") for line in words.splitlines())
    said = {name.strip(): text.strip() for name, _colon, text in pairs}
    if not said.get("alt") or not set(said) <= {"alt", "caption"}:
        sentence = _("A picture says what it shows in a line “alt: …”; a line “caption: …” may follow.")
        raise FileProblem(place, sentence)
    return said


def _closing(tokens: Sequence[Token], opening: int, name: str) -> int:
    return next(i for i in range(opening, len(tokens)) if tokens[i].type == f"container_{name}_close")


def _title(token: Token, name: str) -> str:
    return token.info.strip().removeprefix(name).strip()


def _drawn(tokens: Sequence[Token]) -> str:
    return str(markup.clean(_parser.renderer.render(tokens, _parser.options, {})))


def _place(source: Long, token: Token) -> Place:
    return Place(source.place.file, source.place.line + (token.map or [0, 0])[0])
