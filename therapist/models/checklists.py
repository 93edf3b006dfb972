"""What a supervisor asks therapists to think of before a letter goes."""

from django.db import models

from program.models import Program
from vault.classes import FieldClasses
from vault.frozen import FrozenRow


class Checklist(FrozenRow):
    """One version of a program's checklist; the newest counts, and one without lines is none. `required` ones are
    ticked before a letter can be sent. Ticks themselves are stored nowhere."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="checklists")
    version = models.PositiveSmallIntegerField()
    lines = models.JSONField()
    required = models.BooleanField(default=False)
    set_on = models.DateField()
    set_by = models.CharField(max_length=36)

    privacy = FieldClasses(plain=("program", "version", "lines", "required", "set_on", "set_by"), rows="append-only")

    class Meta:
        constraints = (models.UniqueConstraint(name="checklist_version_once", fields=["program", "version"]),)

    def __str__(self) -> str:
        return f"{self.version}"
