"""The inbox: who waits for an answer, the oldest promise first, and which colleague is at it already."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, Q
from django.utils import formats
from django.utils.translation import gettext as _

from program.models import Account, Promise, PromiseKind
from program.prepared import Row
from therapist.cover import cover_said
from therapist.filters import Filter
from therapist.models import LetterState
from therapist.paging import PAGE, Page, day_and_id, page_of
from therapist.promises import chosen_of, leaving, marks, rows_of
from therapist.waiting import Waiting, awaited, waiting

EVERYTHING = Filter()
NO_ALERTS: Mapping[UUID, bool] = MappingProxyType({})
Named = Callable[[UUID | None, bytes | None], str]


@dataclass(frozen=True)
class Waiter:
    """One open promise, as the inbox shows it.

    `draft_by` saved last the letter that is being written; it may be with a reader, come back from one with comments,
    on its way, or held back since something came in.
    `writing` saves something in this case now; `answering` has
    claimed it until `answering_until`, and it is the reader's own claim where `is_mine`. `covering` says for whom and
    until when, where this is a colleague's case; `is_shared` is true where others may read it, too.
    """

    id: UUID
    kind: str
    week: int
    due_on: date
    participant: UUID
    alias: str
    is_shared: bool
    has_alert: bool
    is_urgent: bool
    waiting: Waiting
    draft_by: str
    is_leaving: bool
    is_asked: bool
    is_held: bool
    is_returned: bool
    writing: str
    answering: str
    answering_until: str
    is_mine: bool
    covering: str

    @property
    def is_letter(self) -> bool:
        return self.kind == PromiseKind.LETTER

    @property
    def what(self) -> str:
        """What is waited for, in words."""
        return awaited(self.kind, self.week)

    @property
    def may_be_claimed(self) -> bool:
        """Not while its letter is on its way or with a reader: there is nothing to answer."""
        return self.is_shared and not (self.answering or self.is_leaving or self.is_asked)


def inbox(
    *,
    staff: UUID,
    today: date,
    now: datetime,
    chosen: Filter = EVERYTHING,
    alerted: Mapping[UUID, bool] = NO_ALERTS,
    after: str = "",
) -> Page[Waiter]:
    """Who waits, under a filter. One statement. `alerted` are the cases with an open alert; True where it is urgent."""
    rows = rows_of(staff, today, chosen, day_and_id(after), PAGE)
    said, named = cache(lambda day: waiting(day, today)), names()
    found = [_waiter(row, staff, now, alerted, said, named) for row in rows]
    return page_of(found, lambda row: f"{row.due_on.isoformat()}.{row.id}", PAGE)


@dataclass(frozen=True)
class Next:
    """Where 'next' leads."""

    kind: str
    week: int
    participant: UUID

    @property
    def is_letter(self) -> bool:
        return self.kind == PromiseKind.LETTER


def next_waiter(*, staff: UUID, today: date, now: datetime, chosen: Filter = EVERYTHING) -> Next | None:
    """Who has waited longest of those that no colleague answers or writes to now, and whose letter is not on its way
    or with a reader.

    One statement.
    """
    claimed = Q(claimed_until__gt=now, claimed_by__isnull=False) & ~Q(claimed_by=staff)
    found = chosen_of(staff, today, chosen).exclude(claimed)
    found = found.exclude(leaving()).exclude(Exists(marks(staff).filter(until__gt=now)))
    row = found.order_by("due_on", "id").values_list("kind", "week", "participant_id").first()
    return Next(*row) if row else None


def names() -> Named:
    """Opens each colleague's name once."""

    @cache
    def opened(staff: UUID, wrapped: bytes) -> str:
        return Account(pk=staff, password="-", work_name_wrapped=wrapped).work_name  # noqa: S106 (no password)

    return lambda staff, wrapped: opened(staff, bytes(wrapped)) if staff and wrapped else ""


def hour_said(until: datetime) -> str:
    """In the clinic's time zone: colleagues read it, never a participant."""
    return formats.date_format(until.astimezone(ZoneInfo(settings.CLINIC_TIME_ZONE)), "H:i")


def refused(promise: Promise) -> str:
    """Why somebody could not claim it."""
    if promise.claimed_by is None or promise.claimed_until is None:
        return _("It was answered meanwhile. Nothing was changed.")
    given = {"name": promise.claimed_by.work_name, "time": hour_said(promise.claimed_until)}
    return _("%(name)s answers this already, until %(time)s. Nothing was changed.") % given


def _waiter(
    row: Row,
    staff: UUID,
    now: datetime,
    alerted: Mapping[UUID, bool],
    said: Callable[[date], Waiting],
    named: Named,
) -> Waiter:
    row_id, kind, week, due_on, participant, alias, is_shared = row[:7]
    people = row[7:]
    draft_by, draft_name, draft_state, writing_by, writing_name, writing_until = people[:6]
    claimed_by, claimed_name, claimed_until, covered_until, covered_for, covered_name = people[6:]
    state, held, *returned = (draft_state or " ").split(" ")
    is_claimed = claimed_until is not None and claimed_until > now
    is_written = writing_until is not None and writing_until > now
    return Waiter(
        id=row_id,
        kind=kind,
        week=week,
        due_on=due_on,
        participant=participant,
        alias=alias,
        is_shared=is_shared,
        has_alert=participant in alerted,
        is_urgent=alerted.get(participant, False),
        waiting=said(due_on),
        draft_by=named(draft_by, draft_name),
        is_leaving=state == LetterState.LEAVING,
        is_asked=state == LetterState.ASKED,
        is_held=bool(held),
        is_returned=bool(returned) and state == LetterState.DRAFT,
        writing=named(writing_by, writing_name) if is_written else "",
        answering=named(claimed_by, claimed_name) if is_claimed else "",
        answering_until=hour_said(claimed_until) if is_claimed else "",
        is_mine=is_claimed and claimed_by == staff,
        covering=cover_said(named(covered_for, covered_name), covered_until) if covered_until else "",
    )
