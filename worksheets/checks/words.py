"""Text as it is read: without markup, in sentences, and how hard those are to read. Pure."""

import re
from functools import lru_cache
from html import unescape

TAG = re.compile(r"<[^>]*>")
BREAK = re.compile(r"</(?:p|li|h\d|ul|ol)>|<br\s*/?>", re.IGNORECASE)
END = re.compile(r"(?:(?<=[.!?:…])|(?<=[.!?:…][\"”’)]))\s+")
WORD = re.compile(r"[^\W_](?:[\w'’/-]*\w)?")
LONG = 6
# Shorter than this, a heading or a call is counted with the sentence beside it.
SENTENCE = 3


@lru_cache(maxsize=4096)
def plain(html: str) -> str:
    """What stands in a rich text, each paragraph ending like a sentence."""
    paragraphs = (" ".join(unescape(TAG.sub("", part)).split()) for part in BREAK.split(html))
    return " ".join(part if part[-1] in '.?!:…”"' else f"{part}." for part in paragraphs if part)


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in END.split(text) if part.strip())


@lru_cache(maxsize=8192)
def count(text: str) -> int:
    return len(WORD.findall(text))


@lru_cache(maxsize=2048)
def lix(text: str) -> float:
    """LIX (C. H. Björnsson, *Läsbarhet*, 1968): words in a sentence, and how many of a hundred have more than six
    letters. It needs no list of syllables, so it measures Swedish as well as English; 0 for no words."""
    words = WORD.findall(text)
    if not words:
        return 0.0
    long = sum(sum(map(str.isalnum, word)) > LONG for word in words)
    whole = sum(count(each) >= SENTENCE for each in sentences(text))
    return len(words) / max(1, whole) + 100 * long / len(words)
