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

    `author` is empty for the participant, who is the case. Not `wants_answer`: they said that none is needed. `about`
    is the week of the letter that it answers.
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
    about = models.PositiveSmallIntegerField(null=True)

    privacy = FieldClasses(
        sealed=("body",),
        plain=("participant", "sequence", "side", "author", "on_day", "form_key", "read", "wants_answer", "about"),
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


class UnsentMessage(models.Model):
    """What a participant is writing and has not sent; sealed, and on no page of the staff. Each window of a browser has
    a row of its own, under the key of its form, so that none writes over another; the newest has the highest `number`.

    `base` counts the saves, so that a window which builds on this one can tell whether it has been written in since.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="unsent_messages")
    form_key = models.UUIDField()
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField(default=1)
    about = models.PositiveSmallIntegerField(null=True)
    wants_answer = models.BooleanField(default=True)
    body = SealedField()

    privacy = FieldClasses(
        sealed=("body",),
        plain=("participant", "form_key", "number", "base", "about", "wants_answer"),
        rows="mutable",
    )

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(name="unsent_message_once", fields=["participant", "form_key"]),)

    def __str__(self) -> str:
        return str(self.id)
