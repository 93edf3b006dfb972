"""Translations that are missing, or older than what they translate: the rule of the studio's page of translations, for
many rows at once."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Revision

from modules.models import TranslatedFrom
from worksheets.checks.finding import Finding, Level
from worksheets.checks.subject import Subject, Values, parts_of, published


@dataclass(frozen=True)
class Bases:
    """By translation key and language: the revision that a translation was made from; and what those said that are not
    what is published now."""

    revisions: Mapping[tuple[Any, str], str] = field(default_factory=dict)
    contents: Mapping[str, Values] = field(default_factory=dict)


def bases_of(rows: Iterable[Any]) -> Bases:
    """Two statements at most, for all sources and their translations together."""
    rows = list(rows)
    known = TranslatedFrom.objects.filter(translation_key__in={row.translation_key for row in rows})
    revisions = {(row.translation_key, row.language): row.revision for row in known}
    now = {str(row.live_revision_id) for row in rows}
    then = {revision for revision in revisions.values() if revision and revision not in now}
    found = Revision.objects.filter(pk__in=then) if then else ()
    return Bases(revisions, {str(row.pk): row.content for row in found})


def is_older(translation: Any, own: Any, bases: Bases) -> bool:
    """Whether the words that it translates have changed since. Where nobody said which those were: whether what it
    translates was published again after it was."""
    revision = bases.revisions.get((own.translation_key, translation.locale.language_code))
    if revision is None:
        then, now = translation.last_published_at, own.last_published_at
        return bool(then and now and then < now)
    if revision == str(own.live_revision_id or ""):
        return False
    before = bases.contents.get(revision)
    return before is None or _said(own, {**published(own), **before}) != _said(own, published(own))


def stale(subject: Subject, row: Any, own: Any, bases: Bases) -> Iterator[Finding]:
    """`own` is what the row translates; the same row where it translates nothing."""
    if row.pk != own.pk and is_older(row, own, bases):
        yield subject.finding(
            Level.WARNING,
            _("The translation is older than what it translates."),
            _("The page of translations shows what has changed. Change it here, and say there that it is up to date."),
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


def _said(row: Any, values: Values) -> list[str]:
    return [part.text for part in parts_of(type(row), values) if part.is_text]
