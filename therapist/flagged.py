"""What may be hard to read: answers that raised an alert, said in the rule's words before any text is opened.

The server's key tells which rule it was; nothing here needs the case's key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from program.alerting import facts_of
from program.choices import Severity
from program.models import Account, Alert, AlertState, AuditEvent
from therapist.alerts import SIGNS
from therapist.hours import day_said
from therapist.models import Message, Side
from vault import keyfile
from worksheets.actions.sent_before import effect, name_of
from worksheets.models import Response, ResponseState

# Own choice: an answer that was flagged so long ago, and seen to, is no news to whoever reads on.
RECENT = timedelta(days=14)
HARD = (Severity.URGENT, Severity.SOON)
NOTICED = "flag.noticed"
# Whoever has opened the alert today has read what was answered.
KNOWN = (NOTICED, "alert.seen")
MESSAGES_LOOKED_AT = 200


@dataclass(frozen=True)
class Place:
    """A page that shows texts of a case: worksheets up to a week (all of them for None), messages, or both."""

    week: int | None = None
    sheets: bool = True
    messages: bool = False


@dataclass(frozen=True)
class Flag:
    """One flagged answer, without a word of it."""

    alert: Alert
    title: str
    source: str
    day: str
    sign: str
    severity: str


def flags_before(place: Place, *, participant: UUID, staff: Account, today: date) -> Sequence[Flag]:
    """What this page would show that was flagged, and that `staff` has not been told of today. One query where nothing
    was flagged lately; four at most."""
    if not staff.hard_notice:
        return []
    recent = Q(state__in=[AlertState.RAISED, AlertState.SEEN]) | Q(raised_on__gte=today - RECENT)
    rows = Alert.objects.filter(recent, participant=participant, answer__isnull=False)
    alerts = [row for row in rows.defer("answer", "more", "note").order_by("-raised_on", "pk") if _is_hard(row)]
    if not alerts:
        return []
    known, names = _known(staff, participant, today), _names(place, participant)
    return [_flag(row, today) for row in alerts if str(row.pk) not in known and _is_from(row, names)]


def _is_hard(alert: Alert) -> bool:
    return facts_of(alert).severity in HARD


def _known(staff: Account, participant: UUID, today: date) -> set[str]:
    rows = AuditEvent.objects.filter(case=str(participant), on_day=today, actor=str(staff.pk), verb__in=KNOWN)
    return set(rows.values_list("subject", flat=True))


def _names(place: Place, participant: UUID) -> list[str]:
    """The answers that the page shows, by the names under which alerts are raised."""
    names: list[str] = []
    if place.sheets:
        sheets = Response.objects.filter(participant=participant, state=ResponseState.SUBMITTED)
        sheets = sheets if place.week is None else sheets.filter(week__lte=place.week)
        names += [name_of(pk) for pk in sheets.values_list("pk", flat=True)]
    if place.messages:
        theirs = Message.objects.filter(participant=participant, side=Side.PARTICIPANT).order_by("-sequence")
        names += [f"message:{pk}" for pk in theirs.values_list("pk", flat=True)[:MESSAGES_LOOKED_AT]]
    return names


def _is_from(alert: Alert, names: Sequence[str]) -> bool:
    rule = facts_of(alert).rule
    return any(keyfile.index("alert", effect(name, rule)) == alert.key for name in names)


def _flag(alert: Alert, today: date) -> Flag:
    facts = facts_of(alert)
    return Flag(
        alert=alert,
        title=facts.title,
        source=facts.source,
        day=day_said(alert.raised_on, today),
        sign=SIGNS[facts.severity],
        severity=str(facts.severity.label),
    )
