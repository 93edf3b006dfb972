"""Letter templates: brought by a pack, changed and retired by the clinic. Every change is a new version."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from program.audit.record import record
from program.models import Program
from worksheets.models import LetterTemplate
from worksheets.template_book import Wording


@dataclass(frozen=True)
class Named:
    """One template: its program, its language and its key."""

    program: Program
    language: str
    key: str


@transaction.atomic
def bring_templates(
    *,
    program: Program,
    language: str,
    templates: Mapping[str, Wording],
    sheets: Mapping[int, str] | None = None,
    by: UUID | str,
    today: date,
) -> tuple[list[str], list[str]]:
    """Bring those of a pack, by their keys; say which were made, and which changed. The same again does neither.

    `sheets` are the keys of the pack's worksheets by week.
    What the clinic has changed or retired stays so, and one that the pack no longer names stays in use.
    """
    newest = _newest(program, language)
    made: list[str] = []
    changed: list[str] = []
    for key, wording in templates.items():
        before = newest.get(key)
        sheet = (sheets or {}).get(wording.week or 0, "")
        if before is None or (before.brought and _differs(before, wording, sheet)):
            _write(Named(program, language, key), before, wording, by, today, brought=True, worksheet=sheet)
            (changed if before else made).append(key)
    return made, changed


@transaction.atomic
def add_template(*, named: Named, wording: Wording, by: UUID, today: date) -> LetterTemplate:
    """A template of the clinic's own. Its key comes from the form, so that a second press finds it there."""
    before = _newest(named.program, named.language).get(named.key)
    return before or _write(named, None, wording, by, today)


@transaction.atomic
def change_template(
    *, named: Named, version: int, wording: Wording, retired: bool = False, by: UUID, today: date
) -> LetterTemplate | None:
    """The next version; none is written where nothing differs. None where `version` is no longer the newest one.

    Raises KeyError for a template that the program does not have.
    """
    before = _newest(named.program, named.language)[named.key]
    same = Wording.of(before) == wording and before.retired == retired
    if same and version in {before.version, before.version - 1}:
        return before
    if before.version != version:
        return None
    return _write(named, before, wording, by, today, retired=retired)


@transaction.atomic
def move_templates(*, moved: Mapping[LetterTemplate, int], by: UUID | str, today: date) -> None:
    """Each of these newest rows is for another week from now on, as an edition counts them that is being published.
    What came with a pack still belongs to it."""
    for row, week in moved.items():
        named = Named(row.program, row.language, row.key)
        wording = replace(Wording.of(row), week=week)
        _write(named, row, wording, by, today, brought=row.brought, worksheet=row.worksheet)


def _newest(program: Program, language: str) -> dict[str, LetterTemplate]:
    """By key. The program's row is the lock: two changes come one after the other."""
    Program.objects.select_for_update().get(pk=program.pk)
    rows = LetterTemplate.objects.filter(program=program, language=language)
    return {row.key: row for row in rows.order_by("key", "version")}


def _differs(before: LetterTemplate, wording: Wording, sheet: str) -> bool:
    """The same words are for another week where the pack has given its number to another worksheet."""
    return Wording.of(before) != wording or before.worksheet not in {"", sheet}


def _write(
    named: Named, before: LetterTemplate | None, wording: Wording, by: UUID | str, today: date, **state: Any
) -> LetterTemplate:
    kept = before.worksheet if before and before.week == wording.week else ""
    row = LetterTemplate(
        program=named.program,
        language=named.language,
        key=named.key,
        version=before.version + 1 if before else 1,
        set_on=today,
        set_by=str(by),
        **{"worksheet": kept, **wording.as_row(), **state},
    )
    row.save(force_insert=True)
    record(
        verb=_verb(before, row),
        by=by,
        on=today,
        subject=named.program.pk,
        detail={"template": named.key, "version": row.version},
    )
    return row


def _verb(before: LetterTemplate | None, row: LetterTemplate) -> str:
    if before is None:
        return "template.made"
    if before.retired != row.retired:
        return "template.retired" if row.retired else "template.brought-back"
    return "template.changed"
