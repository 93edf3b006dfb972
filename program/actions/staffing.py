"""What operators do on the pages of their colleagues: never to themselves, and once however often a button is pressed.

A form's key makes the code of its invitation, under the server key: the same form shows the same code again for as
long as it stands, and nothing has to be stored for that.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from program import clock
from program.actions import staff as staffs
from program.actions.invitations import opens
from program.audit.record import record
from program.credentials import code_from
from program.models import Account, AccountKind, AuditEvent, Role
from program.models.accounts import name_index
from vault import keyfile

MARK = 16


class NotAllowed(Exception):
    """Somebody acts on themselves, or stopped being an operator a moment ago."""


class ChangedMeanwhile(Exception):
    """The roles or the capacity are not the ones that the form showed, but `now`."""

    def __init__(self, now: str) -> None:
        super().__init__(now)
        self.now = now


class UsedUp(Exception):
    """This form made its invitation earlier, and that one was taken up, replaced or ran out since."""


def invite(
    *, email: str, work_name: str, roles: Collection[Role], capacity: int, form_key: UUID, by: Account
) -> tuple[Account, str]:
    """Invite somebody new. Raises AlreadyInvited, but to the same form with the same words gives the same code."""
    address = email.strip().casefold()
    code = _code(form_key, by, address, work_name, standing(roles, capacity))
    try:
        return staffs.invite(email=email, work_name=work_name, roles=roles, capacity=capacity, by=by.pk, code=code)
    except staffs.AlreadyInvited:
        account = Account.objects.get(name_index=name_index(AccountKind.STAFF, address))
        if not opens(account, code):
            raise
        return account, code


@transaction.atomic
def invite_again(*, staff: Account, form_key: UUID, by: Account) -> str:
    """A new invitation: what the old password opened is shut from now on. Raises NotAllowed or UsedUp."""
    colleague = _colleague(staff, by)
    code = _code(form_key, by, str(staff.pk))
    mark = keyfile.index("reinvitation", f"{form_key} {staff.pk}")[:MARK]
    earlier = AuditEvent.objects.filter(verb="staff.reinvited", subject=str(staff.pk)).values_list("detail", flat=True)
    if not any(detail.get("form") == mark for detail in earlier):
        return staffs.reinvite(staff=colleague, by=by.pk, code=code, form=mark)
    if not opens(colleague, code):
        raise UsedUp
    return code


@transaction.atomic
def change(*, staff: Account, roles: Collection[Role], capacity: int, seen: str, by: Account) -> None:
    """Give these roles and this capacity, where `seen` still holds. Raises NotAllowed or ChangedMeanwhile."""
    colleague = _colleague(staff, by)
    before = roles_of(colleague)
    now = standing(before, colleague.capacity)
    if now == standing(roles, capacity):
        return
    if now != seen:
        raise ChangedMeanwhile(now)
    if set(roles) != set(before):
        staffs.set_roles(staff=colleague, roles=roles, by=by.pk)
    if capacity != colleague.capacity:
        staffs.set_capacity(staff=colleague, capacity=capacity, by=by.pk)


@transaction.atomic
def suspend(*, staff: Account, by: Account) -> None:
    """End what somebody can do here, at once. Raises NotAllowed."""
    colleague = _colleague(staff, by)
    if colleague.is_active:
        staffs.suspend(staff=colleague, by=by.pk)


def roles_of(account: Account) -> list[Role]:
    return [role for role in Role if getattr(account, role.value)]


def standing(roles: Collection[Role], capacity: int) -> str:
    """Roles and capacity as one word, for a form to say what it showed."""
    return " ".join([*sorted(role.value for role in roles), str(capacity)])


@transaction.atomic
def set_reader_needed(*, staff: Account, is_needed: bool, by: Account) -> None:
    """Whether a colleague reads this therapist's letters before they leave. Said twice, it is written down once."""
    rows = Account.objects.filter(pk=staff.pk).exclude(letters_need_reader=is_needed)
    if rows.update(letters_need_reader=is_needed):
        detail: dict[str, str | int] = {"needed": int(is_needed)}
        record(verb="staff.second-reader", by=by.pk, on=clock.today(), subject=staff.pk, detail=detail)


def _colleague(staff: Account, by: Account) -> Account:
    """Both rows stay as they are until the end of the transaction, so that two operators cannot suspend each other."""
    rows = Account.objects.select_for_update().filter(pk__in=[staff.pk, by.pk], kind=AccountKind.STAFF).order_by("pk")
    found = {account.pk: account for account in rows}
    if staff.pk == by.pk or not found[by.pk].has_role(Role.OPERATOR):
        raise NotAllowed
    return found[staff.pk]


def _code(form_key: UUID, by: Account, *told: str) -> str:
    return code_from(int(keyfile.index("invitation form", "\n".join([str(form_key), str(by.pk), *told])), 16))
