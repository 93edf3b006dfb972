"""Crisis lines are brought by a pack, changed by the clinic, rung and dated, and switched off."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from program.audit.record import record
from program.lines import Line
from program.models import AuditEvent, CrisisLine, Program

CHANGED = "line.changed"
FIELDS = ("name", "number", "region", "country", "hours", "doors", "order", "for_young")


class NumberChanged(Exception):
    """The number is another one now than the one that was rung."""


@transaction.atomic
def bring_lines(
    *, program: Program, lines: Mapping[str, Line], by: UUID | str, today: date
) -> tuple[list[str], list[str]]:
    """Bring the clinic's lines in line with those of a pack, by their keys. Returns the keys made and changed.

    The day of the last test goes only with a number that changed. What the clinic changed stays as the clinic has it:
    a release must not put back a number that somebody here found to be wrong. So do lines that the pack does not name,
    and one that was switched off stays off.
    """
    found = {row.key: row for row in CrisisLine.objects.select_for_update().filter(program=program)}
    own = _changed_here(found.values())
    made: list[str] = []
    changed: list[str] = []
    for key, line in lines.items():
        row = found.get(key) or CrisisLine(program=program, key=key)
        if row.pk not in own and _set(row, line):
            (changed if key in found else made).append(key)
            row.save()
    if made or changed:
        detail: dict[str, str | int] = {"made": len(made), "changed": len(changed)}
        record(verb="lines.brought", by=by, on=today, subject=program.pk, detail=detail)
    return made, changed


@transaction.atomic
def save_line(*, line_id: UUID, program: Program, line: Line, by: UUID, today: date) -> CrisisLine:
    """Change the line with this id, or make it. A changed number was never tested. The same form twice does it once."""
    row = CrisisLine.objects.select_for_update().filter(pk=line_id).first()
    verb = CHANGED if row else "line.added"
    row = row or CrisisLine(pk=line_id, program=program, key=f"own-{line_id}"[:50])
    if _set(row, line):
        row.save()
        record(verb=verb, by=by, on=today, subject=row.pk)
    return row


@transaction.atomic
def mark_tested(*, line: CrisisLine, number: str, by: UUID, today: date) -> None:
    """Somebody rang `number` today, and it works. Raises NumberChanged where the line has another by now."""
    row = CrisisLine.objects.select_for_update().get(pk=line.pk)
    if row.number != number:
        raise NumberChanged
    if (row.tested_on, row.tested_by_id) != (today, by):
        row.tested_on, row.tested_by_id = today, by
        row.save(update_fields=["tested_on", "tested_by"])
        record(verb="line.tested", by=by, on=today, subject=row.pk)


@transaction.atomic
def retire(*, line: CrisisLine, by: UUID, today: date) -> None:
    """Show it to nobody any more; it stays in the clinic's list."""
    if CrisisLine.objects.filter(pk=line.pk, is_active=True).update(is_active=False):
        record(verb="line.retired", by=by, on=today, subject=line.pk)


@transaction.atomic
def bring_back(*, line: CrisisLine, by: UUID, today: date) -> None:
    """Show it again."""
    if CrisisLine.objects.filter(pk=line.pk, is_active=False).update(is_active=True):
        record(verb="line.brought-back", by=by, on=today, subject=line.pk)


def _changed_here(rows: Iterable[CrisisLine]) -> set[UUID]:
    """Those that somebody at the clinic has changed, as the audit tells."""
    events = AuditEvent.objects.filter(verb=CHANGED, subject__in=[str(row.pk) for row in rows])
    return {UUID(subject) for subject in events.values_list("subject", flat=True)}


def _set(row: CrisisLine, line: Line) -> bool:
    """Whether anything differs from what the row said before."""
    wanted = {name: getattr(line, name) for name in FIELDS} | {"doors": list(line.doors)}
    if not row._state.adding and all(getattr(row, name) == value for name, value in wanted.items()):
        return False
    if row.number != line.number:
        row.tested_on = row.tested_by = None
    for name, value in wanted.items():
        setattr(row, name, value)
    return True
