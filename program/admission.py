"""Whether somebody new may join: the rows that the go-live list depends on, read for its pure rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery

from program import clock, go_live
from program.duty import rota
from program.go_live import Admission, Facts, Signed, Standing
from program.models import Account, ConsentText, CrisisLine, Enrolment, EnrolmentState, Program, Signature

WARNINGS = "go-live-warnings"
TAKES_A_PLACE = (EnrolmentState.INVITED, EnrolmentState.ACTIVE, EnrolmentState.PAUSED)


@dataclass(frozen=True)
class Entry:
    """The door that visitors stand at. No `program` where none was imported yet."""

    program: Program | None
    admission: Admission

    @property
    def is_open(self) -> bool:
        return self.admission == Admission.OPEN


@dataclass(frozen=True)
class Warned:
    """A line of a programme's list that somebody should look at."""

    program: Program
    standing: Standing


@dataclass(frozen=True)
class Counts:
    """The newest version of a programme's consent, and how many have a place."""

    consent: int | None
    taken: int


def entry() -> Entry:
    """The first programme that is open; else one that is full; else closed. Four queries for one programme."""
    found = [Entry(program, admission_to(program, counts)) for program, counts in _counted(Program.objects.all())]
    by_kind = {each.admission: each for each in reversed(found)}
    for admission in (Admission.OPEN, Admission.FULL, Admission.CLOSED):
        if admission in by_kind:
            return by_kind[admission]
    return Entry(None, Admission.CLOSED)


def admission_to(program: Program, counts: Counts | None = None) -> Admission:
    """No query where the operator's switch is off, else three, and one more without `counts`."""
    if not program.joining_open:
        return Admission.CLOSED
    today = clock.today(program.zone)
    facts = facts_of(program, today, counts)
    return go_live.may_join(is_open=True, found=go_live.standings(facts, today), places=facts.places, taken=facts.taken)


def standings(program: Program, today: date) -> list[Standing]:
    """Every line of this programme's list. Four queries."""
    return go_live.standings(facts_of(program, today), today)


def warnings(program: Program, today: date) -> list[Standing]:
    """The lines that are not in force, or not for much longer: for the pages of the lead and of supervisors."""
    return go_live.warnings(standings(program, today))


def warnings_now() -> list[Warned]:
    """Every such line of every programme whose door is open, as it stood within the last minute: it stands on pages
    that are opened all day, and changes by days. Five queries for one programme, once a minute."""
    found: list[Warned] = cache.get_or_set(WARNINGS, _warnings_now, 60) or []
    return found


def forget_warnings() -> None:
    """Whoever has just signed does not want to be warned for another minute."""
    cache.delete(WARNINGS)


def _warnings_now() -> list[Warned]:
    return [
        Warned(program, standing)
        for program in Program.objects.filter(joining_open=True).order_by("slug")
        for standing in warnings(program, clock.today(program.zone))
    ]


def facts_of(program: Program, today: date, counts: Counts | None = None) -> Facts:
    if counts is None:
        [(program, counts)] = _counted(Program.objects.filter(pk=program.pk))
    return Facts(
        rota=rota(program, today),
        signed={signed.line: signed for signed in newest_signatures(program)},
        tested_on=_tested_on(program),
        places=program.places,
        taken=counts.taken,
        consent=counts.consent,
    )


def _counted(programs: QuerySet[Program]) -> list[tuple[Program, Counts]]:
    """One query."""
    consents = ConsentText.objects.filter(program=OuterRef("pk")).order_by().values("program")
    people = Enrolment.objects.filter(program=OuterRef("pk"), state__in=TAKES_A_PLACE).order_by().values("program")
    counted = programs.order_by("slug").annotate(
        consent_version=Subquery(consents.annotate(newest=Max("version")).values("newest")),
        places_taken=Subquery(people.annotate(number=Count("pk")).values("number"), output_field=IntegerField()),
    )
    return [(program, Counts(program.consent_version, program.places_taken or 0)) for program in counted]


def taken_places(program: Program) -> int:
    return Enrolment.objects.filter(program=program, state__in=TAKES_A_PLACE).count()


def newest_signatures(program: Program) -> list[Signed]:
    """Every signature, the newest of a line last, so that it is the one that a mapping keeps."""
    return [signed_of(row) for row in Signature.objects.filter(program=program).order_by("number")]


def signed_of(row: Signature) -> Signed:
    """What a line was signed for, where that is a number, stands behind its key: `consent-2`, `capacity-30`."""
    key, _dash, mark = row.line.partition("-")
    return Signed(
        line=key,
        words=row.words,
        by=row.signed_by_id,
        signed_on=row.signed_on,
        stands_until=row.stands_until,
        taken_back=row.taken_back,
        mark=int(mark) if mark else None,
    )


def names_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The work names of these members of staff. One query."""
    return {account.pk: account.work_name for account in Account.objects.filter(pk__in=set(ids))}


def _tested_on(program: Program) -> dict[str, date | None]:
    rows = (
        CrisisLine.objects.filter(program=program, is_active=True, for_young=False)
        .order_by()
        .values("region")
        .annotate(oldest=Min("tested_on"), untested=Count("pk", filter=Q(tested_on=None)))
        .values_list("region", "oldest", "untested")
    )
    return {region: None if untested else oldest for region, oldest, untested in rows}
