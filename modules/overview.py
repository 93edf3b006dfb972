"""How each programme stands, for the studio's first page: what is written, checked and published, and how many people
have which edition. Counts only, and no small ones. It costs as many statements for one week as for twenty.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from modules import in_review
from modules.access import STUDIO_RIGHTS
from modules.checks.report import Spoken, checked
from modules.checks.translated import is_older
from modules.models import ModulePage, ProgrammePage
from program.cells import hide
from program.models import Edition, Enrolment
from worksheets.checks.finding import Tally
from worksheets.models import Worksheet


@dataclass(frozen=True)
class EditionLine:
    """`people` is None where the number is not shown."""

    number: int
    language: str
    published_on: date
    people: int | None


@dataclass(frozen=True)
class LanguageLine:
    """`of` is how many weeks there are to translate; None for the language that is translated from. `is_mine`: the
    reader may open its page."""

    page: ProgrammePage
    weeks: int
    drafts: int
    in_review: int
    of: int | None
    older: int
    tally: Tally
    is_mine: bool


@dataclass(frozen=True)
class ProgrammeLine:
    """`people` is the sum of all editions, or None where it is not shown."""

    page: ProgrammePage
    editions: Sequence[EditionLine]
    people: int | None
    smallest: int
    languages: Sequence[LanguageLine]


@dataclass(frozen=True)
class _Written:
    """What is in the making, by programme page and by programme and language: drafts, and what waits for a review; and
    which pages are the reader's to open."""

    drafts: Counter[Any]
    in_review: Counter[Any]
    mine: Collection[int] = ()


def overview(user: Any) -> list[ProgrammeLine]:
    """The programmes of which somebody may write, publish or review a page, in all their languages, by title."""
    mine = _mine(user)
    found = ProgrammePage.objects.filter(translation_key__in=set(mine.values()))
    pages: list[ProgrammePage] = list(found.select_related("locale", "program").order_by("pk"))
    if not pages:
        return []
    written = _written(pages, mine)
    spoken: dict[Any, list[Spoken]] = {}
    for each in checked(pages):
        spoken.setdefault(each.page.translation_key, []).append(each)
    rows = Edition.objects.filter(program__in={page.program_id for page in pages})
    editions = list(rows.order_by("-number", "language"))
    people = dict(
        Enrolment.objects.filter(edition__in=editions).order_by().values_list("edition").annotate(Count("pk"))
    )
    lines = [_line(together, written, editions, people) for together in spoken.values()]
    return sorted(lines, key=lambda line: str(line.page.title))


def _mine(user: Any) -> dict[int, Any]:
    """The pages of programmes that somebody may write, publish or review themselves, with their translation keys."""
    allowed = page_permission_policy.instances_user_has_any_permission_for(user, STUDIO_RIGHTS).values("pk")
    return dict(ProgrammePage.objects.filter(pk__in=allowed).values_list("pk", "translation_key"))


def _line(
    spoken: Sequence[Spoken], written: _Written, editions: Sequence[Edition], people: Mapping[Any, int]
) -> ProgrammeLine:
    own = spoken[0].page
    ours = [edition for edition in editions if edition.program_id == own.program_id]
    # Those of one programme stand beside each other and beside their sum, which other pages may show as well.
    (cells, *_none), _real = hide([[people.get(edition.pk, 0) for edition in ours]], own.program.smallest_cell)
    lines = [
        EditionLine(edition.number, edition.language, edition.published_on, count)
        for edition, count in zip(ours, cells[:-1], strict=True)
    ]
    languages = [_language(each, written) for each in spoken]
    return ProgrammeLine(own, lines, cells[-1], own.program.smallest_cell, languages)


def _language(spoken: Spoken, written: _Written) -> LanguageLine:
    page = spoken.page
    sheets = page.program_id, page.locale_id
    return LanguageLine(
        page=page,
        weeks=len(spoken.weeks),
        drafts=written.drafts[page.pk] + written.drafts[sheets],
        in_review=written.in_review[page.pk] + written.in_review[sheets],
        of=None if spoken.is_own else len(spoken.own),
        older=len(set(_older(spoken))),
        tally=spoken.tally,
        is_mine=page.pk in written.mine,
    )


def _older(spoken: Spoken) -> Iterator[int]:
    """The numbers of weeks that are older than what they translate, or whose worksheet is."""
    own = {week.translation_key: week for week in spoken.own}
    for week in spoken.weeks:
        if week.translation_key in own and is_older(week, own[week.translation_key], spoken.bases):
            yield week.number
    for number, sheet in spoken.worksheets.items():
        if number in spoken.own_worksheets and is_older(sheet, spoken.own_worksheets[number], spoken.bases):
            yield number


def _written(pages: Sequence[ProgrammePage], mine: Collection[int]) -> _Written:
    """Four statements: the weeks, the worksheets, what is in a workflow, and Wagtail's own types once a process."""
    waiting = in_review.waiting()
    drafts: Counter[Any] = Counter()
    reviews: Counter[Any] = Counter()
    weeks = ModulePage.objects.values_list("pk", "path", "live", "has_unpublished_changes")
    rows = [(page.pk, page.path, page.live, page.has_unpublished_changes) for page in pages]
    for number, path, live, changed in [*rows, *weeks]:
        above = next((page.pk for page in pages if path.startswith(page.path)), None)
        drafts[above] += changed or not live
        reviews[above] += (Page, str(number)) in waiting
    sheets = Worksheet.objects.filter(program__in={page.program_id for page in pages})
    for key, program, locale, live, changed in sheets.values_list(
        "pk", "program_id", "locale_id", "live", "has_unpublished_changes"
    ):
        drafts[program, locale] += changed or not live
        reviews[program, locale] += (Worksheet, str(key)) in waiting
    return _Written(drafts, reviews, mine)
