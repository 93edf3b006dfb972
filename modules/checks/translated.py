"""Translations that are missing, still in the words that they were copied from, or older than what they translate: the
rule of the studio's page of translations, for many rows at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Revision

from modules.models.translated import TranslatedFrom
from modules.texts.placing import place_of
from worksheets.checks import words
from worksheets.checks.finding import Finding, Level
from worksheets.checks.subject import Part, Subject, Values, drafted, parts_of, published

# Numbers apart, so many words may be a name, which stays as it is, and so many are a sentence, which never does.
A_NAME, A_SENTENCE = 3, 10
LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Bases:
    """By translation key and language: the revision that a row was made from; and what those said that are not what is
    published now."""

    revisions: Mapping[tuple[Any, str], str] = field(default_factory=dict)
    contents: Mapping[str, Values] = field(default_factory=dict)

    def revision(self, row: Any, own: Any) -> str | None:
        return self.revisions.get((own.translation_key, row.locale.language_code))

    def before(self, row: Any, own: Any) -> Values | None:
        """What the row was made from. None where nobody knows."""
        revision = self.revision(row, own) or ""
        return published(own) if revision and revision == str(own.live_revision_id) else self.contents.get(revision)


def bases_of(rows: Iterable[Any]) -> Bases:
    """Two statements at most, for all sources and their translations together."""
    rows = list(rows)
    known = TranslatedFrom.objects.filter(translation_key__in={row.translation_key for row in rows})
    revisions = {(row.translation_key, row.language): row.revision for row in known}
    now = {str(row.live_revision_id) for row in rows}
    then = {revision for revision in revisions.values() if revision and revision not in now}
    found = Revision.objects.filter(pk__in=then) if then else ()
    return Bases(revisions, {str(row.pk): row.content for row in found})


@dataclass(frozen=True)
class Made:
    """A row, and what it was made from: `own` is what it translates, or the row itself. `page` is the programme's, in
    whichever language; None for what is compared nowhere."""

    row: Any
    own: Any
    bases: Bases
    page: int | None = None
    values: Callable[[Any], Values] = published

    @property
    def is_translation(self) -> bool:
        return bool(self.row.pk != self.own.pk)

    @property
    def beside(self) -> str:
        """Where both stand beside each other; empty for a copy, which is a programme of its own."""
        if self.page is None or not self.is_translation:
            return ""
        return reverse("modules_studio:beside", args=[self.page, self.row.locale.language_code, place_of(self.own)])

    def foreign(self) -> set[str]:
        """Every text, in another language, that it was copied from."""
        before = self.bases.before(self.row, self.own)
        said = [before] if before else []
        if self.is_translation:
            said += [published(self.own), self.values(self.own)]
            if spoken(self.row) == spoken(self.own):
                return set()
        return {text for each in said for text in _said(self.own, each)}


def made_from(row: Any, page: int | None = None) -> Made:
    """For the editor of one row, in three statements at most."""
    rows = type(row).objects.filter(translation_key=row.translation_key).select_related("locale", "latest_revision")
    own = rows.earliest("pk")
    return Made(row, own, bases_of([own]), page, drafted)


def in_translation(subject: Subject, made: Made, foreign: Collection[str] | None = None) -> list[Finding]:
    """Each says where both stand beside each other. `foreign` are the texts in another language that this programme
    was made from; none: those of this row."""
    found = [*stale(subject, made), *untranslated(subject, made.foreign() if foreign is None else foreign)]
    return [replace(each, beside=made.beside) for each in found]


def is_older(translation: Any, own: Any, bases: Bases) -> bool:
    """Whether the words that it translates have changed since. Where nobody said which those were: whether what it
    translates was published again after it was."""
    revision = bases.revision(translation, own)
    if revision is None:
        then, now = translation.last_published_at, own.last_published_at
        return bool(then and now and then < now)
    if revision == str(own.live_revision_id or ""):
        return False
    before = bases.before(translation, own)
    return before is None or _said(own, {**published(own), **before}) != _said(own, published(own))


def stale(subject: Subject, made: Made) -> Iterator[Finding]:
    if made.is_translation and is_older(made.row, made.own, made.bases):
        yield subject.finding(
            Level.WARNING,
            _("The translation is older than what it translates."),
            _("The page of translations shows what has changed. Change it here, and say there that it is up to date."),
        )


def untranslated(subject: Subject, foreign: Collection[str]) -> Iterator[Finding]:
    """What still says, word for word, what it was copied from: all of it, or by steps, questions and fields."""
    left = [unit for unit in _units(subject, foreign) if unit.length > A_NAME]
    advice = _("Translate it: whoever reads this language would meet another one here.")
    if len(left) > 1 and sum(unit.length for unit in left) >= A_SENTENCE and not _said_here(subject, foreign):
        what = _("Nothing here is translated yet: it is, word for word, what it was copied from.")
        yield subject.finding(Level.ERROR, what, advice)
        return
    for unit in left:
        said = {"words": Truncator(unit.longest.text).chars(LONGEST_SHOWN)}
        if unit.length >= A_SENTENCE:
            what = _("This is not translated yet: “%(words)s”") % said
            yield subject.finding(Level.ERROR, what, advice, unit.longest)
        else:
            what = _("This is the same in both languages: “%(words)s”") % said
            yield subject.finding(Level.WARNING, what, _("Translate it, unless it is a name."), unit.longest)


def missing(subject: Subject, own: Iterable[Any], there: Collection[Any], page: int) -> Iterator[Finding]:
    """For a programme in another language: the weeks that are not there. `there` are the keys of those that are."""
    numbers = [str(week.number) for week in own if week.translation_key not in there]
    if numbers:
        found = subject.finding(
            Level.WARNING,
            _("Weeks without a published translation: %(numbers)s.") % {"numbers": ", ".join(numbers)},
            _("Until then they are read in the programme’s own language, and the page says so."),
        )
        yield replace(found, beside=reverse("modules_studio:translations", args=[page]))


def without_worksheet(subject: Subject) -> Iterator[Finding]:
    """For a translated week whose worksheet is not published in its language."""
    yield subject.finding(
        Level.WARNING,
        _("The worksheet of this week has no published translation."),
        _("Until then the whole week is read in the programme’s own language, and the page says so."),
    )


def _said(row: Any, values: Values) -> list[str]:
    return [part.text for part in parts_of(type(row), values) if part.is_text]


def _said_here(subject: Subject, foreign: Collection[str]) -> list[Part]:
    return [part for part in subject.texts if part.text not in foreign and _length(part) > A_NAME]


@dataclass(frozen=True)
class _Unit:
    """A step, a question or a field: its texts, and those of them that are the same in the other language."""

    texts: list[Part]
    same: list[Part]

    @property
    def length(self) -> int:
        """In words: all of it where nothing is translated; else its longest text, as names may stand in others."""
        lengths = [_length(part) for part in self.same]
        return sum(lengths) if len(self.same) == len(self.texts) else max(lengths, default=0)

    @property
    def longest(self) -> Part:
        return max(self.same, key=_length)


def _units(subject: Subject, foreign: Collection[str]) -> Iterator[_Unit]:
    found: dict[tuple[str, ...], list[Part]] = {}
    for part in subject.texts if foreign else ():
        found.setdefault(part.trail[:1], []).append(part)
    for texts in found.values():
        yield _Unit(texts, [part for part in texts if part.text in foreign])


def _length(part: Part) -> int:
    return length(part.text)


def length(text: str) -> int:
    """Its words, numbers apart."""
    return sum(not any(map(str.isdigit, word)) for word in words.WORD.findall(text))


def spoken(row: Any) -> str:
    """The language of a row, without the country."""
    return str(row.locale.language_code).partition("-")[0]
