"""Alerts as the desk lists them. What is shown opens with the server's key alone; the answer stays sealed.

How urgent an alert is stands under that key too, so no database can sort by it: the open ones, which are few in a
clinic that works, are sorted in memory.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from program.alerting import Facts, Outcome, facts_of, outcome_of
from program.choices import Severity
from program.models import Account, Alert, AlertState, AlertStep, AuditEvent
from program.queries import work_names
from therapist.alert_people import Seen, Told
from therapist.hours import day_said, moment, since
from therapist.paging import PAGE, Page, day_and_id, page_of, uuid_in
from therapist.queries import granted
from therapist.reading import ReadAlert
from worksheets.rulebook import told_by

OPEN = (AlertState.RAISED, AlertState.SEEN)
SEALED = ("answer", "more", "note")
RANK = {severity: rank for rank, severity in enumerate(Severity)}
# How each looks: brick is for urgent alone.
SIGNS = {Severity.URGENT: "urgent", Severity.SOON: "waiting", Severity.LOOK: "open"}
# How many of the acknowledged ones stand below the open ones.
BELOW = 20
# How many answers stand below each other, where somebody asks for them.
READ_AT_ONCE = 10


@dataclass(frozen=True)
class Watched:
    """An alert with its facts, seen at one instant. `steps` and `seen` are filled where a page shows them, and `why`,
    the words of the rule; `read` is the answer, where somebody asked for it and may read it."""

    alert: Alert
    now: datetime
    steps: Sequence[Told] = ()
    seen: Sequence[Seen] = ()
    why: str = ""
    read: ReadAlert | None = None

    @property
    def told(self) -> Sequence[Told]:
        """Who knows of it already."""
        return [step for step in self.steps if step.state == "done"]

    @property
    def next(self) -> Told | None:
        """Who is told next, unless somebody acknowledges."""
        return next((step for step in self.steps if step.state == "waiting"), None)

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.alert)

    @cached_property
    def outcome(self) -> Outcome | None:
        return outcome_of(self.alert)

    @property
    def alias(self) -> str:
        return self.alert.participant.alias

    @property
    def rule(self) -> tuple[UUID, str, int]:
        """The rule as it stood then: program, key, version."""
        return self.alert.participant.enrolment.program_id, self.facts.rule, self.facts.version

    @property
    def sign(self) -> str:
        """The state that components/status.html draws."""
        return SIGNS[self.facts.severity]

    @property
    def order(self) -> tuple[int, str, UUID]:
        """Urgent first, then soon, then the rest; in each the oldest first."""
        return RANK[self.facts.severity], _hour(self.facts.raised_at), self.alert.pk

    @property
    def raised_said(self) -> str:
        return moment(self.local(self.facts.raised_at), self.local(self.now))

    @property
    def since_said(self) -> str:
        return since(self.facts.raised_at, self.now)

    @property
    def act_by_said(self) -> str:
        return moment(self.local(self.facts.act_by), self.local(self.now))

    @property
    def is_late(self) -> bool:
        return self.alert.is_open and self.now > self.facts.act_by

    @property
    def acknowledged_said(self) -> str:
        return moment(self.local(self.outcome.at), self.local(self.now)) if self.outcome else ""

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self.alert.participant.enrolment.program.zone)


def rows() -> QuerySet[Alert]:
    """With whose they are and in which time zone; no sealed text is read."""
    return Alert.objects.select_related("participant__enrolment__program", "acknowledged_by").defer(*SEALED)


def visible(staff: Account, today: date) -> QuerySet[Alert]:
    """What this member of the clinical staff may know of: their cases, what they were told of until it is closed, and
    everything for a supervisor."""
    return rows() if staff.is_supervisor else rows().filter(_known(staff.pk, today))


def _known(staff: UUID, today: date) -> Q:
    """A sweep raises alerts without a key, so whoever is told of one may have no grant for its case."""
    return Q(participant__in=granted(staff, today)) | Q(
        pk__in=told_to(staff), state__in=[*OPEN, AlertState.ACKNOWLEDGED]
    )


def told_to(staff: UUID) -> QuerySet[AlertStep, UUID]:
    return AlertStep.objects.filter(staff=staff, done_on__isnull=False).values_list("alert_id", flat=True)


def open_alerts(*, staff: Account, today: date, now: datetime, after: str = "", size: int = 0) -> Page[Watched]:
    """Five queries for a page. Every open alert is looked at: none is ever left out for being one too many."""
    found = sorted(
        (Watched(alert, now) for alert in visible(staff, today).filter(state__in=OPEN)), key=lambda one: one.order
    )
    place = _place(after)
    page = page_of([one for one in found if place is None or one.order > place], _said_place, size or PAGE)
    return Page(_with_reasons(with_people(page.rows, now)), page.after)


def acknowledged(*, staff: Account, today: date, now: datetime, after: str = "", size: int = PAGE) -> Page[Watched]:
    """What somebody still has to close, the longest standing first. Five queries."""
    found = visible(staff, today).filter(state=AlertState.ACKNOWLEDGED).order_by("acknowledged_on", "id")
    place = day_and_id(after)
    if place is not None:
        day, row_id = place
        found = found.filter(acknowledged_on__gte=day).exclude(acknowledged_on=day, id__lte=row_id)
    page = page_of([Watched(alert, now) for alert in found[: size + 1]], _day_place, size)
    return Page(_with_reasons(with_people(page.rows, now)), page.after)


def of_case(participant_id: UUID, *, now: datetime) -> list[Watched]:
    """Every alert of one case: the open ones as they press, then the others, the newest first. One query."""
    found = [Watched(alert, now) for alert in rows().filter(participant=participant_id).order_by("-raised_on", "-id")]
    still_open = sorted((one for one in found if one.alert.is_open), key=lambda one: one.order)
    return [*still_open, *(one for one in found if not one.alert.is_open)]


@dataclass(frozen=True)
class Flags:
    """Which cases of a list have an open alert, and in which of them one is urgent."""

    open: frozenset[UUID]
    urgent: frozenset[UUID]


def flags(cases: Iterable[UUID], *, now: datetime) -> Flags:
    """One query."""
    found = [Watched(alert, now) for alert in rows().filter(participant__in=list(cases), state__in=OPEN)]
    urgent = (one.alert.participant_id for one in found if one.facts.severity == Severity.URGENT)
    return Flags(frozenset(one.alert.participant_id for one in found), frozenset(urgent))


def with_people(found: Sequence[Watched], now: datetime) -> list[Watched]:
    """With who was told, who is told next, and who has opened it. Three queries; none for no alert."""
    if not found:
        return []
    steps: dict[UUID, list[AlertStep]] = {}
    for step in AlertStep.objects.filter(alert__in=[one.alert for one in found]).select_related("staff"):
        steps.setdefault(step.alert_id, []).append(step)
    events = seen_events(found)
    names = work_names({UUID(event.actor) for event in events})
    return [
        Watched(one.alert, now, _told(one, steps.get(one.alert.pk, [])), _seen(one, events, names)) for one in found
    ]


def _with_reasons(found: Sequence[Watched]) -> list[Watched]:
    """With why the rule of each looks at what it found. One query; none for no alert."""
    why = told_by({one.rule for one in found})
    return [replace(one, why=why.get(one.rule, "")) for one in found]


def seen_events(found: Sequence[Watched]) -> list[AuditEvent]:
    """Who opened these alerts, in order. The index of the log is on the case."""
    rows = AuditEvent.objects.filter(
        case__in={str(one.alert.participant_id) for one in found},
        verb="alert.seen",
        subject__in=[str(one.alert.pk) for one in found],
    )
    return list(rows.order_by("id"))


def _told(one: Watched, steps: Sequence[AlertStep]) -> list[Told]:
    return [
        Told(step.get_who_display(), step.staff.work_name if step.staff else "", *_said(one, step)) for step in steps
    ]


def _said(one: Watched, step: AlertStep) -> tuple[str, str, str]:
    """Whether this step was taken, in words; when; and the sign beside them."""
    now = one.local(one.now)
    if step.done_on:
        day = day_said(step.done_on, now.date())
        return _("Told %(day)s") % {"day": day}, day, "done"
    if step.due_at:
        due = moment(one.local(step.due_at), now)
        return _("If nobody acknowledges: %(moment)s") % {"moment": due}, due, "waiting"
    return _("Not needed"), "", "closed"


def _seen(one: Watched, events: Sequence[AuditEvent], names: Mapping[UUID, str]) -> list[Seen]:
    """Each person once, with the day on which they first opened it."""
    first: dict[UUID, date] = {}
    for event in events:
        if event.subject == str(one.alert.pk):
            first.setdefault(UUID(event.actor), event.on_day)
    today = one.local(one.now).date()
    return [Seen(names[staff], day_said(day, today)) for staff, day in first.items() if staff in names]


def _hour(at: datetime) -> str:
    return at.strftime("%Y%m%d%H")


def _said_place(one: Watched) -> str:
    rank, hour, row_id = one.order
    return f"{rank}.{hour}.{row_id}"


def _day_place(one: Watched) -> str:
    day = one.alert.acknowledged_on
    return f"{day.isoformat() if day else ''}.{one.alert.pk}"


def _place(after: str) -> tuple[int, str, UUID] | None:
    """Where a page of open alerts begins; None for anything that is no such place."""
    rank, _dot, rest = after.partition(".")
    hour, _dot, row_id = rest.partition(".")
    found = uuid_in(row_id)
    if found is None or not (
        rank.isdecimal() and len(rank) == 1 and hour.isdecimal() and len(hour) == len("2026010100")
    ):
        return None
    return int(rank), hour, found
