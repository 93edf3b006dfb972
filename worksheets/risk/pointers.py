"""Recognising something that leads elsewhere. It is only recognised: nothing is ever fetched, kept or made a link."""

import re

# Every run is bounded, so that no text takes long. A name that ends like a site's counts by itself only with these
# endings: where somebody forgets the space after a full stop, "home.to" and "it.is" are no sites.
POINTER = re.compile(
    r"""
    \b(?:https?|hxxps?|s?ftps?|tor|ipfs|ipns|ed2k)\s?:\s?/{0,2}\S+          # an address that says so itself
    | \bmagnet\s?:\s?\?\S+
    | \bwww\d?\.\S+
    | \b(?:[a-z2-7]{56}|[a-z2-7]{16})\s*(?:\.|[\[(]\s?(?:\.|dot)\s?[\])]|dot)\s*onion\b\S*
    | (?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[\[(](?:at|@)[\])]\s?)[\w-]{1,63}(?:\.[\w-]{1,63})+   # a mailbox
    | (?<![\w-])[\w-]{1,63}(?:\s?[\[(](?:\.|dot)[\])]\s?[\w-]{1,63}){1,8}(?:/\S*)?         # example[.]com
    | (?<![\w-])(?:[a-z0-9-]{1,63}\.){1,8}(?:com|net|org|info|xyz|io|ru|su|cc|onion)\b(?:/\S*)?
    | (?<![\w-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}/\S+                                  # example.to/somewhere
    """,
    re.IGNORECASE | re.VERBOSE,
)


def has_pointer(text: str) -> bool:
    return POINTER.search(text) is not None


def without_pointers(text: str, instead: str) -> str:
    """The text with `instead` where something leads elsewhere."""
    return POINTER.sub(lambda _found: instead, text)
