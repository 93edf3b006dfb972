"""Rows that keep typed words from being lost, and strangers from guessing."""

from uuid import uuid4

from django.db import models

from program.models.accounts import Account
from vault.classes import FieldClasses
from vault.fields import SealedField


class RescuedText(models.Model):
    """What somebody had typed when the session was gone, sealed to their public key. Never applied by itself."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="rescued_texts")
    path = models.CharField(max_length=200)
    sealed = SealedField()
    on_day = models.DateField()

    privacy = FieldClasses(sealed=("sealed",), plain=("account", "path", "on_day"), rows="mutable")

    def __str__(self) -> str:
        return str(self.id)


class Throttle(models.Model):
    """Wrong tries of today under a keyed hash with a daily key. `next_try_at` is one of few instants."""

    key = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()

    privacy = FieldClasses(plain=("key", "tries", "next_try_at"), rows="mutable")

    def __str__(self) -> str:
        return self.key[:8]
