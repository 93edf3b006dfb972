"""Translations that are missing, or older than what they translate."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from worksheets.checks.finding import Finding, Level
from worksheets.checks.subject import Subject


def is_older(translation: Any, own: Any) -> bool:
    """Whether what it translates was published again after it was."""
    then, now = translation.last_published_at, own.last_published_at
    return bool(then and now and then < now)


def stale(subject: Subject, row: Any, own: Any) -> Iterator[Finding]:
    """`own` is what the row translates; the same row where it translates nothing."""
    if row.pk != own.pk and is_older(row, own):
        yield subject.finding(
            Level.WARNING,
            _("The translation is older than what it translates."),
            _("Compare the two, change what has changed, and publish it again."),
        )


def missing(subject: Subject, own: Sequence[Any], there: Collection[Any]) -> Iterator[Finding]:
    """For a programme in another language: the weeks that are not there. `there` are the keys of those that are."""
    numbers = [str(week.number) for week in own if week.translation_key not in there]
    if numbers:
        yield subject.finding(
            Level.WARNING,
            _("Weeks without a published translation: %(numbers)s.") % {"numbers": ", ".join(numbers)},
            _("Until then they are read in the programme’s own language, and the page says so."),
        )
