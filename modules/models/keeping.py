"""What a reader keeps of a week: steps to find again, and notes beside an exercise."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from modules.models.progress import StepProgress
from vault.classes import FieldClasses
from vault.fields import SealedField


class Bookmark(models.Model):
    """A step that its reader wants to find again. It says which step of which week, and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    progress = models.ForeignKey(StepProgress, on_delete=models.CASCADE, related_name="bookmarks")
    step = models.CharField(max_length=50)

    privacy = FieldClasses(plain=("progress", "step"), rows="mutable")

    class Meta:
        constraints = (models.UniqueConstraint(name="bookmark_once", fields=["progress", "step"]),)

    def __str__(self) -> str:
        return str(self.id)


class StepNote(models.Model):
    """What a reader wrote beside an exercise, sealed to them alone: not with the case key, which others hold.

    `place` counts the exercises of the step. `base` counts the saves, `form_key` is the window that saved last.
    `aside`: the words of a window that was not the newest, kept until its writer has seen both.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    progress = models.ForeignKey(StepProgress, on_delete=models.CASCADE, related_name="notes")
    step = models.CharField(max_length=50)
    place = models.PositiveSmallIntegerField()
    aside = models.BooleanField(default=False)
    base = models.PositiveIntegerField(default=0)
    form_key = models.UUIDField()
    text = SealedField()

    privacy = FieldClasses(
        sealed=("text",), plain=("progress", "step", "place", "aside", "base", "form_key"), rows="mutable"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_note_an_exercise", fields=["progress", "step", "place"], condition=Q(aside=False)
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
