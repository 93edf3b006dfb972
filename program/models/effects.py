"""What is to be told to whom, once."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from program.models.accounts import Account
from vault.classes import FieldClasses


class NoticeKind(models.TextChoices):
    WEEK_OPEN = "week-open", _("A week has opened")
    LETTER = "letter", _("A letter has come")
    MESSAGE = "message", _("A message has come")
    THERAPIST = "therapist", _("A therapist is assigned")
    CHANGED = "changed", _("Another therapist is assigned")
    QUESTIONS = "questions", _("Questions are waiting")
    QUIET_FIRST = "quiet-first", _("Somebody comes again after a week")
    QUIET_LATER = "quiet-later", _("Somebody comes again after two weeks or more")


class Notice(models.Model):
    """One line on somebody's home page. `key` names the effect, so that it is told once however often it is tried."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    week = models.PositiveSmallIntegerField(null=True)
    on_day = models.DateField()
    read = models.BooleanField(default=False)

    privacy = FieldClasses(plain=("account", "key", "kind", "week", "on_day", "read"), rows="mutable")

    class Meta:
        indexes = (models.Index(name="notice_unread", fields=["account"], condition=models.Q(read=False)),)

    def __str__(self) -> str:
        return str(self.id)


class OutboxKind(models.TextChoices):
    WEEK_OPEN = "week-open", _("Tell that a week has opened")
    QUESTIONS = "questions", _("Tell that questions are waiting")
    QUIET_FIRST = "quiet-first", _("Meet somebody who was quiet for a week")
    QUIET_LATER = "quiet-later", _("Meet somebody who was quiet for two weeks")
    ALERT_MAIL = "alert-mail", _("Tell a colleague at once that something waits on the desk")
    DESK_MAIL = "desk-mail", _("Tell a colleague once a day that something waits on the desk")
    FIX_MAIL = "fix-mail", _("Tell a colleague at once that an urgent fix waits in the studio")
    STUDIO_MAIL = "studio-mail", _("Tell a colleague, once a day, that something waits in the studio")
    REMIND_CODE = "remind-code", _("Send a code to a reminder address")
    REMIND_MAIL = "remind-mail", _("Remind somebody who asked for it")


class OutboxRow(models.Model):
    """An effect that is due, written where its cause was found; a sweep carries it out and removes the row.

    A mail cannot be part of a transaction: whoever sends it holds `claimed_until` meanwhile, an instant.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=OutboxKind.choices)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    week = models.PositiveSmallIntegerField(null=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    claimed_until = models.DateTimeField(null=True)

    privacy = FieldClasses(
        plain=("key", "kind", "account", "week", "due_on", "done_on", "claimed_until"), rows="mutable"
    )

    class Meta:
        indexes = (models.Index(name="outbox_due", fields=["due_on", "id"], condition=models.Q(done_on=None)),)

    def __str__(self) -> str:
        return str(self.id)
