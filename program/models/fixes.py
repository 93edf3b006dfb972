"""An urgent fix: words that must not be read any more, and what everybody reads in their place."""

from uuid import uuid4

from django.db import models

from program.models.programs import Edition, Program
from vault.classes import FieldClasses
from vault.frozen import FrozenRow


class Fix(FrozenRow):
    """Why words of published editions were changed, by whom, and which. `number` counts them in a programme: whatever
    was read from the database before the newest is out of date."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="fixes")
    number = models.PositiveSmallIntegerField()
    old = models.CharField(max_length=300)
    new = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=400)
    made_on = models.DateField()
    made_by = models.CharField(max_length=36)

    privacy = FieldClasses(
        plain=("program", "number", "old", "new", "reason", "made_on", "made_by"), rows="append-only"
    )

    class Meta:
        constraints = (models.UniqueConstraint(name="fix_number_once", fields=["program", "number"]),)

    def __str__(self) -> str:
        return f"{self.number}"


class Part(models.TextChoices):
    """Which frozen row: EditionWeek or WeekWords, EditionStep, WorksheetVersion."""

    WEEK = "week"
    STEP = "step"
    SHEET = "sheet"


class FixedWords(FrozenRow):
    """The texts of one frozen row as they are read since a fix. The row itself stays as it was published; of several
    fixes to the same one the newest counts, and holds what those before it did.

    `place` is the number of a step; `language` is as in the row: empty for a week or worksheet of the edition's own.
    """

    fix = models.ForeignKey(Fix, on_delete=models.PROTECT, related_name="words")
    number = models.PositiveSmallIntegerField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=5, choices=Part.choices)
    week = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=12, blank=True, default="")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    privacy = FieldClasses(
        plain=("fix", "number", "edition", "part", "week", "place", "language", "content", "sha256"),
        rows="append-only",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="fixed_words_once", fields=["edition", "part", "week", "place", "language", "number"]
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}"
