"""The rota as a page shows it: who is on duty on which days, who reads next, and which days nobody was named for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import formats
from django.utils.translation import gettext as _

from program import clock, duty, watch
from program.access import program_named, programs, staff_with
from program.http import StaffRequest
from program.models import Account, DutyShift, Program, Role
from therapist.hours import moment

# So far ahead the page warns of days without anybody. Own choice.
AHEAD = 14
ONE_DAY = timedelta(days=1)


def reader(request: StaffRequest) -> None:
    """404 for everybody who has nothing to do with alerts."""
    staff_with(request, Role.THERAPIST, Role.SUPERVISOR, Role.LEAD)


def editor(request: StaffRequest) -> None:
    """404 for those who may look at the rota and not change it, too."""
    staff_with(request, Role.SUPERVISOR, Role.LEAD)


def program_of(slug: str) -> Program:
    """The named programme, or the only one; 404 where there is none."""
    found = program_named(slug) if slug else next(iter(programs()), None)
    if found is None:
        raise Http404
    return found


def shift_of(program: Program, shift_id: UUID) -> DutyShift:
    return get_object_or_404(DutyShift.objects.select_related("program"), pk=shift_id, program=program)


@dataclass(frozen=True)
class Shown:
    """One shift. `lost` names those of its people who cannot be on duty any more: no active account, or no key."""

    shift: DutyShift
    is_now: bool
    lost: Sequence[str]


@dataclass(frozen=True)
class Gap:
    """Days in a row that nobody was named for, both ends included."""

    first_day: date
    last_day: date

    @property
    def said(self) -> str:
        first, last = formats.date_format(self.first_day, "j F"), formats.date_format(self.last_day, "j F")
        return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


@dataclass(frozen=True)
class Plan:
    """From today on. `people` are all who may be named."""

    program: Program
    shifts: Sequence[Shown]
    gaps: Sequence[Gap]
    people: Sequence[Account]
    is_watched: bool
    reads: DutyShift | None
    reads_said: str


def plan(program: Program) -> Plan:
    """Four queries."""
    now = clock.now().astimezone(program.zone)
    today, shifts = now.date(), list(duty.shifts_from(program, now.date()))
    rota, people = duty.rota(program, today), sorted(duty.may_be_on_duty(), key=_by_name)
    able = {person.pk for person in people}
    at = watch.next_read(rota, now)
    return Plan(
        program=program,
        shifts=[Shown(shift, shift.first_day <= today, _lost(shift, able)) for shift in shifts],
        gaps=gaps(rota.spans, today),
        people=people,
        is_watched=watch.is_watched(rota, now),
        reads=next((shift for shift in shifts if at and shift.first_day <= at.date() <= shift.last_day), None),
        reads_said=moment(at, now) if at else "",
    )


def gaps(spans: Sequence[watch.Span], today: date, days: int = AHEAD) -> list[Gap]:
    """The days from today on that no span holds, those in a row together."""
    found: list[Gap] = []
    for day in (today + ahead * ONE_DAY for ahead in range(days)):
        if any(span.first_day <= day <= span.last_day for span in spans):
            continue
        if found and found[-1].last_day == day - ONE_DAY:
            found[-1] = Gap(found[-1].first_day, day)
        else:
            found.append(Gap(day, day))
    return found


def hours_said(program: Program) -> str:
    """On which days, in which hours somebody reads."""
    days = [name for number, name in weekdays() if program.duty_days >> number & 1]
    start, end = (formats.time_format(at, "H:i") for at in (program.duty_from, program.duty_until))
    return _("%(days)s, %(start)s to %(end)s") % {"days": ", ".join(days), "start": start, "end": end}


def weekdays() -> Iterable[tuple[int, str]]:
    """Monday is 0, as in the mask of a programme."""
    monday = datetime(2026, 1, 5)  # noqa: DTZ001 (any Monday)
    return ((number, formats.date_format(monday + number * ONE_DAY, "l")) for number in range(7))


def _lost(shift: DutyShift, able: set[UUID]) -> list[str]:
    named = [shift.clinician, *([shift.deputy] if shift.deputy else [])]
    return [person.work_name for person in named if person.pk not in able]


def _by_name(person: Account) -> str:
    return person.work_name.casefold()
