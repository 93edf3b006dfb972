"""The one address that a participant may give, kept apart: only `program.notify` and its owner's page reach it."""

from uuid import uuid4

from django.db import models

from program.models.participants import Participant
from vault.classes import FieldClasses
from vault.fields import WrappedField


class Contact(models.Model):
    """An address for neutral reminders. Nothing leads here from a participant's row, so nobody stumbles over it.

    `address` is padded under the server key: the mails leave unattended. No mail but the one with the code goes to an
    address that is not confirmed. `told_on` is the newest day for which a reminder was planned.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="+")
    address = WrappedField()
    asked_on = models.DateField()
    confirmed_on = models.DateField(null=True)
    told_on = models.DateField(null=True)

    privacy = FieldClasses(
        server=("address",), plain=("participant", "asked_on", "confirmed_on", "told_on"), rows="mutable"
    )

    def __str__(self) -> str:
        return str(self.id)
