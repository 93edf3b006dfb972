"""A language for the tests alone, right to left: every string of the interface is its English between ⟦ and ⟧.

What stands on a page without these marks did not go through gettext. Its code, ar-XB, is the usual one for such a
locale; browsers and axe know it as Arabic. Nothing of it is in the service: the tests add it to the settings.
"""

import gettext
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import dates, translation
from django.utils.translation import trans_real

CODE = "ar-xb"
OPEN, CLOSE = "⟦", "⟧"


@cache
def plain() -> frozenset[str]:
    """Months and weekdays: a date is one text of many, and marked within no test could find it again."""
    named = (dates.MONTHS, dates.MONTHS_3, dates.WEEKDAYS, dates.WEEKDAYS_ABBR)
    with translation.override("en"):
        return frozenset(str(word) for words in named for word in words.values())


def marked(text: str) -> str:
    """As a page in this language shows the text; a context, which translators alone see, is left out."""
    text = text.rpartition(trans_real.CONTEXT_SEPARATOR)[2]
    return text if text in plain() else f"{OPEN}{text}{CLOSE}"


class Pseudo(gettext.NullTranslations):
    """What Django asks of the catalogue of a language."""

    def gettext(self, message: str) -> str:
        return marked(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return marked(msgid1 if n == 1 else msgid2)

    def language(self) -> str:
        return CODE

    def to_language(self) -> str:
        return CODE


def add() -> None:
    """From now on the service offers the language."""
    settings.LANGUAGES = [*settings.LANGUAGES, (CODE, "Pseudo")]
    catalogues: dict[str, Any] = trans_real._translations  # type: ignore[attr-defined]  # the one place a catalogue is registered
    catalogues[CODE] = Pseudo()
