"""The words of a clinic on the pages that anybody may read: published in the studio, drawn there, only shown here.

What the software itself answers for (what is stored, whether people may join, the numbers to call, the consent in
force) is in the pages' templates and in no words of anybody's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from program.choices import PublicPage
from program.models import PublicText


@dataclass(frozen=True)
class Part:
    """A piece under its own heading. `html` holds allowed elements only; `door` is the one that it stands behind."""

    title: str
    html: str
    door: str = ""


@dataclass(frozen=True)
class Words:
    """`lead` is plain text. `language` is the one they are written in, which need not be the reader's."""

    title: str
    lead: str = ""
    parts: Sequence[Part] = ()
    language: str = ""

    @property
    def is_foreign(self) -> bool:
        return self.language not in {"", get_language()}

    @property
    def tongue(self) -> SafeString:
        """The attributes of whatever holds these words on a page of another language."""
        if not self.is_foreign:
            return SafeString("")
        bidi = get_language_info(self.language)["bidi"]
        return format_html(' lang="{}" dir="{}"', self.language, "rtl" if bidi else "ltr")

    @property
    def sections(self) -> list[Part]:
        return [part for part in self.parts if not part.door]

    @property
    def doors(self) -> dict[str, str]:
        """What the clinic says behind each door; those that are missing keep the words of the software."""
        return {part.door: part.html for part in self.parts if part.door}


def words_on(page: PublicPage) -> Words | None:
    """What the clinic says on this page, in the reader's language, else in that of the house; None where it says
    nothing. One statement."""
    wanted = [get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE]
    newer = PublicText.objects.filter(page=page, language=OuterRef("language"), number__gt=OuterRef("number"))
    rows = PublicText.objects.filter(~Exists(newer), page=page, language__in=wanted).exclude(title="")
    found = {row.language: row for row in rows}
    return next((_words(found[language]) for language in wanted if language in found), None)


def _words(row: PublicText) -> Words:
    return Words(row.title, row.lead, [Part(**part) for part in row.parts], row.language)
