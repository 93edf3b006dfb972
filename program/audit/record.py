"""The one way to write an audit event. Call it inside the transaction of what it tells about."""

from datetime import date
from uuid import UUID

from program.audit.models import AuditEvent

SYSTEM = "system"


def record(
    *,
    verb: str,
    by: UUID | str,
    on: date,
    case: UUID | None = None,
    subject: object = "",
    detail: dict[str, str | int] | None = None,
    once_a_day: bool = False,
) -> None:
    """Write that `by` (an account's id, or SYSTEM) did `verb`. `detail` takes ids, counts and weeks, never a text.

    `once_a_day` is for what a browser repeats by itself: one row a day says as much as a hundred.
    """
    event = AuditEvent(
        on_day=on, actor=str(by), verb=verb, case=str(case or ""), subject=str(subject)[:80], detail=detail or {}
    )
    if not (once_a_day and _stands_already(event)):
        event.save(force_insert=True)


def _stands_already(event: AuditEvent) -> bool:
    same = AuditEvent.objects.filter(case=event.case, on_day=event.on_day, actor=event.actor, verb=event.verb)
    return any(row.subject == event.subject and row.detail == event.detail for row in same)
