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
) -> None:
    """Write that `by` (an account's id, or SYSTEM) did `verb`. `detail` takes ids, counts and weeks, never a text."""
    AuditEvent.objects.create(
        on_day=on, actor=str(by), verb=verb, case=str(case or ""), subject=str(subject)[:80], detail=detail or {}
    )
