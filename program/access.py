"""The only ways to reach a protected row: 404 for whoever has no business with it, as for a row that does not exist."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import get_object_or_404

from program import clock
from program.admission import Warned, warnings_now
from program.audit.record import record
from program.http import GrantEnded, ParticipantRequest, StaffRequest
from program.journey import Journey, read_journey
from program.models import (
    Account,
    AccountKind,
    CaseGrant,
    CrisisLine,
    EditionWeek,
    Enrolment,
    Participant,
    Program,
    Role,
    WeekKind,
)
from program.models.accounts import name_index
from vault import holders, sealing, session
from vault.sealing import CaseKey


@dataclass(frozen=True)
class Case:
    """A case that a member of staff may read now. The key is opened only when a text is."""

    request: StaffRequest
    grant: CaseGrant
    enrolment: Enrolment

    @property
    def participant(self) -> Participant:
        return self.enrolment.participant

    @cached_property
    def key(self) -> CaseKey:
        """The case key, opened with the key of this session. Raises vault.session.Locked without one."""
        return holders.open_case_key(
            private=session.private_key(self.request),
            row=self.grant,
            field="case_key",
            case_id=self.grant.participant_id,
        )

    @cached_property
    def journey(self) -> Journey:
        return read_journey(self.enrolment, clock.today(self.enrolment.program.zone))


CLINICAL = (Role.THERAPIST, Role.SUPERVISOR)


def daily_mail_times() -> list[str]:
    """When the daily mail leaves: the time of each programme, each once."""
    return sorted({f"{at:%H:%M}" for at in Program.objects.values_list("daily_mail_at", flat=True)})


def my_journey(request: ParticipantRequest) -> Journey:
    """The signed-in participant's own enrolment with its weeks, pauses and facts."""
    if not request.user.is_participant:
        raise Http404
    try:
        enrolment = request.user.participant.enrolment  # came with the account: no statement
    except ObjectDoesNotExist:
        raise Http404 from None
    return read_journey(enrolment, clock.today(enrolment.program.zone))


def day_of(account: Account) -> date:
    """Today, in the program of this participant; the clinic's own day where they are in none. One statement."""
    zone = Program.objects.filter(enrolments__participant=account.pk).values_list("time_zone", flat=True).first()
    return clock.today(ZoneInfo(zone) if zone else None)


def my_open_week(request: ParticipantRequest, number: int) -> tuple[Journey, EditionWeek]:
    """One of the participant's weeks, if it has opened; 404 for one that has not, as for one that does not exist."""
    journey = my_journey(request)
    week, state = journey.week(number), journey.state(number)
    if week is None or state is None or not state.is_open:
        raise Http404
    return journey, week


def my_case_key(request: ParticipantRequest, participant: Participant) -> CaseKey:
    """The participant's own case key. Raises vault.session.Locked when this session holds no key."""
    return holders.open_case_key(
        private=session.private_key(request), row=participant, field="own_key", case_id=participant.pk
    )


@dataclass(frozen=True)
class Agreed:
    """The one step that the newest letter ended in, and the week it was about."""

    week: int
    words: str
    of_follow_up: bool = False


def my_agreed_step(request: ParticipantRequest, journey: Journey) -> Agreed | None:
    """What the participant and their therapist agreed on last. No statement: it came with the account."""
    step = journey.enrolment.agreed_step
    if step is None:
        return None
    week, key = journey.week(step.week), my_case_key(request, journey.enrolment.participant)
    of_follow_up = week is not None and week.kind == WeekKind.FOLLOW_UP
    return Agreed(step.week, sealing.open(key, step, "words"), of_follow_up)


def staff_with(request: StaffRequest, *roles: Role) -> None:
    """404 unless the signed-in member of staff has one of these roles."""
    if not request.user.has_role(*roles):
        raise Http404


def clinical_lead(request: StaffRequest) -> None:
    staff_with(request, Role.LEAD)


def reads_go_live(request: StaffRequest) -> None:
    """404 for everybody who has nothing to do with whether people may join."""
    staff_with(request, Role.LEAD, Role.SUPERVISOR, Role.OPERATOR)


def keeps_lines(request: StaffRequest) -> None:
    """404 for everybody but those who keep the crisis lines."""
    staff_with(request, Role.LEAD, Role.SUPERVISOR)


def reads_staff(request: StaffRequest) -> None:
    """404 for everybody but those who see who works here, and what was done."""
    staff_with(request, Role.OPERATOR, Role.SUPERVISOR)


def keeps_staff(request: StaffRequest) -> None:
    staff_with(request, Role.OPERATOR)


def colleague(request: StaffRequest, staff_id: UUID) -> Account:
    """A member of staff to act on: 404 for oneself too, since nobody changes what they may do."""
    keeps_staff(request)
    if staff_id == request.user.pk:
        raise Http404
    return get_object_or_404(Account, pk=staff_id, kind=AccountKind.STAFF)


def staff_with_address(email: str) -> Account | None:
    return Account.objects.filter(name_index=name_index(AccountKind.STAFF, email)).first()


def case_named(alias: str) -> UUID | None:
    """The case behind an alias: for those who see aliases."""
    return Participant.objects.filter(alias__iexact=alias).values_list("pk", flat=True).first()


def aliases_of(ids: Collection[UUID]) -> dict[str, str]:
    """The aliases behind the ids that are cases. One query, none for no id."""
    found = Participant.objects.filter(pk__in=ids).values_list("pk", "alias") if ids else []
    return {str(case_id): alias for case_id, alias in found}


def audit_log(request: StaffRequest, case_id: UUID | None) -> None:
    """Reading the log is in the log, once a day; once a day for each case that somebody looks up."""
    reads_staff(request)
    record(verb="log.read", by=request.user.pk, on=clock.today(), case=case_id, once_a_day=True)


def crisis_line(line_id: UUID) -> CrisisLine:
    return get_object_or_404(CrisisLine.objects.select_related("program"), pk=line_id)


def go_live_warnings(request: StaffRequest) -> list[Warned]:
    """What a lead or a supervisor should look at on the go-live list; nothing, and no query, for anybody else."""
    return warnings_now() if request.user.has_role(Role.LEAD, Role.SUPERVISOR) else []


def programs() -> list[Program]:
    return list(Program.objects.order_by("slug"))


def program_named(slug: str) -> Program:
    return get_object_or_404(Program, slug=slug)


def case(
    request: StaffRequest,
    participant_id: UUID,
    verb: str = "case.read",
    week: int | None = None,
    *,
    once_a_day: bool = False,
) -> Case:
    """The case, if a grant of this member of staff is in force today; 404 otherwise. Leaves an audit row, always.

    `once_a_day` is for saving in the background: the day's first row stands for all that follow.
    """
    staff_with(request, Role.THERAPIST, Role.SUPERVISOR)
    enrolment = get_object_or_404(
        Enrolment.objects.select_related("participant__account", "program"), participant_id=participant_id
    )
    today = clock.today(enrolment.program.zone)
    grant = (
        CaseGrant.objects.in_force(today)
        .filter(staff=request.user, participant_id=participant_id)
        .order_by("kind", "first_day")
        .first()
    )
    if grant is None:
        had_one = CaseGrant.objects.filter(staff=request.user, participant_id=participant_id).exists()
        raise GrantEnded if had_one else Http404
    record(
        verb=verb,
        by=request.user.pk,
        on=today,
        case=participant_id,
        subject=grant.pk,
        detail={} if week is None else {"week": week},
        once_a_day=once_a_day,
    )
    return Case(request=request, grant=grant, enrolment=enrolment)
