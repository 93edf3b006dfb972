"""Letters that a colleague reads before they leave."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from program.models import Account
from therapist.models.letters import Letter
from vault.classes import FieldClasses
from vault.fields import SealedField


class ReadingOutcome(models.TextChoices):
    OPEN = "open", _("Asked")
    TAKEN_BACK = "back", _("Taken back")
    RETURNED = "returned", _("Returned with comments")
    RELEASED = "released", _("Released")


class SecondReading(models.Model):
    """One asking: a letter, the colleague who was asked to read it, and what came of it. The comments are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    outcome = models.CharField(max_length=8, choices=ReadingOutcome.choices, default=ReadingOutcome.OPEN)
    done_on = models.DateField(null=True)
    comments = SealedField(null=True)

    privacy = FieldClasses(
        sealed=("comments",), plain=("letter", "reader", "asked_on", "outcome", "done_on"), rows="mutable"
    )

    class Meta:
        indexes = (models.Index(name="reading_open", fields=["reader"], condition=Q(outcome=ReadingOutcome.OPEN)),)
        constraints = (
            models.UniqueConstraint(
                name="one_open_reading", fields=["letter"], condition=Q(outcome=ReadingOutcome.OPEN)
            ),
            models.CheckConstraint(
                name="reading_done_has_day", condition=Q(done_on__isnull=False) ^ Q(outcome=ReadingOutcome.OPEN)
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_open(self) -> bool:
        return self.outcome == ReadingOutcome.OPEN
