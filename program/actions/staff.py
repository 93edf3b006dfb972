"""Members of staff come, change and go: invitations, second factors, roles, and keys that were lost.

`by` is the id of the account that acts, or the audit's word for the command line.
"""

from collections.abc import Collection
from uuid import UUID, uuid4

from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.db.models import Q

from program import clock
from program.actions.grants import end_grant, lost_keys
from program.actions.invitations import fits, new_invitation, taken
from program.audit.record import record
from program.credentials import new_code
from program.models import (
    Account,
    AccountKind,
    AuthenticatorDevice,
    CaseGrant,
    GrantKind,
    Invitation,
    RecoveryCode,
    RecoveryCodeDevice,
    RescuedText,
    Role,
)
from program.models.accounts import STUDIO_GROUPS, name_index
from program.models.devices import code_hash
from vault import holders, sealing, supervision
from vault.holders import PrivateKey
from vault.models import KeyPair

RECOVERY_CODES = 10


class AlreadyInvited(Exception):
    """There is an account for this address."""


class InvitationRefused(Exception):
    """Unknown address, wrong code, used code or an invitation that is over: nobody is told which."""


class NoKeyPair(Exception):
    """The invitation has not been taken up: there is no key pair yet to seal anything to."""


class WrongCode(Exception):
    """The code does not come from this authenticator."""


# Coming


@transaction.atomic
def invite(
    *, email: str, work_name: str, roles: Collection[Role], capacity: int = 30, by: UUID | str, code: str = ""
) -> tuple[Account, str]:
    """Make an account that can do nothing yet, and the one-time code that lets its owner in. Raises AlreadyInvited.

    Of two who invite the same address at one moment, the database lets one through.
    """
    index = name_index(AccountKind.STAFF, email)
    if Account.objects.filter(name_index=index).exists():
        raise AlreadyInvited
    account = Account(kind=AccountKind.STAFF, name_index=index, capacity=capacity, **_booleans(roles))
    sealing.wrap_field(account, "email_wrapped", email.strip().encode())
    sealing.wrap_field(account, "work_name_wrapped", work_name.strip().encode())
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise AlreadyInvited from None
    _join_groups(account)
    record(verb="staff.invited", by=by, on=clock.today(), subject=account.pk, detail={"roles": _names(roles)})
    return account, new_invitation(account, code)


def accept_invitation(*, email: str, code: str, password: str, form_key: str = "") -> tuple[Account, PrivateKey]:
    """Make the key pair that `password` locks. The code works once. Raises InvitationRefused.

    The same form sent twice is answered twice, until an authenticator is enrolled: a browser shows the last answer.
    A refusal takes one Argon2 run too, so the time tells nothing about who works here.
    """
    account = Account.objects.filter(
        kind=AccountKind.STAFF, name_index=name_index(AccountKind.STAFF, email), is_active=True
    ).first()
    form_key = form_key or str(uuid4())
    if account is not None and fits(account, code_hash("invitation", account, code)):
        private = _arrive(account, code, password, form_key)
        if private is not None:
            return account, private
    same_form = account is not None and fits(account, taken(account, code, form_key))
    private = holders.unlock(holder=account.pk if account and same_form else None, secret=password)
    if account is None or private is None:
        raise InvitationRefused
    return account, private


@transaction.atomic
def enrol_authenticator(*, account: Account, secret: bytes, token: str) -> AuthenticatorDevice:
    """Take this authenticator from now on, and none from before. Raises WrongCode.

    The code that proves it counts as used: it opens nothing a second time.
    """
    _lock(account)
    device = AuthenticatorDevice(user=account, name="authenticator", confirmed=True)
    sealing.wrap_field(device, "secret", secret)
    device.save(force_insert=True)
    if not device.verify_token(token):
        raise WrongCode
    AuthenticatorDevice.objects.filter(user=account).exclude(pk=device.pk).delete()
    Invitation.objects.filter(account=account).delete()
    record(verb="authenticator.enrolled", by=account.pk, on=clock.today(), subject=device.pk)
    return device


@transaction.atomic
def new_recovery_codes(*, account: Account) -> list[str]:
    """Ten one-time codes, to be shown now and never again; those from before are void."""
    _lock(account)
    codes = [new_code() for _ in range(RECOVERY_CODES)]
    RecoveryCodeDevice.objects.filter(user=account).delete()
    device = RecoveryCodeDevice.objects.create(user=account, name="recovery codes", confirmed=True)
    RecoveryCode.objects.bulk_create(
        RecoveryCode(device=device, hashed=code_hash("recovery-code", account, code)) for code in codes
    )
    record(verb="recovery-codes.made", by=account.pk, on=clock.today(), subject=device.pk)
    return codes


# Changing and going


@transaction.atomic
def set_roles(*, staff: Account, roles: Collection[Role], by: UUID | str) -> None:
    """Give exactly these roles. Whoever loses supervision or the last clinical role loses its keys at once."""
    for field, value in _booleans(roles).items():
        setattr(staff, field, value)
    staff.save(update_fields=[role.value for role in Role])
    _join_groups(staff)
    if not staff.is_supervisor:
        supervision.dismiss(holder=staff.pk)
        _end_grants(staff, Q(kind=GrantKind.SUPERVISION), by)
    if not staff.is_supervisor and not staff.is_therapist:
        _end_grants(staff, Q(), by)
    record(verb="staff.roles-set", by=by, on=clock.today(), subject=staff.pk, detail={"roles": _names(roles)})


@transaction.atomic
def set_capacity(*, staff: Account, capacity: int, by: UUID | str) -> None:
    """How many cases come to this therapist by themselves; a supervisor may still assign more."""
    staff.capacity = capacity
    staff.save(update_fields=["capacity"])
    record(verb="staff.capacity-set", by=by, on=clock.today(), subject=staff.pk, detail={"capacity": capacity})


@transaction.atomic
def suspend(*, staff: Account, by: UUID | str) -> None:
    """Sessions, key pair, second factor and grants are gone; the account stays, for what it has signed."""
    _end_grants(staff, Q(), by)
    _take_everything(staff)
    staff.is_active = False
    staff.save(update_fields=["is_active", "password"])
    record(verb="staff.suspended", by=by, on=clock.today(), subject=staff.pk)


@transaction.atomic
def reinvite(*, staff: Account, by: UUID | str, code: str = "", form: str = "") -> str:
    """For a lost password, or somebody who comes back: a new invitation code.

    What the old password opened stays shut for good. Grants that stand keep their days and wait for `readmit`.
    `form` marks the form that asked for it.
    """
    _take_everything(staff)
    CaseGrant.objects.filter(staff=staff, case_key__isnull=False).update(case_key=None)
    staff.is_active = True
    staff.save(update_fields=["is_active", "password"])
    detail: dict[str, str | int] = {"form": form} if form else {}
    record(verb="staff.reinvited", by=by, on=clock.today(), subject=staff.pk, detail=detail)
    return new_invitation(staff, code)


@transaction.atomic
def readmit(*, by_private: PrivateKey, by: Account, staff: Account) -> int:
    """Seal again, to the new key pair, every case that went shut with an old password. Returns how many.

    A case that got another therapist meanwhile stays with that one. Raises NoKeyPair, or NotAdmitted of the vault.
    """
    today = clock.today()
    _need_key_pair(staff)
    supervising = supervision.supervision_key(by=by_private)
    sealed = 0
    for grant in lost_keys(staff=staff, today=today):
        if grant.kind == GrantKind.ASSIGNED and _has_another_therapist(grant):
            end_grant(grant=grant, by=by.pk, today=today)
            continue
        case = grant.participant_id
        key = holders.open_case_key(private=supervising, row=grant.participant, field="supervision_key", case_id=case)
        holders.seal_case_key(key=key, holder=staff.pk, row=grant, field="case_key")
        grant.save(update_fields=["case_key"])
        record(verb="grant.sealed-again", by=by.pk, on=today, case=case, subject=grant.pk)
        sealed += 1
    record(verb="staff.readmitted", by=by.pk, on=today, subject=staff.pk, detail={"cases": sealed})
    return sealed


@transaction.atomic
def admit_supervisor(*, by_private: PrivateKey, by: Account, staff: Account) -> None:
    """Let a colleague with the role open cases as a supervisor.

    Raises ValueError without the role, NoKeyPair, or NotAdmitted of the vault for somebody who is not admitted.
    """
    _need_key_pair(staff)
    if not staff.is_active or not staff.is_supervisor:
        raise ValueError("Only an active supervisor can be admitted to supervision.")
    supervision.admit(by=by_private, holder=staff.pk)
    record(verb="supervisor.admitted", by=by.pk, on=clock.today(), subject=staff.pk)


# Details


def _lock(account: Account) -> None:
    """Until the end of the transaction nobody else changes how this person comes in."""
    Account.objects.select_for_update().get(pk=account.pk)


def _arrive(account: Account, code: str, password: str, form_key: str) -> PrivateKey | None:
    """None where somebody else was faster by a moment."""
    bolts = holders.forge(secret=password)
    unused = Invitation.objects.filter(account=account, hashed=code_hash("invitation", account, code))
    with transaction.atomic():
        if not unused.update(hashed=taken(account, code, form_key)):
            return None
        private = holders.fit_pair(holder=account.pk, kind="staff", bolts=bolts)
        record(verb="staff.joined", by=account.pk, on=clock.today(), subject=account.pk)
    return private


def _need_key_pair(account: Account) -> None:
    if not KeyPair.objects.filter(holder=account.pk).exists():
        raise NoKeyPair


def _take_everything(staff: Account) -> None:
    """What a person holds to come in and to open cases. The caller saves the stamp, which ends all sessions."""
    holders.erase_holder(staff.pk)
    AuthenticatorDevice.objects.filter(user=staff).delete()
    RecoveryCodeDevice.objects.filter(user=staff).delete()
    Invitation.objects.filter(account=staff).delete()
    # Sealed to the pair that has just gone: nobody could ever open them.
    RescuedText.objects.filter(account=staff).delete()
    staff.renew_stamp()


def _end_grants(staff: Account, which: Q, by: UUID | str) -> None:
    today = clock.today()
    standing = Q(case_key__isnull=False) | Q(last_day=None) | Q(last_day__gt=today)
    # In one order, since each locks its case.
    for grant in CaseGrant.objects.filter(standing, which, staff=staff).order_by("participant", "pk"):
        end_grant(grant=grant, by=by, today=today)


def _has_another_therapist(grant: CaseGrant) -> bool:
    return CaseGrant.objects.filter(
        participant_id=grant.participant_id, kind=GrantKind.ASSIGNED, case_key__isnull=False
    ).exists()


def _booleans(roles: Collection[Role]) -> dict[str, bool]:
    return {role.value: role in roles for role in Role}


def _names(roles: Collection[Role]) -> str:
    return " ".join(sorted(role.name.lower() for role in roles))


def _join_groups(account: Account) -> None:
    names = [name for role, name in STUDIO_GROUPS.items() if getattr(account, role.value)]
    account.groups.set([Group.objects.get_or_create(name=name)[0] for name in names])
