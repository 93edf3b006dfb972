"""Ways of helping that a programme compares."""

from uuid import uuid4

from django.db import models

from program.models.programs import Program
from vault.classes import FieldClasses


class Arm(models.Model):
    """One of them. Chance gives it to people as they join, as often as its `weight` beside the others'; 0: to nobody.

    It says nothing about the person. What depends on it is written into the steps of an edition, under its `key`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="arms")
    key = models.SlugField(max_length=50)
    title = models.CharField(max_length=120)
    weight = models.PositiveSmallIntegerField(default=1)

    privacy = FieldClasses(plain=("program", "key", "title", "weight"), rows="mutable")

    class Meta:
        ordering = ("key",)
        constraints = (models.UniqueConstraint(name="arm_once", fields=["program", "key"]),)

    def __str__(self) -> str:
        return self.key
