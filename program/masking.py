"""A text somebody typed, as pages show it: an address of a hidden service is never shown, however it is written."""

import re

from django.utils.translation import gettext as _

# With a full stop, or with a word or brackets in its place, as people write addresses that should not be links.
ONION = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)*(?:[a-z2-7]{56}|[a-z2-7]{16})"
    r"\s*(?:\.|[\[(]\s?(?:\.|dot|punkt)\s?[\])]|\bdot\b|\bpunkt\b)\s*onion\b\S*",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """Templates never make links of it either."""
    return ONION.sub(_("[address hidden]"), text)
