"""Looking at a worksheet: the newest draft in its editor, or what is published."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from worksheets.checks.finding import Finding
from worksheets.checks.registry import Terms, on_words
from worksheets.checks.sheet import unfinished
from worksheets.checks.subject import Subject, Values, parts_of

if TYPE_CHECKING:
    from worksheets.models import Worksheet

EDIT = "wagtailsnippets_worksheets_worksheet:edit"


def sheet_subject(worksheet: "Worksheet", values: Values, week: int | None = None) -> Subject:
    return Subject(
        name=_("Worksheet “%(title)s”") % {"title": values["title"]},
        language=str(worksheet.locale.language_code),
        url=reverse(EDIT, args=[worksheet.pk]),
        parts=parts_of(type(worksheet), values),
        values=values,
        week=week,
    )


def in_sheet(subject: Subject, terms: Terms) -> list[Finding]:
    return [*on_words(subject, terms), *unfinished(subject)]
