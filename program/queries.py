"""Sets of rows that more than one action or page asks for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BinaryField, CharField, Count, DateField, Exists, F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from program.assessment import Occurrence
from program.models import (
    Account,
    AccountKind,
    CaseGrant,
    ClosingDay,
    GrantKind,
    MeasureFact,
    Notice,
    NoticeKind,
    Program,
    Promise,
    PromiseKind,
    RescuedText,
)
from program.prepared import Prepared, Row
from program.promise import Outlook, new_day
from vault.models import KeyPair


@dataclass(frozen=True)
class Room:
    """One therapist with what they carry. `left` may be negative: a supervisor may assign beyond the capacity."""

    therapist: Account
    load: int

    @property
    def left(self) -> int:
        return self.therapist.capacity - self.load


def rooms(today: date, *, locked: bool = False) -> list[Room]:
    """Every therapist who can take a case: active, with a key pair to seal its key to. Most room first, ties by id.

    Two queries. `locked` keeps others from assigning to the same therapists until the transaction ends.
    """
    therapists = Account.objects.filter(
        kind=AccountKind.STAFF,
        is_therapist=True,
        is_active=True,
        pk__in=KeyPair.objects.filter(kind=KeyPair.Kind.STAFF).values("holder"),
    ).order_by("pk")
    if locked:
        therapists = therapists.select_for_update()
    found = list(therapists)
    loads = dict(
        CaseGrant.objects.filter(_carried(today), staff__in=found).values_list("staff").annotate(Count("pk")).order_by()
    )
    return sorted((Room(therapist, loads.get(therapist.pk, 0)) for therapist in found), key=_most_room_first)


def languages_written() -> set[str]:
    """Every language in which some therapist writes. Two queries."""
    return {code for room in rooms(date.max) for code in room.therapist.writes}


def room_of(therapist: Account, today: date) -> Room:
    """What one therapist carries. One query."""
    return Room(therapist, CaseGrant.objects.filter(_carried(today), staff=therapist).count())


def _carried(today: date) -> Q:
    """An assigned case weighs on its therapist from its first day, also while a lost key waits to be sealed again."""
    open_ended = Q(last_day=None) | Q(last_day__gt=today)
    last_day_with_key = Q(last_day=today, case_key__isnull=False)
    return Q(kind=GrantKind.ASSIGNED) & (open_ended | last_day_with_key)


def _most_room_first(room: Room) -> tuple[int, str]:
    return -room.left, str(room.therapist.pk)


@dataclass(frozen=True)
class Told:
    """One line that waits to be read on somebody's home page."""

    kind: NoticeKind
    week: int | None
    on_day: date


@dataclass(frozen=True)
class Instead:
    """Who answers from `first_day` to `last_day`, and in whose place, by work name; empty where it is nobody's case."""

    first_day: date
    last_day: date
    colleague: str
    therapist: str


@dataclass(frozen=True)
class Desk:
    """What a participant waits for, and what has come for them. `promised` holds the day of each open promise.

    `settled` are the questions about how they are that they answered or skipped; `closed` are the closing days from
    the first promised day on.
    """

    promised: Mapping[tuple[PromiseKind, int], date]
    told: Sequence[Told]
    settled: frozenset[Occurrence] = frozenset()
    covers: Sequence[Instead] = ()
    closed: frozenset[date] = frozenset()

    @property
    def awaits_letter(self) -> bool:
        return any(kind == PromiseKind.LETTER for kind, _week in self.promised)

    def new_days(self, program: Program, today: date) -> dict[date, date]:
        """For each promised day the one that can be counted on now. No statement."""
        return {
            day: new_day(day, today, working_days=program.working_days, closed=self.closed)
            for day in self.promised.values()
        }


def desk(account_id: UUID) -> Desk:
    """Open promises, closing days, unread notices, answered measures and cover of one participant, in one statement;
    the oldest notice first."""
    found: dict[str, list[Row]] = {what: [] for what in ("notice", "promise", "closed", "measure", "cover", "name")}
    for what, *row in ON_DESK.rows(account_id):
        found[what].append(row)
    told = [Told(NoticeKind(which), week, day) for which, week, day, _name in found["notice"]]
    names = {which: Account(pk=UUID(which), work_name_wrapped=name).work_name for which, *_, name in found["name"]}
    return Desk(
        promised={(PromiseKind(which), week or 0): day for which, week, day, _name in found["promise"]},
        told=sorted(told, key=lambda line: line.on_day),
        settled=frozenset(_occurrence(which, week) for which, week, *_ in found["measure"]),
        covers=[_instead(which, day, names) for which, _week, day, _name in found["cover"]],
        closed=frozenset(day for _which, _week, day, _name in found["closed"]),
    )


def _on_desk(account_id: UUID) -> QuerySet[Notice, Row]:
    notices = Notice.objects.filter(account_id=account_id, read=False)
    promises = Promise.objects.filter(participant_id=account_id, kept_on=None, wanted=True)
    first_due = promises.order_by("due_on").values("due_on")[:1]
    closed = ClosingDay.objects.filter(program__enrolments__participant_id=account_id, day__gte=Subquery(first_due))
    facts = MeasureFact.objects.filter(enrolment__participant_id=account_id)
    covers = CaseGrant.objects.filter(
        participant_id=account_id, kind=GrantKind.COVER, case_key__isnull=False, last_day__isnull=False
    )
    assigned = CaseGrant.objects.filter(participant_id=account_id, kind=GrantKind.ASSIGNED, last_day=None)
    # Only somebody who is covered is told a name.
    named = Account.objects.filter(
        Q(pk__in=covers.values("staff_id")) | Q(Exists(covers), pk__in=assigned.values("staff_id"))
    )
    therapist = Coalesce(Subquery(assigned.values(its_staff=_text("staff_id"))[:1]), Value(""))
    until = Concat(_text("last_day"), Value(":"), _text("staff_id"), Value(":"), therapist, output_field=CharField())
    occurrence = Concat("point", Value(":"), "instrument", output_field=CharField())
    return _rows(notices, "notice", _text("kind"), F("week"), F("on_day")).union(
        _rows(promises, "promise", _text("kind"), F("week"), F("due_on")),
        _rows(closed, "closed", Value(""), Value(0), F("day")),
        _rows(facts, "measure", occurrence, F("week"), F("answered_on")),
        _rows(covers, "cover", until, Value(0), F("first_day")),
        _rows(named, "name", _text("id"), Value(0), NO_DAY, F("work_name_wrapped")),
        all=True,
    )


NO_DAY = Cast(Value(None), DateField())
NO_NAME = Cast(Value(None), BinaryField())


def _rows(found: QuerySet[Any], what: str, which: Any, week: Any, day: Any, name: Any = NO_NAME) -> QuerySet[Any, Row]:
    """The same columns from every table, so that one statement reads them all."""
    named = {"its_what": Value(what), "its_which": which, "its_week": week, "its_day": day, "its_name": name}
    rows: QuerySet[Any, Row] = found.order_by().annotate(**named).values_list(*named)
    return rows


ON_DESK = Prepared(_on_desk, UUID)


def _text(name: str) -> Cast:
    """Without the choices of its field, so that columns of several tables are of one kind."""
    return Cast(name, CharField())


def _occurrence(which: str, week: int) -> Occurrence:
    point, instrument = which.split(":")
    return point, week, instrument


def _instead(which: str, first_day: date, names: Mapping[str, str]) -> Instead:
    last_day, colleague, therapist = which.split(":")
    return Instead(first_day, date.fromisoformat(last_day), names[colleague], names.get(therapist, ""))


def work_names(ids: set[UUID]) -> dict[UUID, str]:
    """The names that these members of staff sign letters with. One query, none for nobody."""
    if not ids:
        return {}
    return {account.pk: account.work_name for account in Account.objects.filter(pk__in=ids)}


def measure_facts(enrolment_id: UUID) -> list[MeasureFact]:
    """All that somebody answered or skipped, oldest first."""
    return list(MeasureFact.objects.filter(enrolment_id=enrolment_id).order_by("answered_on", "week", "pk"))


def settled(facts: Sequence[MeasureFact]) -> frozenset[Occurrence]:
    return frozenset((fact.point, fact.week, fact.instrument) for fact in facts)


def open_promise(participant_id: UUID, kind: PromiseKind, week: int = 0) -> date | None:
    """By when this answer is promised; None where nobody waits for one."""
    return desk(participant_id).promised.get((kind, week))


CLOSED = Prepared(
    lambda program_id, day: ClosingDay.objects.filter(program_id=program_id, day__gte=day).values_list("day"),
    UUID,
    date,
)


def new_days(program: Program, promised: Collection[date], today: date) -> dict[date, date]:
    """For each promised day the one that can be counted on now. One statement where one has passed; none otherwise."""
    passed = [day for day in promised if day < today]
    if not passed:
        return {day: day for day in promised}
    closed = {day for (day,) in CLOSED.rows(program.pk, min(passed))}
    return {day: new_day(day, today, working_days=program.working_days, closed=closed) for day in promised}


def outlook(program: Program, due: date | None, today: date) -> Outlook | None:
    """None where nothing is promised."""
    return Outlook(due, new_days(program, [due], today)[due]) if due else None


def rescued_texts(account_id: UUID) -> list[RescuedText]:
    """Words kept for this account after they could not be taken, newest first."""
    return list(RescuedText.objects.filter(account_id=account_id).order_by("-on_day", "-id"))
