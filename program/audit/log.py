"""The audit log, read page by page, newest first. Every filter follows an index; nothing is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from program.audit.models import AuditEvent

PAGE = 50

# From each verb to the next one in the index: as many steps as there are verbs, however many rows there are.
VERBS = """
WITH RECURSIVE found(verb) AS (
    SELECT MIN(verb) FROM program_auditevent
    UNION ALL
    SELECT (SELECT MIN(verb) FROM program_auditevent WHERE verb > found.verb) FROM found WHERE found.verb IS NOT NULL
)
SELECT verb FROM found WHERE verb IS NOT NULL ORDER BY verb
"""


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; what is empty does not matter. `after` is where the last page ended."""

    verb: str = ""
    actor: str = ""
    case: str = ""
    subject: str = ""
    first_day: date | None = None
    last_day: date | None = None
    after: str = ""


@dataclass(frozen=True)
class Page:
    events: Sequence[AuditEvent]
    after: str = ""


def page(asked: Asked) -> Page:
    """One query, of one row more than the page shows."""
    found = list(events(asked)[: PAGE + 1])
    shown = found[:PAGE]
    return Page(shown, _place(shown[-1]) if len(found) > PAGE else "")


def events(asked: Asked) -> QuerySet[AuditEvent]:
    wanted = {name: getattr(asked, name) for name in ("verb", "actor", "case", "subject") if getattr(asked, name)}
    rows: QuerySet[AuditEvent] = AuditEvent.objects.filter(**wanted).order_by("-on_day", "-id")
    if asked.first_day:
        rows = rows.filter(on_day__gte=asked.first_day)
    if asked.last_day:
        rows = rows.filter(on_day__lte=asked.last_day)
    begins = _begins(asked.after)
    if begins is None:
        return rows
    day, event_id = begins
    return rows.filter(Q(on_day__lt=day) | Q(id__lt=event_id), on_day__lte=day)


def verbs() -> list[str]:
    """Every verb that the log holds. One query."""
    with connection.cursor() as cursor:
        cursor.execute(VERBS)
        return [row[0] for row in cursor.fetchall()]


def _place(event: AuditEvent) -> str:
    return f"{event.on_day.isoformat()}.{event.pk}"


def _begins(after: str) -> tuple[date, int] | None:
    """None for anything but a place, which shows the first page."""
    day, _dot, number = after.partition(".")
    try:
        return date.fromisoformat(day), min(int(number), 2**63 - 1)
    except ValueError:
        return None
