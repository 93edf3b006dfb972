"""The second factor of staff: an authenticator, recovery codes, and the invitation that counts as the first of them.

Own subclasses of django-otp's Device, since the stock ones keep the secret and the codes in plain text.
"""

import time
from math import ceil
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django_otp.models import Device, ThrottlingMixin
from django_otp.oath import TOTP

from program.models.accounts import Account
from vault import keyfile, sealing
from vault.classes import FieldClasses
from vault.fields import WrappedField

STEP_SECONDS = 30
MOST_FAILURES = 10


class SessionDevice(ThrottlingMixin, Device):
    """A device that a session can name. The package reads the id in that name as a number, so ours is one there."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    throttling_failure_count: int  # the package has no types

    class Meta:
        abstract = True

    @property
    def persistent_id(self) -> str:
        return f"{self.model_label()}/{self.pk.int}"

    def __str__(self) -> str:
        return str(self.id)

    def get_throttle_factor(self) -> int:
        return 1

    def throttle_increment(self, commit: bool = True) -> None:
        """Each wrong code doubles the wait, up to about eight minutes: hopeless to guess, and nobody is locked out."""
        self.throttling_failure_count = min(self.throttling_failure_count, MOST_FAILURES - 1)
        super().throttle_increment(commit=commit)

    def seconds_to_wait(self) -> int:
        """Until a code is looked at again; 0 when it is at once."""
        allowed, refusal = self.verify_is_allowed()
        return 0 if allowed else ceil((refusal["locked_until"] - timezone.now()).total_seconds())


class AuthenticatorDevice(SessionDevice):
    """An authenticator app. A code is accepted once, and one step early or late."""

    secret = WrappedField()
    last_step = models.BigIntegerField(default=-1)

    privacy = FieldClasses(
        server=("secret",),
        plain=(
            *("user", "name", "confirmed", "last_step"),
            *("throttling_failure_timestamp", "throttling_failure_count"),
        ),
        rows="mutable",
    )

    def verify_token(self, token: str) -> bool:
        allowed, _reason = self.verify_is_allowed()
        if not allowed:
            return False
        totp = TOTP(sealing.unwrap_field(self, "secret"), step=STEP_SECONDS)
        totp.time = time.time()
        accepted = token.isdecimal() and totp.verify(int(token), tolerance=1, min_t=self.last_step + 1)
        if accepted:
            self.last_step = totp.t()
            self.throttle_reset(commit=False)
            self.save(update_fields=["last_step", "throttling_failure_timestamp", "throttling_failure_count"])
        else:
            self.throttle_increment()
        return accepted


def code_hash(purpose: str, account: Account, code: str) -> str:
    """The keyed hash a one-time code is kept as; spaces, hyphens and case do not matter."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    return keyfile.index(purpose, f"{account.pk}:{plain}")


class RecoveryCodeDevice(SessionDevice):
    """The printed list of one-time codes for a lost authenticator."""

    privacy = FieldClasses(
        plain=("user", "name", "confirmed", "throttling_failure_timestamp", "throttling_failure_count"), rows="mutable"
    )

    def verify_token(self, token: str) -> bool:
        allowed, _reason = self.verify_is_allowed()
        if not allowed:
            return False
        hashed = code_hash("recovery-code", self.user, token)
        used: bool = self.codes.filter(hashed=hashed).delete()[0] == 1
        if used:
            self.throttle_reset()
        else:
            self.throttle_increment()
        return used


class RecoveryCode(models.Model):
    """One unused code, as a keyed hash; deleted when it is used."""

    device = models.ForeignKey(RecoveryCodeDevice, on_delete=models.CASCADE, related_name="codes")
    hashed = models.CharField(max_length=64)

    privacy = FieldClasses(plain=("device", "hashed"), rows="mutable")

    class Meta:
        constraints = (models.UniqueConstraint(name="recovery_code_once", fields=["device", "hashed"]),)

    def __str__(self) -> str:
        return str(self.pk)


class Invitation(models.Model):
    """A one-time code handed to a new member of staff. It stands for the second factor until one is enrolled."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="invitation")
    hashed = models.CharField(max_length=64)
    last_day = models.DateField()

    privacy = FieldClasses(plain=("account", "hashed", "last_day"), rows="mutable")

    def __str__(self) -> str:
        return str(self.pk)
