"""What the sample's crisis lines say, for translators: whoever looks for help reads it in their own language.

Names that a line has given itself are no words, and what a clinic types stands as it was typed.
"""

from django.utils.translation import gettext, gettext_noop

COUNTRIES = (
    *(gettext_noop("Argentina"), gettext_noop("Australia"), gettext_noop("Brazil"), gettext_noop("Canada")),
    *(gettext_noop("Colombia"), gettext_noop("France"), gettext_noop("Germany"), gettext_noop("India")),
    *(gettext_noop("Ireland"), gettext_noop("Japan"), gettext_noop("Kenya"), gettext_noop("Mexico")),
    *(gettext_noop("Netherlands"), gettext_noop("New Zealand"), gettext_noop("Nigeria"), gettext_noop("Philippines")),
    *(gettext_noop("South Africa"), gettext_noop("Sweden"), gettext_noop("United Kingdom")),
    gettext_noop("United States"),
)
HOURS = (gettext_noop("Day and night"), gettext_noop("In the afternoon"), gettext_noop("On working days"))
NAMES = (
    gettext_noop("Emergency number"),
    gettext_noop("Emergency number that most mobile phones know"),
    gettext_noop("Emergency number (European Union and many other countries)"),
    gettext_noop("Emergency number from a mobile phone"),
    *(gettext_noop("Ambulance"), gettext_noop("Police"), gettext_noop("Child helpline")),
)
KNOWN = frozenset({*COUNTRIES, *HOURS, *NAMES})


def said(words: str) -> str:
    """In the reader's language where these words are known, else as they were typed."""
    return gettext(words) if words in KNOWN else words
