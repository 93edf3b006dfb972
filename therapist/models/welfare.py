"""How those who work here are, and not the people they help."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from program.models import Account, Participant
from vault.classes import FieldClasses


class Debrief(models.Model):
    """Somebody would like to talk about a case with a supervisor. Who and which case, never why. The wish outlives an
    erased case."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="+")
    staff = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    asked_on = models.DateField()
    talked_on = models.DateField(null=True)
    marked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    privacy = FieldClasses(plain=("participant", "staff", "asked_on", "talked_on", "marked_by"), rows="mutable")

    class Meta:
        indexes = (models.Index(name="debrief_open", fields=["asked_on", "id"], condition=Q(talked_on=None)),)
        constraints = (
            models.UniqueConstraint(
                name="one_open_debrief", fields=["participant", "staff"], condition=Q(talked_on=None)
            ),
            models.CheckConstraint(
                name="debrief_talked_by_somebody",
                condition=Q(talked_on=None, marked_by=None)
                | Q(talked_on__gte=F("asked_on"), talked_on__isnull=False, marked_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
