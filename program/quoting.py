"""Quotations in a plain text: lines that begin with '>', as in a mail. No markup is ever stored."""

from itertools import groupby

SIGN = ">"


def quoted(text: str) -> str:
    """The text as a quotation, each of its lines."""
    return "\n".join(f"{SIGN} {line}".rstrip() for line in text.strip().split("\n"))


def blocks(text: str) -> list[tuple[bool, str]]:
    """The text in its parts, in order: whether it is a quotation, and its words without the signs."""
    found: list[tuple[bool, str]] = []
    for is_quotation, lines in groupby(text.split("\n"), key=_is_quotation):
        words = "\n".join(line[len(SIGN) :].removeprefix(" ") if is_quotation else line for line in lines).strip("\n")
        if words.strip():
            found.append((is_quotation, words))
    return found


def own_words(text: str) -> str:
    """What the writer says, without what is quoted."""
    return "\n".join(line for line in text.split("\n") if not _is_quotation(line))


def _is_quotation(line: str) -> bool:
    return line.startswith(SIGN)
