"""All findings of programmes, in a number of statements that does not depend on how many weeks they have."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q

from modules.checks.media import Library
from modules.checks.translated import Bases, Made, bases_of, in_translation, missing, without_worksheet
from modules.checks.weeks import in_page, in_week, library_of, page_subject, week_subject
from modules.models import ModulePage, ProgrammePage
from worksheets.avoided_terms import terms_by_language
from worksheets.checks.finding import Finding, Level, Tally, tally
from worksheets.checks.look import in_sheet, sheet_subject
from worksheets.checks.registry import Terms, worst_first
from worksheets.checks.subject import Subject, Values, drafted, published
from worksheets.models import Worksheet


@dataclass(frozen=True)
class Seen:
    """A page, a week or a worksheet, with what it was made from, and what was found in it."""

    subject: Subject
    row: ProgrammePage | ModulePage | Worksheet
    made: Made
    found: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Spoken:
    """A programme in one language. `source` is the page that this one translates, or itself; `own` are its weeks."""

    page: ProgrammePage
    source: ProgrammePage
    weeks: list[ModulePage]
    own: list[ModulePage]
    worksheets: dict[int, Worksheet]
    own_worksheets: dict[int, Worksheet]
    bases: Bases = field(default_factory=Bases)
    seen: list[Seen] = field(default_factory=list)

    @property
    def tally(self) -> Tally:
        return tally([finding for seen in self.seen for finding in seen.found])

    @property
    def is_own(self) -> bool:
        return self.weeks is self.own


def checked(pages: Sequence[ProgrammePage], *, drafts: bool = False) -> list[Spoken]:
    """Each of the pages with what was found below it, as it is published or as the newest drafts have it.

    Pages of one programme belong together: the first that was made is the one that the others translate.
    """
    found = list(_gathered(pages, drafts))
    values = drafted if drafts else published
    for spoken in found:
        spoken.seen.extend(_seen(spoken, values))
    library = library_of([seen.subject for spoken in found for seen in spoken.seen])
    terms = terms_by_language()
    for spoken in found:
        # Steps and weeks may have been moved or copied since the words of another language came.
        foreign = set[str]().union(*(seen.made.foreign() for seen in spoken.seen))
        for seen in spoken.seen:
            translated = in_translation(seen.subject, seen.made, foreign)
            seen.found.extend(worst_first([*_found(spoken, seen, terms, library), *translated]))
    return found


@dataclass(frozen=True)
class Findings:
    """What is shown of a language; `tally` counts what is shown."""

    code: str
    title: str
    found: list[Finding]

    @property
    def tally(self) -> Tally:
        return tally(self.found)


def findings(spoken: Spoken, *, level: str = "", week: int | None = None) -> Findings:
    """Of one level, and of one week (0: of no week), if that is asked for; the worst first."""
    found = [
        finding
        for seen in spoken.seen
        if week is None or (seen.subject.week or 0) == week
        for finding in seen.found
        if level in {"", finding.level}
    ]
    return Findings(spoken.page.language, spoken.page.title, worst_first(found))


def of_programme(page: ProgrammePage, *, drafts: bool = False) -> list[Spoken]:
    """The page and its translations."""
    return checked(_pages(page, drafts), drafts=drafts)


def blocking(page: ProgrammePage) -> list[str]:
    """What keeps an edition of these pages from being published, in sentences."""
    findings = (finding for spoken in of_programme(page) for seen in spoken.seen for finding in seen.found)
    return [finding.sentence for finding in findings if finding.level == Level.ERROR]


def _pages(page: ProgrammePage, drafts: bool) -> list[ProgrammePage]:
    """One statement, itself first. A translation that is not published has drafts alone."""
    rows = ProgrammePage.objects.filter(translation_key=page.translation_key).order_by("pk")
    rows = rows.select_related("locale", *(["latest_revision"] if drafts else []))
    return [row for row in rows if drafts or row.live or row.pk == page.pk]


def _gathered(pages: Sequence[ProgrammePage], drafts: bool) -> Iterator[Spoken]:
    if not pages:
        return
    rows = ModulePage.objects.filter(
        reduce(or_, (Q(path__startswith=page.path, depth=page.depth + 1) for page in pages))
    ).annotate(sheet_key=F("worksheet__translation_key"))
    rows = rows.select_related("locale", *(["latest_revision"] if drafts else []))
    weeks = list((rows if drafts else rows.live()).order_by("number"))
    worksheets = _worksheets(weeks, drafts)
    bases = bases_of([*pages, *weeks, *worksheets.values()])
    below = {page.pk: [week for week in weeks if week.path.startswith(page.path)] for page in pages}
    own: dict[Any, ProgrammePage] = {}
    for page in sorted(pages, key=lambda page: page.pk):
        own.setdefault(page.translation_key, page)
    for page in pages:
        source = own[page.translation_key]
        yield Spoken(
            page,
            source,
            below[page.pk],
            below[source.pk],
            _by_week(below[page.pk], worksheets, page.locale_id),
            _by_week(below[source.pk], worksheets, source.locale_id),
            bases,
        )


def _worksheets(weeks: list[Any], drafts: bool) -> dict[tuple[Any, int], Worksheet]:
    """By translation key and language. A translated week may still point to the worksheet of the week it translates."""
    rows = Worksheet.objects.filter(translation_key__in={week.sheet_key for week in weeks if week.sheet_key})
    rows = rows.select_related("locale", *(["latest_revision"] if drafts else []))
    return {(row.translation_key, row.locale_id): row for row in (rows if drafts else rows.filter(live=True))}


def _by_week(weeks: list[Any], worksheets: dict[tuple[Any, int], Worksheet], locale_id: int) -> dict[int, Worksheet]:
    found = {week.number: worksheets.get((week.sheet_key, locale_id)) for week in weeks}
    return {number: row for number, row in found.items() if row is not None}


def _seen(spoken: Spoken, values: Callable[[Any], Values]) -> Iterator[Seen]:
    rows: list[Any] = [spoken.source, *spoken.own, *spoken.own_worksheets.values()]
    own = {row.translation_key: row for row in rows}

    def made(row: Any) -> Made:
        return Made(row, own.get(row.translation_key, row), spoken.bases, spoken.page.pk, values)

    yield Seen(page_subject(spoken.page, values(spoken.page)), spoken.page, made(spoken.page))
    for week in spoken.weeks:
        yield Seen(week_subject(week, values(week)), week, made(week))
        if week.number in spoken.worksheets:
            worksheet = spoken.worksheets[week.number]
            yield Seen(sheet_subject(worksheet, values(worksheet), week.number), worksheet, made(worksheet))


def _found(spoken: Spoken, seen: Seen, terms: Terms, library: Library) -> list[Finding]:
    subject, row = seen.subject, seen.row
    if isinstance(row, ProgrammePage):
        there = {week.translation_key for week in spoken.weeks}
        gaps = [] if spoken.is_own else missing(subject, spoken.own, there, row.pk)
        return [*in_page(subject, terms, library), *gaps]
    if isinstance(row, ModulePage):
        sheet = spoken.worksheets.get(row.number) or spoken.own_worksheets.get(row.number)
        found = in_week(subject, terms, library, sheet.minutes if sheet else 0)
        gaps = [] if not sheet or row.number in spoken.worksheets else without_worksheet(subject)
        return [*found, *gaps]
    return in_sheet(subject, terms)
