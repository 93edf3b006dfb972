"""Who may read a case: grants made, ended, and sealed again. No grant, no key.

Every grant holds the case key sealed to one person, so making one needs the key: from the participant's own session,
from the therapist in hand, or, through the supervision key, from a supervisor who has signed in.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from program.actions.caps import mind_cap
from program.actions.claims import let_go_of_claims
from program.actions.nobodys import settle_assigned
from program.actions.weeks import tell_of_therapist
from program.audit.record import SYSTEM, record
from program.cover import Cover, covers_of
from program.models import Account, Alert, Assignment, CaseGrant, GrantKind, Participant, Program
from program.queries import rooms
from vault import holders, sealing, supervision
from vault.holders import PrivateKey
from vault.sealing import CaseKey


@transaction.atomic
def grant_case(
    *,
    participant: Participant,
    staff: Account,
    kind: GrantKind,
    key: CaseKey,
    by: UUID | str,
    today: date,
    first_day: date | None = None,
    last_day: date | None = None,
    reason: str = "",
    alert: Alert | None = None,
) -> CaseGrant:
    """Let `staff` read this case from `first_day` (today, where none is named) until `last_day`, both included.

    The reason is sealed with the case key. Raises ValueError for somebody who is not active clinical staff, and
    KeyPair.DoesNotExist for one without a key.
    """
    if key.id != participant.pk:
        raise ValueError("This is the key of another case.")
    if not _may_hold_cases(staff):
        raise ValueError("Only active therapists and supervisors may hold a case.")
    days = {"first_day": first_day or today, "last_day": last_day}
    grant = CaseGrant(participant=participant, staff=staff, kind=kind, alert=alert, **days)
    holders.seal_case_key(key=key, holder=staff.pk, row=grant, field="case_key")
    if reason:
        sealing.seal(key, grant, "reason", reason)
    grant.save(force_insert=True)
    settle_assigned(grant)
    record(
        verb="grant.made",
        by=by,
        on=today,
        case=participant.pk,
        subject=grant.pk,
        detail={"staff": str(staff.pk), "kind": str(GrantKind(kind).value)},
    )
    return grant


@transaction.atomic
def end_grant(*, grant: CaseGrant, by: UUID | str, today: date) -> None:
    """From now on this grant opens nothing: its sealed key is gone. Ending it twice changes nothing."""
    open_still = Q(case_key__isnull=False) | Q(last_day=None) | Q(last_day__gt=today)
    last_day = today if grant.last_day is None else min(grant.last_day, today)
    if CaseGrant.objects.filter(open_still, pk=grant.pk).update(case_key=None, last_day=last_day):
        _record_end(grant, by, today)
        let_go_of_claims(participant_id=grant.participant_id, staff=grant.staff_id)
        settle_assigned(grant)
    grant.case_key, grant.last_day = None, last_day


@transaction.atomic
def assign_automatically(*, participant: Participant, program: Program, key: CaseKey, today: date) -> Account | None:
    """Assign the therapist with most room who writes the participant's language, from the participant's own session.

    The participant is told. Whoever had the case last goes first: who comes back need not begin anew. None where a
    supervisor assigns in this programme, or where nobody of them has room: the case then waits for a supervisor.
    The therapists' rows stay locked until the end, so that two people who join at once cannot share one last place.
    """
    if program.assignment == Assignment.SUPERVISOR:
        return None
    language = participant.language
    found = [room for room in rooms(today, locked=True) if room.left > 0 and language in room.therapist.writes]
    if not found:
        return None
    had_it = CaseGrant.objects.filter(participant=participant, kind=GrantKind.ASSIGNED).order_by("-last_day", "-pk")
    former = had_it.values_list("staff_id", flat=True).first()
    room = next((room for room in found if room.therapist.pk == former), found[0])
    _assign(participant=participant, staff=room.therapist, key=key, by=participant.pk, today=today)
    return room.therapist


@transaction.atomic
def assign(
    *,
    participant: Participant,
    staff: Account,
    by: Account,
    by_private: PrivateKey,
    today: date,
    beyond_cap: bool = True,
) -> CaseGrant:
    """A supervisor gives the case to this therapist; whoever had it before has it no longer.

    Automatic assignment never goes beyond a capacity; a supervisor may, and says so (`beyond_cap`), else
    caps.BeyondCap is raised. Raises vault.supervision.NotAdmitted.
    """
    key = key_by_supervision(participant=participant, by_private=by_private)
    _lock_therapist(staff)
    if not beyond_cap:
        mind_cap(staff, participant, today)
    return _assign(participant=participant, staff=staff, key=key, by=by.pk, today=today)


@transaction.atomic
def reassign(
    *,
    participant: Participant,
    staff: Account,
    instead_of: UUID | None,
    by: Account,
    by_private: PrivateKey,
    today: date,
    beyond_cap: bool = True,
) -> bool:
    """As `assign`, if `instead_of` still has the case: where another supervisor was quicker, what they decided stands.

    Tells whether `staff` has it now. Raises NotAdmitted or BeyondCap.
    """
    key = key_by_supervision(participant=participant, by_private=by_private)
    _lock_therapist(staff)
    _lock(participant)
    if not beyond_cap:
        mind_cap(staff, participant, today)
    return _given(participant, staff, instead_of, key, by.pk, today)


@transaction.atomic
def hand_over(
    *,
    participant: Participant,
    staff: Account,
    key: CaseKey,
    instead_of: UUID | None,
    by: UUID,
    today: date,
    beyond_cap: bool = True,
) -> bool:
    """As `reassign`, by somebody who has the key: whoever has the case in hand, or a supervisor who has opened it."""
    _lock_therapist(staff)
    _lock(participant)
    if not beyond_cap:
        mind_cap(staff, participant, today)
    return _given(participant, staff, instead_of, key, by, today)


@transaction.atomic
def open_with_reason(
    *, participant: Participant, by: Account, by_private: PrivateKey, reason: str, today: date
) -> CaseGrant:
    """A supervisor reads a case that is not theirs, for today only, and says why. Raises NotAdmitted."""
    if not reason.strip():
        raise ValueError("Reading another person's case needs a reason.")
    key = key_by_supervision(participant=participant, by_private=by_private)
    _lock(participant)
    for grant in CaseGrant.objects.in_force(today).filter(
        participant=participant, staff=by, kind=GrantKind.SUPERVISION, reason__isnull=False
    ):
        if sealing.open(key, grant, "reason") == reason.strip():
            return grant  # the same button, pressed twice
    return grant_case(
        participant=participant,
        staff=by,
        kind=GrantKind.SUPERVISION,
        key=key,
        by=by.pk,
        today=today,
        last_day=today,
        reason=reason.strip(),
    )


def key_by_supervision(*, participant: Participant, by_private: PrivateKey) -> CaseKey:
    """The case key, opened with the supervision key that `by_private` opens. Raises NotAdmitted, or SealBroken."""
    return holders.open_case_key(
        private=supervision.supervision_key(by=by_private),
        row=participant,
        field="supervision_key",
        case_id=participant.pk,
    )


def lost_keys(*, staff: Account, today: date) -> list[CaseGrant]:
    """The assigned and cover grants that still stand but whose key went with an old password. Never an erased case."""
    return list(
        CaseGrant.objects.filter(
            Q(last_day=None) | Q(last_day__gt=today),
            staff=staff,
            kind__in=[GrantKind.ASSIGNED, GrantKind.COVER],
            case_key=None,
            participant__supervision_key__gt=b"",
        )
        .select_related("participant")
        .order_by("first_day", "pk")
    )


@transaction.atomic
def empty_past_keys(*, before: date, today: date) -> int:
    """Remove the sealed keys of grants whose last day is over: they open nothing. The log says so, each once."""
    past = CaseGrant.objects.filter(last_day__lt=before, case_key__isnull=False).order_by("pk")
    ended = 0
    for grant in past.select_for_update(skip_locked=True).defer("case_key", "reason"):
        if CaseGrant.objects.filter(pk=grant.pk, case_key__isnull=False).update(case_key=None):
            _record_end(grant, SYSTEM, today)
            ended += 1
    return ended


def _record_end(grant: CaseGrant, by: UUID | str, today: date) -> None:
    record(
        verb="grant.ended",
        by=by,
        on=today,
        case=grant.participant_id,
        subject=grant.pk,
        detail={"staff": str(grant.staff_id), "kind": grant.kind},
    )


def _given(
    participant: Participant, staff: Account, instead_of: UUID | None, key: CaseKey, by: UUID, today: date
) -> bool:
    """Whether `staff` has it now: it was still with `instead_of`, or has come to them already."""
    assigned = CaseGrant.objects.in_force(today).filter(participant=participant, kind=GrantKind.ASSIGNED)
    holder = assigned.values_list("staff_id", flat=True).first()
    if holder == instead_of:
        _assign(participant=participant, staff=staff, key=key, by=by, today=today)
    return holder in {instead_of, staff.pk}


def _assign(*, participant: Participant, staff: Account, key: CaseKey, by: UUID, today: date) -> CaseGrant:
    _lock(participant)
    covers = covers_of(staff.pk, today)
    standing = CaseGrant.objects.select_for_update().filter(
        Q(last_day=None) | Q(last_day__gt=today) | Q(case_key__isnull=False),
        participant=participant,
        kind=GrantKind.ASSIGNED,
    )
    others = {grant.staff_id for grant in standing} - {staff.pk}
    for grant in standing:
        if grant.staff_id == staff.pk and grant.case_key is not None and grant.last_day is None:
            return grant
        end_grant(grant=grant, by=by, today=today)
    grant = grant_case(participant=participant, staff=staff, kind=GrantKind.ASSIGNED, key=key, by=by, today=today)
    tell_of_therapist(account_id=participant.pk, grant=grant.pk, is_another=bool(others), today=today)
    _cover_anew(participant, covers, key, by, today)
    return grant


def _cover_anew(participant: Participant, covers: Sequence[Cover], key: CaseKey, by: UUID, today: date) -> None:
    """Cover goes with the therapist: that of the one before ends, and whoever covers for the new one has this case too.

    Nobody who comes to a therapist on leave is overlooked.
    """
    for grant in CaseGrant.objects.standing(today).filter(participant=participant, kind=GrantKind.COVER):
        end_grant(grant=grant, by=by, today=today)
    for cover in covers:
        grant_case(
            participant=participant,
            staff=Account.objects.get(pk=cover.colleague),
            kind=GrantKind.COVER,
            key=key,
            by=by,
            today=today,
            first_day=cover.first_day,
            last_day=cover.last_day,
        )


def _lock(participant: Participant) -> None:
    """Until the end of the transaction nobody else decides who may read this case."""
    Participant.objects.select_for_update().get(pk=participant.pk)


def _lock_therapist(staff: Account) -> None:
    """Before the case: a cover that begins at this moment has the case in it, or is seen when the case is assigned."""
    Account.objects.select_for_update().get(pk=staff.pk)


def _may_hold_cases(staff: Account) -> bool:
    return staff.is_staff_account and staff.is_active and (staff.is_therapist or staff.is_supervisor)
