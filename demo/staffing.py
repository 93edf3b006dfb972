"""The staff of the demo: how each was invited, and who answers for whom."""

from datetime import date, timedelta

from django_otp.oath import totp

from demo.people import AUTHENTICATOR_SECRET, STAFF, DemoStaff
from program.actions import staff
from program.actions.cover import Days, start_cover
from program.cover import covers
from program.models import Account, AccountKind, CaseGrant, GrantKind, Role
from program.models.accounts import name_index
from vault import holders, supervision

BY = "demo"


def arrange_cover(today: date) -> None:
    """Tom is away for some days and Therese answers; nothing where somebody covers already."""
    tom, therese = (
        Account.objects.get(name_index=name_index(AccountKind.STAFF, email))
        for email in ("tom@demo.example", "therese@demo.example")
    )
    has_cases = CaseGrant.objects.in_force(today).filter(staff=tom, kind=GrantKind.ASSIGNED).exists()
    private = holders.unlock(holder=tom.pk, secret=next(one.password for one in STAFF if one.email.startswith("tom")))
    if private is not None and has_cases and not covers(today):
        days = Days(today, today + timedelta(days=4))
        start_cover(therapist=tom, colleague=therese, days=days, by=tom, by_private=private, today=today)


def hire(member: DemoStaff, recovery_key: str | None) -> None:
    if Account.objects.filter(name_index=name_index(AccountKind.STAFF, member.email)).exists():
        return
    account, code = staff.invite(
        email=member.email,
        work_name=member.work_name,
        roles=[Role[name] for name in member.roles],
        capacity=member.capacity,
        by=BY,
    )
    staff.accept_invitation(email=member.email, code=code, password=member.password)
    device = staff.enrol_authenticator(
        account=account, secret=AUTHENTICATOR_SECRET, token=f"{totp(AUTHENTICATOR_SECRET):06d}"
    )
    # The code that enrolled it counts as used; whoever tries the demo may need it at once.
    device.last_step = -1
    device.save(update_fields=["last_step"])
    if "SUPERVISOR" in member.roles and recovery_key:
        supervision.recover(recovery_key=recovery_key, holder=account.pk)
