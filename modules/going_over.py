"""What an import would go over: weeks and worksheets that somebody is working on, where the file says otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from modules import in_review, translation_access
from modules.models import ModulePage, ProgrammePage
from modules.packs.pack import Pack, Week
from modules.packs.telling import week as told
from worksheets.models import Worksheet

Place = tuple[str, int]


@dataclass(frozen=True)
class GoneOver:
    """A row with words that are not published, locked or in review. `url` opens it."""

    row: Any
    url: str
    is_draft: bool
    is_locked: bool
    is_in_review: bool

    @property
    def number(self) -> int | None:
        """Of a week."""
        return getattr(self.row, "number", None)

    @property
    def is_sheet(self) -> bool:
        return isinstance(self.row, Worksheet)


def gone_over(page: ProgrammePage | None, now: Pack | None, after: Pack) -> list[GoneOver]:
    """In the order of the programme, its own language first. As many statements however many weeks there are."""
    if page is None:
        return []
    waiting = in_review.waiting()
    found = [
        GoneOver(
            row=row,
            url=translation_access.edit_url(row),
            is_draft=bool(row.has_unpublished_changes or not row.live),
            is_locked=bool(row.locked),
            is_in_review=in_review.mark(row) in waiting,
        )
        for row in _written(page, now, after)
    ]
    return [each for each in found if each.is_draft or each.is_locked or each.is_in_review]


def _written(page: ProgrammePage, now: Pack | None, after: Pack) -> Iterator[Any]:
    """The rows that get other words, or are published no more."""
    pages = ProgrammePage.objects.filter(translation_key=page.translation_key).select_related("locale").order_by("pk")
    below = [(each, ModulePage.objects.child_of(each).order_by("number")) for each in pages]
    sheets = Worksheet.objects.filter(program=page.program_id).select_related("locale")
    by_key = {(sheet.key, sheet.locale.language_code): sheet for sheet in sheets}
    before, then = _weeks(now) if now else {}, _weeks(after)
    about, says = _about(now) if now else {}, _about(after)
    for each, weeks in below:
        if each.language in says and about.get(each.language) != says[each.language]:
            yield each
        for row in weeks:
            place = (each.language, row.number)
            old, new = before.get(place), then.get(place)
            if _said(old) != _said(new) and (new is not None or each.pk == page.pk):
                yield row
            sheet = by_key.get((_key(new), each.language))
            if sheet is not None and _asked(old) != _asked(new):
                yield sheet


def _weeks(pack: Pack) -> dict[Place, Week]:
    spoken = [(pack.language, pack.weeks), *((each.language, each.weeks) for each in pack.translations)]
    return {(language, week.number): week for language, weeks in spoken for week in weeks}


def _about(pack: Pack) -> dict[str, Any]:
    """What stands on the page of the programme itself, by language."""
    own = (pack.title, pack.sample_note, pack.consent, pack.assessments)
    return {pack.language: own} | {
        each.language: (each.title, each.sample_note, each.consent) for each in pack.translations
    }


def _said(week: Week | None) -> Any:
    return told(replace(week, worksheet=None)) if week else None


def _asked(week: Week | None) -> Any:
    return week.worksheet.plain() if week and week.worksheet else None


def _key(week: Week | None) -> str:
    return str((_asked(week) or {}).get("key", ""))
