"""The hidden fields of our forms, read so that nothing a stranger posts can raise."""

from collections.abc import Mapping
from uuid import UUID, uuid4

NO_BASE = -1
MOST_DIGITS = 9


def whole(text: str) -> int:
    """A whole number that is not negative; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0


def base_of(post: Mapping[str, str]) -> int:
    """The save that a form builds on; one that no draft ever had where it says none."""
    text = str(post.get("base", ""))
    return whole(text) if text.isdecimal() else NO_BASE


def form_key_of(post: Mapping[str, str]) -> UUID:
    """The form's own key; a new one where it carries none, as every post is then a form of its own."""
    try:
        return UUID(str(post.get("form_key", "")))
    except ValueError:
        return uuid4()
