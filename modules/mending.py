"""Finds words in frozen texts and puts others in their place. Pure: text in, text out.

Words are found whole, in upper and lower case as typed, across line breaks, and across emphasis and links within one
paragraph; in the descriptions of pictures and videos, too. Tags and addresses are never touched.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape

TAG = re.compile(r"(<[^>]*>)")
# Tags within which a sentence goes on.
INLINE = re.compile(r"</?(?:a|abbr|b|button|dfn|em|i|mark|small|span|strong|br)\b", re.IGNORECASE)
BREAK = re.compile(r"<br\b", re.IGNORECASE)
SPOKEN = re.compile(r'\b(aria-label|alt|title|label)="([^"]*)"')
EMPTY = re.compile(r"<(p|li|h2|h3)>(?:\s|<br\s*/?>)*</\1>")
AROUND = 60


@dataclass(frozen=True)
class Words:
    """The words to be found, and what stands there instead; `new` may be empty."""

    old: str
    new: str = ""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Whole words: '112' is not found in '1123'."""
        core = r"\s+".join(re.escape(word) for word in self.old.split())
        before = r"(?<!\w)" if re.match(r"\w", self.old.strip()) else ""
        after = r"(?!\w)" if re.search(r"\w\Z", self.old.strip()) else ""
        return re.compile(f"{before}{core}{after}" if self.new else rf"\s*{before}{core}{after}")

    def stand_in(self, text: str) -> bool:
        """Whether they are in a text as people read it, beside places where they belong to the new words."""
        if self.new:
            text = Words(self.new, "\0").pattern.sub("\0", text)
        return self.pattern.search(text) is not None


def in_text(words: Words, text: str) -> str:
    """A plain text without them."""
    return words.pattern.sub(lambda _match: words.new, text).strip() if words.pattern.search(text) else text


def in_html(words: Words, html: str) -> str:
    """HTML of our own making without them. What did not hold them stays as it was, to the byte."""
    tokens = TAG.split(html)
    for run in _paragraphs(tokens):
        _mend(words, tokens, run)
    for place, token in enumerate(tokens):
        if token.startswith("<") and SPOKEN.search(token):
            tokens[place] = SPOKEN.sub(lambda match: _attribute(words, match), token)
    mended = "".join(tokens)
    return html if mended == html else EMPTY.sub("", mended)


def plain(html: str) -> str:
    """What people read of some HTML, for looking and for excerpts: a space where one paragraph ends."""
    return "\n".join(paragraphs(html))


def paragraphs(html: str) -> list[str]:
    """What people read of some HTML, paragraph by paragraph; then what is only spoken."""
    tokens = TAG.split(html)
    texts = ["".join(_pieces(tokens, run)) for run in _paragraphs(tokens)]
    spoken = [unescape(match[2]) for token in tokens if token.startswith("<") for match in SPOKEN.finditer(token)]
    return [text.strip() for text in [*texts, *spoken] if text.strip()]


def excerpt(words: Words, text: str) -> str:
    """Where they stand, with some of what stands around; empty where they do not."""
    found = words.pattern.search(text)
    if found is None:
        return ""
    start, end = max(0, found.start() - AROUND), min(len(text), found.end() + AROUND)
    cut = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"


@dataclass(frozen=True)
class Cut:
    """Words that go, with some of what stands before and after them."""

    lead: str
    gone: str
    tail: str


def cuts(words: Words, text: str) -> list[Cut]:
    """Every place in a text at which they stand, none within what is shown around another."""
    found = list(words.pattern.finditer(text))
    begins = [0, *(match.end() for match in found)]
    ends = [*(match.start() for match in found[1:]), len(text)]
    return [
        Cut(_lead(text[begin : match.start()], begin > 0), _spaced(match[0]), _tail(text[match.end() : end]))
        for begin, match, end in zip(begins, found, ends, strict=False)
    ]


def _lead(text: str, is_cut: bool) -> str:
    """The end of it, in whole words."""
    if len(text) > AROUND:
        return f"…{_spaced(text[-AROUND:]).partition(' ')[2]}"
    return f"…{_spaced(text)}" if is_cut else _spaced(text)


def _tail(text: str) -> str:
    return f"{_spaced(text[:AROUND]).rpartition(' ')[0]}…" if len(text) > AROUND else _spaced(text)


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _paragraphs(tokens: Sequence[str]) -> Iterator[list[int]]:
    """The places of the tokens of each paragraph: its texts and its line breaks."""
    run: list[int] = []
    for place, token in enumerate(tokens):
        if not token.startswith("<") or BREAK.match(token):
            run.append(place)
        elif not INLINE.match(token):
            yield run
            run = []
    yield run


def _pieces(tokens: Sequence[str], run: Sequence[int]) -> list[str]:
    return ["\n" if BREAK.match(tokens[place]) else unescape(tokens[place]) for place in run]


def _mend(words: Words, tokens: list[str], run: Sequence[int]) -> None:
    """The new words stand where the old ones began; what else of them lay in other tokens goes."""
    pieces = _pieces(tokens, run)
    changed: set[int] = set()
    for match in reversed(list(words.pattern.finditer("".join(pieces)))):
        begin, first = 0, True
        for index, piece in enumerate(pieces):
            low, high = max(match.start() - begin, 0), min(match.end() - begin, len(piece))
            begin += len(piece)
            if low < high and not BREAK.match(tokens[run[index]]):
                pieces[index] = piece[:low] + (words.new if first else "") + piece[high:]
                changed.add(index)
                first = False
    for index in changed:
        tokens[run[index]] = escape(pieces[index], quote=False).replace('"', "&quot;")


def _attribute(words: Words, match: re.Match[str]) -> str:
    text = unescape(match[2])
    mended = in_text(words, text)
    return match[0] if mended == text else f'{match[1]}="{escape(mended)}"'
