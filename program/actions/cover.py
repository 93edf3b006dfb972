"""A colleague sees and answers the cases of a therapist who is away: for some days, which end by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from program.actions.grants import end_grant, grant_case, key_by_supervision
from program.audit.record import record
from program.cover import cover_grants
from program.models import Account, CaseGrant, GrantKind, Participant
from vault import holders
from vault.holders import PrivateKey
from vault.sealing import CaseKey


class CoverRefused(Exception):
    """Nothing was changed: no `cases`, or an `overlap` with another cover."""


@dataclass(frozen=True)
class Days:
    """Both ends included."""

    first: date
    last: date


@transaction.atomic
def start_cover(
    *, therapist: Account, colleague: Account, days: Days, by: Account, by_private: PrivateKey, today: date
) -> int:
    """Let `colleague` read every case of `therapist` on these days; how many cases that adds.

    Therapists do it with their own keys, a supervisor for others through the supervision key. The same again adds
    nothing. Raises CoverRefused, and NotAdmitted of the vault.
    """
    if days.first < today or days.last < days.first or colleague.pk == therapist.pk:
        raise ValueError("Cover is given to somebody else, for days that are not over, in their order.")
    cases = _cases(therapist, today, own=therapist.pk == by.pk)
    if not cases:
        raise CoverRefused("cases")
    covered = _covered(cases, colleague, days, today)
    added = [grant for grant in cases if grant.participant_id not in covered]
    for grant in added:
        grant_case(
            participant=grant.participant,
            staff=colleague,
            kind=GrantKind.COVER,
            key=_key(grant, by, by_private),
            by=by.pk,
            today=today,
            first_day=days.first,
            last_day=days.last,
        )
    if added:
        _record("cover.started", therapist.pk, colleague.pk, days, len(added), by, today)
    return len(added)


@transaction.atomic
def end_cover(*, therapist_id: UUID | None, colleague_id: UUID, days: Days, by: Account, today: date) -> int:
    """From now on the colleague reads none of these cases; how many that were. Ending it twice changes nothing."""
    of_therapist: dict[str, Any] = {"therapist": therapist_id}
    grants = cover_grants(today).filter(staff_id=colleague_id, first_day=days.first, last_day=days.last, **of_therapist)
    found = list(grants.select_for_update(of=("self",)).order_by("participant_id"))
    for grant in found:
        end_grant(grant=grant, by=by.pk, today=today)
    if found:
        _record("cover.ended", therapist_id, colleague_id, days, len(found), by, today)
    return len(found)


def _cases(therapist: Account, today: date, *, own: bool) -> Sequence[CaseGrant]:
    """The assigned cases, those that can be opened; nobody is given one or reads one anew until all is done."""
    # First the therapist, then the cases: in the order in which a case is assigned.
    Account.objects.select_for_update().get(pk=therapist.pk)
    assigned = CaseGrant.objects.standing(today).filter(
        staff=therapist, kind=GrantKind.ASSIGNED, participant__supervision_key__gt=b""
    )
    if own:
        assigned = assigned.filter(case_key__isnull=False)
    named = assigned.values("participant_id")
    list(Participant.objects.select_for_update().filter(pk__in=named).order_by("pk").values_list("pk"))
    return list(assigned.select_related("participant").order_by("participant_id"))


def _covered(cases: Sequence[CaseGrant], colleague: Account, days: Days, today: date) -> set[UUID]:
    """The cases that this colleague covers on all these days already. Refuses any other cover on one of them."""
    begun = Q(first_day__lte=days.last) & (Q(last_day=None) | Q(last_day__gte=days.first))
    covers = CaseGrant.objects.standing(today).filter(
        begun, kind=GrantKind.COVER, participant__in=[grant.participant_id for grant in cases]
    )
    covered = set()
    for grant in covers:
        within = grant.first_day <= days.first and (grant.last_day is None or days.last <= grant.last_day)
        if grant.staff_id != colleague.pk or not within:
            raise CoverRefused("overlap")
        covered.add(grant.participant_id)
    return covered


def _key(grant: CaseGrant, by: Account, by_private: PrivateKey) -> CaseKey:
    if grant.staff_id != by.pk:
        return key_by_supervision(participant=grant.participant, by_private=by_private)
    return holders.open_case_key(private=by_private, row=grant, field="case_key", case_id=grant.participant_id)


def _record(
    verb: str, therapist: UUID | None, colleague: UUID, days: Days, cases: int, by: Account, today: date
) -> None:
    detail: dict[str, str | int] = {
        "staff": str(colleague),
        "from": days.first.isoformat(),
        "to": days.last.isoformat(),
        "cases": cases,
    }
    record(verb=verb, by=by.pk, on=today, subject=therapist or "", detail=detail)
