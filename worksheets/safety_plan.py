"""The row of a safety plan; one of `worksheets.models`, where everybody finds it."""

from uuid import uuid4

from django.db import models

from program.models import Participant
from vault.classes import FieldClasses
from vault.fields import SealedField


class SafetyPlan(models.Model):
    """What somebody writes for a hard moment, on a page of its own. `answers` is what they saved, which their therapist
    may read; `draft` what they are still writing and `aside` the words of overtaken windows, which nobody else reads.
    `base` counts the saves of both, and `form_key` is that of the last form, as in a response."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="safety_plan")
    base = models.PositiveIntegerField(default=0)
    form_key = models.UUIDField(null=True)
    answers = SealedField(null=True)
    draft = SealedField(null=True)
    aside = SealedField(null=True)
    saved_on = models.DateField(null=True)

    privacy = FieldClasses(sealed=("answers", "draft", "aside"), plain=("participant", "base", "form_key", "saved_on"))

    def __str__(self) -> str:
        return str(self.id)
