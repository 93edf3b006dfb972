"""What stands above the inbox: filters with how many each leaves, kept ones, and for supervisors what is late.

One statement for all of it. Nothing is counted in the database: some columns of at most MOST rows are read, and what
is said of them is 'at least' where there are more.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BinaryField, Exists, F, OuterRef, QuerySet, UUIDField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from program import ages
from program.models import AgeCheck, CaseGrant, GrantKind, Promise
from program.prepared import PreparedTogether, Row
from therapist import late, outgoing
from therapist.filters import Filter, Flag, Whose, filter_at
from therapist.models import KeptFilter, Letter, LetterReview, SecondReading
from therapist.outgoing import Stayed, ToRead
from therapist.promises import being_written, nobodys, readable

MOST = 200
SAID = 99
KINDS = ("waits", "kept", "asked", "rated", "nobodys", "late", "stayed", "young")
COLUMNS = ("what", "which", "case", "of_week", "on_day", "mine", "cover", "begun", "by", "named")
NOBODY: dict[str, Any] = {"by": Cast(Value(None), UUIDField()), "named": Cast(Value(None), BinaryField())}


@dataclass(frozen=True)
class Light:
    """An open promise with no more than filters ask of it."""

    week: int
    is_late: bool
    whose: frozenset[str]
    has_alert: bool
    is_begun: bool

    def fits(self, chosen: Filter) -> bool:
        flags = {Flag.ALERT: self.has_alert, Flag.LATE: self.is_late, Flag.BEGUN: self.is_begun}
        return (
            (not chosen.whose or chosen.whose in self.whose)
            and (not chosen.week or chosen.week == self.week)
            and (not chosen.flag or flags[Flag(chosen.flag)])
        )


@dataclass(frozen=True)
class Link:
    """One filter to choose. `number` is empty where it is not known."""

    label: str
    address: str
    number: str
    is_chosen: bool


@dataclass(frozen=True)
class Above:
    """`is_kept` is about the filter in use; `to_read` are letters of colleagues; `is_rated` while something was said
    about one's own that one has not read; `late`, `young` for who said that they are under 18, and `stayed` for letters
    that did not leave are for supervisors."""

    lines: Sequence[Sequence[Link]]
    kept: Sequence[Link]
    is_kept: bool
    to_read: Sequence[ToRead]
    is_rated: bool
    late: str
    stayed: Sequence[Stayed]
    young: str


def above(
    *, staff: UUID, today: date, chosen: Filter, alerted: Collection[UUID] = frozenset(), is_supervisor: bool
) -> Above:
    """One statement. `alerted` are the cases with an open alert."""
    rows = (OF_SUPERVISOR if is_supervisor else OF_THERAPIST).rows(staff, today)
    by_kind: dict[str, list[Row]] = {what: [] for what in KINDS}
    for what, *rest in rows:
        by_kind[what].append(rest)
    waits, of_nobody = ([_light(row, today, alerted) for row in by_kind[what]] for what in ("waits", "nobodys"))
    count = counter(waits, of_nobody)
    links = _Links(chosen, count)
    seen = of_nobody if chosen.whose == Whose.UNASSIGNED else waits
    weeks = sorted({row.week for row in seen} - {0} | ({chosen.week} if chosen.week else set()))
    kept = [filter_at(row[0], sees_unassigned=is_supervisor) for row in by_kind["kept"]]
    return Above(
        lines=[line for line in (links.whose(is_supervisor), links.weeks(weeks), links.flags()) if line],
        kept=sorted((links.link(one.name, one) for one in kept if one), key=lambda link: link.label.casefold()),
        is_kept=chosen in kept,
        to_read=[ToRead(row[1], row[2], row[0], outgoing.writer(*row[-2:]), row[3]) for row in by_kind["asked"]],
        is_rated=bool(by_kind["rated"]),
        late=late.said(len(by_kind["late"])),
        stayed=[Stayed(case, week, alias, bool(may)) for alias, case, week, _day, may, *_rest in by_kind["stayed"]],
        young=ages.said(len(by_kind["young"]), MOST),
    )


Count = Callable[[Filter], str]


def counter(mine: Sequence[Light], of_nobody: Sequence[Light]) -> Count:
    """Says how many a filter leaves: with a plus where there may be more; nothing where none was found among many."""

    def count(chosen: Filter) -> str:
        rows = mine
        if chosen.whose == Whose.UNASSIGNED:
            rows, chosen = of_nobody, chosen.but(whose="")
        number = sum(row.fits(chosen) for row in rows[:MOST])
        if len(rows) <= MOST and number <= SAID:
            return str(number)
        return f"{min(number, SAID)}+" if number else ""

    return count


@dataclass(frozen=True)
class _Links:
    chosen: Filter
    count: Count

    def link(self, label: str, leads: Filter) -> Link:
        return Link(label, leads.address, self.count(leads), leads == self.chosen)

    def whose(self, is_supervisor: bool) -> list[Link]:
        """Everything stands first; what nobody waits in is left out, unless it is chosen."""
        shown = [whose for whose in Whose if whose != Whose.UNASSIGNED or is_supervisor]
        links = [self.link(str(whose.label), self.chosen.but(whose=whose.value)) for whose in shown]
        return _worth([self.link(_("All"), self.chosen.but(whose="")), *links])

    def weeks(self, weeks: Sequence[int]) -> list[Link]:
        named = {week: _("Week %(week)s") % {"week": week} for week in weeks}
        return _worth([self._turned(label, "week", week) for week, label in named.items()])

    def flags(self) -> list[Link]:
        return _worth([self._turned(str(flag.label), "flag", flag.value) for flag in Flag])

    def _turned(self, label: str, name: str, value: Any) -> Link:
        """Chosen, it leads back to the list without it."""
        leads = self.chosen.but(**{name: value})
        if leads == self.chosen:
            without: dict[str, Any] = {name: type(value)()}
            return Link(label, self.chosen.but(**without).address, self.count(leads), True)
        return self.link(label, leads)


def _worth(links: Sequence[Link]) -> list[Link]:
    found = [link for link in links if link.number != "0" or link.is_chosen]
    return found if any(link.address for link in found) else []


def _light(row: Row, today: date, alerted: Collection[UUID]) -> Light:
    _which, case, week, due_on, mine, cover, begun, *_nobody = row
    whose = frozenset(name for name, is_so in ((Whose.MINE, mine), (Whose.COVER, cover)) if is_so)
    return Light(week, due_on < today, whose, case in alerted, bool(begun))


def _waiting(staff: UUID, today: date) -> QuerySet[Promise, Row]:
    grants = CaseGrant.objects.in_force(today).filter(participant=OuterRef("participant"), staff=staff)
    return (
        readable(staff, today)
        .order_by("due_on", "id")
        .annotate(
            what=Value("waits"),
            which=Value(""),
            case=F("participant_id"),
            of_week=F("week"),
            on_day=F("due_on"),
            mine=Exists(grants.filter(kind=GrantKind.ASSIGNED)),
            cover=Exists(grants.filter(kind=GrantKind.COVER)),
            begun=Exists(being_written()),
            **NOBODY,
        )
        .values_list(*COLUMNS)[: MOST + 1]
    )


def _nobodys(_staff: UUID, _today: date) -> QuerySet[Promise, Row]:
    """Along their own index, however many promises others have."""
    rows = (
        nobodys()
        .order_by("due_on", "id")
        .annotate(
            what=Value("nobodys"),
            which=Value(""),
            case=F("participant_id"),
            of_week=F("week"),
            on_day=F("due_on"),
            mine=Value(False),
            cover=Value(False),
            begun=Exists(being_written()),
            **NOBODY,
        )
    )
    return rows.values_list(*COLUMNS)[: MOST + 1]


def _plain(rows: QuerySet[Any], what: str, which: F | Value, row_id: str, today: date) -> QuerySet[Any, Row]:
    """Rows that carry one word, in the columns of the others."""
    no = Value(False)
    empty = {"case": F(row_id), "of_week": Value(0), "on_day": Value(today), "mine": no, "cover": no, "begun": no}
    found: QuerySet[Any, Row] = rows.annotate(what=Value(what), which=which, **empty, **NOBODY).values_list(*COLUMNS)
    return found


def _kept(staff: UUID, today: date) -> QuerySet[KeptFilter, Row]:
    return _plain(KeptFilter.objects.filter(staff=staff), "kept", F("address"), "id", today)


def _asked(staff: UUID, today: date) -> QuerySet[SecondReading, Row]:
    rows = outgoing.asked(staff, today).annotate(
        what=Value("asked"),
        which=F("letter__participant__alias"),
        case=F("letter__participant_id"),
        of_week=F("letter__week"),
        on_day=F("asked_on"),
        mine=Value(False),
        cover=Value(False),
        begun=Value(False),
        by=F("letter__author_id"),
        named=F("letter__author__work_name_wrapped"),
    )
    return rows.values_list(*COLUMNS)[: outgoing.SHOWN]


def _rated(staff: UUID, today: date) -> QuerySet[LetterReview, Row]:
    return _plain(outgoing.rated(staff), "rated", Value(""), "id", today)[:1]


def _late(_staff: UUID, today: date) -> QuerySet[Promise, Row]:
    return _plain(late.passed(today), "late", Value(""), "id", today)[: late.MANY + 1]


def _stayed(staff: UUID, today: date) -> QuerySet[Letter, Row]:
    rows = outgoing.held_back(staff, today).annotate(
        what=Value("stayed"),
        which=F("participant__alias"),
        case=F("participant_id"),
        of_week=F("week"),
        on_day=Value(today),
        mine=F("may_read"),
        cover=Value(False),
        begun=Value(False),
        **NOBODY,
    )
    return rows.values_list(*COLUMNS)[: outgoing.SHOWN]


def _young(_staff: UUID, today: date) -> QuerySet[AgeCheck, Row]:
    return _plain(AgeCheck.objects.filter(closed_on=None), "young", Value(""), "participant_id", today)[: MOST + 1]


OF_THERAPIST = PreparedTogether([_waiting, _kept, _asked, _rated], UUID, date)
OF_SUPERVISOR = PreparedTogether([_waiting, _kept, _asked, _rated, _nobodys, _late, _stayed, _young], UUID, date)
