"""The open promises of the inbox as querysets: whose they are, under which filter, and who is at each of them.

No body is read, and nothing is counted.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField, Value, When
from django.db.models.functions import Concat

from program.models import Account, Alert, AlertState, CaseGrant, GrantKind, Participant, Promise, PromiseKind
from program.prepared import Prepared, Row
from therapist.filters import Filter, Flag, Whose
from therapist.models import Letter, LetterState, ReadingOutcome, SecondReading, Writing
from therapist.queries import granted

KINDS = {Whose.MINE: GrantKind.ASSIGNED, Whose.COVER: GrantKind.COVER}
COLUMNS = (
    *("id", "kind", "week", "due_on", "participant_id", "alias", "is_shared"),
    *("draft_by", "draft_name", "draft_state", "writing_by", "writing_name", "writing_until"),
    *("claimed_by_id", "claimed_name", "claimed_until"),
    *("covered_until", "covered_for", "covered_name"),
)


def readable(staff: UUID, today: date, whose: str = "") -> QuerySet[Promise]:
    """In the cases that this member of staff may read today; with `whose`, in some of them."""
    cases = granted(staff, today)
    if whose:
        cases = cases.filter(kind=KINDS[Whose(whose)])
    return Promise.objects.filter(kept_on=None, participant__in=cases)


def nobodys() -> QuerySet[Promise]:
    """In the cases that are assigned to nobody; of an erased one nothing can be given to anybody."""
    return Promise.objects.filter(unassigned=True, kept_on=None, participant__supervision_key__gt=b"")


def alerted() -> Exists:
    """Whether its case has an alert that nobody has acknowledged."""
    still_open = [AlertState.RAISED, AlertState.SEEN]
    return Exists(Alert.objects.filter(participant=OuterRef("participant"), state__in=still_open))


def being_written() -> QuerySet[Letter]:
    """The letter that has not gone out, in whatever state it is; messages have none, since their week is 0."""
    return Letter.objects.filter(participant=OuterRef("participant"), week=OuterRef("week"), sent_on=None)


# A letter that a reader gave back to its writer, until a reader is asked again.
CAME_BACK = SecondReading.objects.filter(letter=OuterRef("pk"), outcome=ReadingOutcome.RETURNED)
RETURNED = Case(When(Exists(CAME_BACK), then=Value(" returned")), default=Value(""))


def leaving() -> Exists:
    """Whether its letter is on its way or with a second reader: there is nothing to answer just now."""
    return Exists(being_written().filter(state__in=[LetterState.LEAVING, LetterState.ASKED]))


def marks(staff: UUID) -> QuerySet[Writing]:
    """Which colleague saves something in its case, the newest first."""
    return Writing.objects.filter(participant=OuterRef("participant")).exclude(staff=staff).order_by("-until")


FLAGS: dict[str, Callable[[date], Q]] = {
    Flag.ALERT: lambda _today: Q(alerted()),
    Flag.LATE: lambda today: Q(due_on__lt=today),
    Flag.BEGUN: lambda _today: Q(Exists(being_written()), kind=PromiseKind.LETTER),
}


def chosen_of(staff: UUID, today: date, chosen: Filter) -> QuerySet[Promise]:
    """Those that a filter leaves."""
    found = nobodys() if chosen.whose == Whose.UNASSIGNED else readable(staff, today, chosen.whose)
    if chosen.flag:
        found = found.filter(FLAGS[chosen.flag](today))
    return found.filter(week=chosen.week) if chosen.week else found


def rows_of(staff: UUID, today: date, chosen: Filter, place: tuple[date, UUID] | None, size: int) -> Sequence[Row]:
    """The COLUMNS of one page and of the row after it, the oldest promise first. One statement, built once."""
    values = [staff, today, *([chosen.week] if chosen.week else []), *(place or ())]
    return statement(chosen.but(week=1 if chosen.week else 0), place is not None, size).rows(*values)


@cache
def statement(shape: Filter, is_later: bool, size: int) -> Prepared:
    """A filter's shape has week 1 for any week: there are about fifty."""

    def build(staff: UUID, today: date, *values: Any) -> QuerySet[Promise, Row]:
        week, place = (values[:1], values[1:]) if shape.week else ((0,), values)
        found = chosen_of(staff, today, shape.but(week=week[0]))
        if is_later:
            # Not an OR: in this form the index on (due_on, id) begins reading where the page begins.
            found = found.filter(due_on__gte=place[0]).exclude(due_on=place[0], id__lte=place[1])
        return _told(found, staff, today).order_by("due_on", "id").values_list(*COLUMNS)[: size + 1]

    return Prepared(build, UUID, date, *([int] if shape.week else []), *([date, UUID] if is_later else []))


def _told(found: QuerySet[Promise], staff: UUID, today: date) -> QuerySet[Promise]:
    """With their alias, and who is at each of them: subqueries along indexes, for the rows of one page only. A join
    would look up the names of all that somebody may read, before the page is cut."""
    grants = CaseGrant.objects.in_force(today).filter(participant=OuterRef("participant"))
    covers = grants.filter(staff=staff, kind=GrantKind.COVER).order_by("last_day")
    assigned = CaseGrant.objects.filter(participant=OuterRef("participant"), kind=GrantKind.ASSIGNED, last_day=None)
    draft, mark = being_written(), marks(staff)
    of_case = Participant.objects.filter(pk=OuterRef("participant_id"))
    claimer = Account.objects.filter(pk=OuterRef("claimed_by_id"))
    return found.annotate(
        alias=Subquery(of_case.values("alias")[:1]),
        claimed_name=Subquery(claimer.values("work_name_wrapped")[:1]),
        is_shared=Exists(grants.exclude(staff=staff)),
        draft_by=Subquery(draft.values("author_id")[:1], output_field=UUIDField()),
        draft_name=Subquery(draft.values("author__work_name_wrapped")[:1]),
        draft_state=Subquery(draft.values(said=Concat("state", Value(" "), "held", RETURNED))[:1]),
        writing_by=Subquery(mark.values("staff_id")[:1], output_field=UUIDField()),
        writing_name=Subquery(mark.values("staff__work_name_wrapped")[:1]),
        writing_until=Subquery(mark.values("until")[:1]),
        covered_until=Subquery(covers.values("last_day")[:1]),
        covered_for=Subquery(assigned.values("staff_id")[:1], output_field=UUIDField()),
        covered_name=Subquery(assigned.values("staff__work_name_wrapped")[:1]),
    )
