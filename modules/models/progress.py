"""How far somebody has read."""

from uuid import uuid4

from django.db import models

from program.models import Enrolment
from vault.classes import FieldClasses


class StepProgress(models.Model):
    """The furthest step that was opened in one week. It only moves forward."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    week = models.PositiveSmallIntegerField()
    furthest = models.PositiveSmallIntegerField()

    privacy = FieldClasses(plain=("enrolment", "week", "furthest"), rows="mutable")

    class Meta:
        constraints = (models.UniqueConstraint(name="step_progress_once", fields=["enrolment", "week"]),)

    def __str__(self) -> str:
        return f"{self.week}: {self.furthest}"
