"""A member of staff proves who they are: the second factor, and a password changed by who knows the old one."""

from django.db import transaction
from django.db.models import QuerySet
from django_otp.models import Device

from program import clock
from program.audit.record import record
from program.models import Account, AuthenticatorDevice, RecoveryCode, RecoveryCodeDevice
from vault import holders
from vault.holders import PrivateKey

AUTHENTICATOR_DIGITS = 6


class WrongPassword(Exception):
    """The old password does not fit."""


def seconds_to_wait(*, account: Account, code: str) -> int:
    """After wrong codes: seconds until the next one is looked at."""
    device = _devices_for(code).filter(user=account, confirmed=True).first()
    return device.seconds_to_wait() if device is not None else 0


@transaction.atomic
def show_code(*, account: Account, code: str) -> Device | None:
    """The device that takes this code, or None. A code works once; six digits are the authenticator's.

    The device's row is locked: the same code sent twice at once is taken once.
    """
    device = _devices_for(code).select_for_update().filter(user=account, confirmed=True).first()
    if device is None or not device.verify_token(_plain(code)):
        record(verb="second-factor.refused", by=account.pk, on=clock.today())
        return None
    record(
        verb="second-factor.shown",
        by=account.pk,
        on=clock.today(),
        subject=device.pk,
        detail={"with": device.name},
    )
    return device


def codes_left(*, account: Account) -> int:
    """How many recovery codes have not been used."""
    return RecoveryCode.objects.filter(device__user=account).count()


def has_device(*, account: Account) -> bool:
    return bool(AuthenticatorDevice.objects.filter(user=account, confirmed=True).exists())


def fits(*, account: Account, password: str) -> bool:
    """Whether this is the account's password: asked again before something that a passer-by must not do."""
    return holders.unlock(holder=account.pk, secret=password) is not None


def change_password(*, account: Account, old: str, new: str) -> PrivateKey:
    """Lock the same key with a new password; every other session ends, cases stay as they are. Raises WrongPassword."""
    private = holders.unlock(holder=account.pk, secret=old)
    if private is None:
        raise WrongPassword
    holders.relock(private=private, secret=new)
    with transaction.atomic():
        account.renew_stamp()
        account.save(update_fields=["password"])
        record(verb="password.changed", by=account.pk, on=clock.today())
    return private


def _devices_for(code: str) -> QuerySet[AuthenticatorDevice] | QuerySet[RecoveryCodeDevice]:
    plain = _plain(code)
    apps: QuerySet[AuthenticatorDevice] = AuthenticatorDevice.objects.all()
    printed: QuerySet[RecoveryCodeDevice] = RecoveryCodeDevice.objects.all()
    return apps if plain.isdecimal() and len(plain) == AUTHENTICATOR_DIGITS else printed


def _plain(code: str) -> str:
    return "".join(character for character in code if character.isalnum())
