"""The ways to the rows of the safety pages: who is not getting better, adverse events, child-protection records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from program import clock
from program.access import Case, staff_with
from program.audit.record import record
from program.http import StaffRequest
from program.models import Enrolment, Participant, Program, Role
from program.queries import work_names
from program.thresholds import Rule, of_program, versions
from therapist.actions.adverse import Coded, coded_of
from therapist.actions.protection import case_index
from therapist.models import AdverseEvent, ProtectionRecord
from therapist.paging import PAGE, Page, day_and_id, page_of, uuid_in
from therapist.queries import granted


def enrolment_for(request: StaffRequest, participant_id: UUID) -> Enrolment:
    """For what needs no text: any case for a supervisor, one's own for anybody else; 404 otherwise."""
    staff_with(request, Role.THERAPIST, Role.SUPERVISOR)
    rows = Enrolment.objects.select_related("participant", "program")
    if not request.user.is_supervisor:
        rows = rows.filter(participant__in=granted(request.user.pk, clock.today()))
    return get_object_or_404(rows, participant_id=participant_id)


# Thresholds


@dataclass(frozen=True)
class RuleBook:
    """One programme with every version of its thresholds, the newest first, and who set each."""

    program: Program
    programs: Sequence[Program]
    rule: Rule
    versions: Sequence[tuple[Rule, str]]


def rule_book(request: StaffRequest, slug: str) -> RuleBook:
    """For the clinical lead, who may change them, and for supervisors. 403 for a supervisor who posts."""
    staff_with(request, Role.LEAD, Role.SUPERVISOR)
    if request.method == "POST" and not request.user.is_lead:
        raise PermissionDenied
    programs = list(Program.objects.order_by("slug"))
    chosen = next((program for program in programs if program.slug == slug), programs[0] if programs else None)
    if chosen is None:
        raise Http404
    rules = versions(chosen)
    names = work_names({found for rule in rules if (found := uuid_in(rule.set_by))})
    told = [(rule, names.get(uuid_in(rule.set_by) or chosen.pk, rule.set_by)) for rule in rules]
    return RuleBook(chosen, programs, rules[0] if rules else of_program(chosen), told)


# Adverse events


@dataclass(frozen=True)
class Event:
    """One adverse event in codes. `participant` is empty for researchers, and once the case is erased."""

    id: UUID
    coded: Coded
    happened_on: date
    recorded_on: date
    participant: Participant | None
    recorded_by: str


def events(request: StaffRequest, after: str) -> Page[Event]:
    """All of them, the newest first: codes and days for a researcher, the alias too for a supervisor. One statement."""
    staff_with(request, Role.SUPERVISOR, Role.RESEARCHER)
    rows = AdverseEvent.objects.select_related("participant", "recorded_by").order_by("-recorded_on", "-id")
    place = day_and_id(after)
    if place is not None:
        day, row_id = place
        rows = rows.filter(recorded_on__lte=day).exclude(recorded_on=day, id__gte=row_id)
    with_names = request.user.is_supervisor
    found = [_event(row, with_names=with_names) for row in rows[: PAGE + 1]]
    return page_of(found, lambda row: f"{row.recorded_on.isoformat()}.{row.id}", PAGE)


def events_of(case: Case) -> list[AdverseEvent]:
    """Those of one case, the newest first."""
    rows = AdverseEvent.objects.filter(participant=case.participant).select_related("recorded_by")
    return list(rows.order_by("-recorded_on", "-id"))


def _event(row: AdverseEvent, *, with_names: bool) -> Event:
    return Event(
        id=row.pk,
        coded=coded_of(row),
        happened_on=row.happened_on,
        recorded_on=row.recorded_on,
        participant=row.participant if with_names else None,
        recorded_by=row.recorded_by.work_name if with_names else "",
    )


# Child protection


@dataclass(frozen=True)
class Standing:
    """That there is a record: its day, and who wrote it. `writer` is empty where that colleague is gone."""

    id: UUID
    made_on: date
    writer: str


def protection_case(request: StaffRequest, participant_id: UUID) -> Enrolment:
    """Where a record may be begun: an own case, or any for a supervisor.

    The log says only that the case was looked at. That a record was made is logged apart and without the case, or the
    log would lead from the one to the other after an erasure.
    """
    enrolment = enrolment_for(request, participant_id)
    today = clock.today(enrolment.program.zone)
    record(verb="case.read", by=request.user.pk, on=today, case=participant_id, once_a_day=True)
    return enrolment


def records_of(participant: Participant) -> list[Standing]:
    """The records about one case, while it lives; the newest first."""
    return _standing(ProtectionRecord.objects.filter(case_index=case_index(participant.pk)).order_by("-made_on", "-id"))


def protection_records(request: StaffRequest, after: str) -> Page[Standing]:
    """All of them, also of cases that are erased, the newest first. Two statements; nothing is opened."""
    staff_with(request, Role.SUPERVISOR)
    rows = ProtectionRecord.objects.order_by("-made_on", "-id")
    place = day_and_id(after)
    if place is not None:
        day, row_id = place
        rows = rows.filter(made_on__lte=day).exclude(made_on=day, id__gte=row_id)
    return page_of(_standing(rows[: PAGE + 1]), lambda row: f"{row.made_on.isoformat()}.{row.id}", PAGE)


def protection_record(request: StaffRequest, record_id: UUID) -> ProtectionRecord:
    staff_with(request, Role.SUPERVISOR)
    return get_object_or_404(ProtectionRecord, pk=record_id)


def standing(row: ProtectionRecord) -> Standing:
    return _standing([row])[0]


def case_of(row: ProtectionRecord) -> Participant | None:
    """Whose case it is about, found by trying every case that lives: there is no way from an erased one to here."""
    for participant in Participant.objects.only("pk", "alias").iterator():
        if case_index(participant.pk) == row.case_index:
            return participant
    return None


def _standing(rows: Iterable[ProtectionRecord]) -> list[Standing]:
    found = list(rows)
    names = work_names({writer for row in found if (writer := uuid_in(row.made_by))})
    return [Standing(row.pk, row.made_on, names.get(uuid_in(row.made_by) or row.pk, "")) for row in found]
