"""Everybody who works here, as operators and supervisors see them: no text, no key, no case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from program.models import Account, AccountKind, CaseGrant, GrantKind, Invitation, Role
from vault.models import KeyPair, SealedPrivate

WAITING_GRANTS = (GrantKind.ASSIGNED, GrantKind.COVER)


@dataclass(frozen=True)
class Member:
    """One member of staff. `invited_until` is the last day of an invitation that nobody has taken up to the end."""

    account: Account
    has_key: bool
    is_admitted: bool
    has_lost: bool
    invited_until: date | None
    today: date

    @property
    def state(self) -> str:
        """works | invited | over | suspended."""
        if not self.account.is_active:
            return "suspended"
        if self.has_key:
            return "works"
        return "invited" if self.invited_until and self.invited_until >= self.today else "over"

    @property
    def sign(self) -> str:
        """For components/status.html."""
        return {"works": "done", "invited": "open", "over": "waiting", "suspended": "closed"}[self.state]

    @property
    def roles(self) -> list[str]:
        return [str(role.label) for role in Role if getattr(self.account, role.value)]

    @property
    def waits_for_supervision(self) -> bool:
        return self.state == "works" and self.account.is_supervisor and not self.is_admitted

    @property
    def waits_for_cases(self) -> bool:
        return self.state == "works" and self.has_lost


def members(today: date) -> list[Member]:
    """Everybody, by name, those who are suspended last. One query."""
    found = [_member(row, today) for row in _rows(today)]
    return sorted(found, key=lambda member: (not member.account.is_active, member.account.work_name.casefold()))


def member(staff_id: UUID, today: date) -> Member | None:
    row = _rows(today).filter(pk=staff_id).first()
    return _member(row, today) if row else None


def carried(staff_id: UUID, today: date) -> int:
    """In how many cases a grant of this person is in force."""
    return CaseGrant.objects.in_force(today).filter(staff=staff_id).values("participant").distinct().count()


def names() -> dict[str, str]:
    """The work name of everybody who has ever worked here, by id, in the order of the names. One query."""
    staff = Account.objects.filter(kind=AccountKind.STAFF)
    found = {str(account.pk): account.work_name for account in staff}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def _rows(today: date) -> QuerySet[Account]:
    mine = OuterRef("pk")
    lost = CaseGrant.objects.filter(
        Q(last_day=None) | Q(last_day__gt=today),
        staff=mine,
        kind__in=WAITING_GRANTS,
        case_key=None,
        participant__supervision_key__gt=b"",
    )
    return (
        Account.objects.filter(kind=AccountKind.STAFF)
        .select_related("invitation")
        .annotate(
            has_key=Exists(KeyPair.objects.filter(kind=KeyPair.Kind.STAFF, holder=mine)),
            is_admitted=Exists(SealedPrivate.objects.filter(sealed_to__holder=mine)),
            has_lost=Exists(lost),
        )
    )


def _member(row: Account, today: date) -> Member:
    invitation: Sequence[Invitation] = [row.invitation] if hasattr(row, "invitation") else []
    return Member(
        account=row,
        has_key=row.has_key,  # type: ignore[attr-defined]  # annotated above
        is_admitted=row.is_admitted,  # type: ignore[attr-defined]  # annotated, too
        has_lost=row.has_lost,  # type: ignore[attr-defined]  # annotated, too
        invited_until=next((each.last_day for each in invitation), None),
        today=today,
    )
