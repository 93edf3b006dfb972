"""The conversation outside of worksheets."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from program.models import Account, Participant
from vault.classes import FieldClasses
from vault.fields import SealedField


class Side(models.TextChoices):
    PARTICIPANT = "participant", _("Participant")
    STAFF = "staff", _("Staff")


class Message(models.Model):
    """One message of the conversation, in the order of the case's own counter: no instant is kept.

    `author` is empty for the participant, who is the case. Not `wants_answer`: they said that none is needed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="messages")
    sequence = models.PositiveIntegerField()
    side = models.CharField(max_length=11, choices=Side.choices)
    author = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    body = SealedField()
    on_day = models.DateField()
    form_key = models.UUIDField(unique=True)
    read = models.BooleanField(default=False)
    wants_answer = models.BooleanField(default=True)

    privacy = FieldClasses(
        sealed=("body",),
        plain=("participant", "sequence", "side", "author", "on_day", "form_key", "read", "wants_answer"),
        rows="mutable",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="message_sequence_once", fields=["participant", "sequence"]),
            models.CheckConstraint(
                name="message_of_staff_has_author",
                condition=Q(side=Side.STAFF, author__isnull=False) | Q(side=Side.PARTICIPANT, author=None),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_from_staff(self) -> bool:
        return self.side == Side.STAFF


class MessageDraft(models.Model):
    """What one member of staff has typed for a conversation and not sent: theirs alone. `base` counts its saves.

    One with `is_aside` is what another window of theirs had saved when this one saved other words.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    body = SealedField()
    base = models.PositiveIntegerField(default=1)
    is_aside = models.BooleanField(default=False)

    privacy = FieldClasses(sealed=("body",), plain=("participant", "author", "base", "is_aside"), rows="mutable")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_message_draft", fields=["participant", "author"], condition=Q(is_aside=False)
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
