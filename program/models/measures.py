"""When a programme asks how somebody is, and what is plain about what they answered: days and totals, nothing else."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from program.models.enrolments import Enrolment
from program.models.programs import Edition
from vault.classes import FieldClasses
from vault.frozen import FrozenRow


class PointKind(models.TextChoices):
    BASELINE = "baseline", _("At the start")
    WEEKLY = "weekly", _("Weekly")
    MID = "mid", _("In the middle")
    POST = "post", _("At the end")
    FOLLOW_UP = "follow_up", _("Follow-up")


class AssessmentPoint(FrozenRow):
    """Instruments that an edition asks together, in order: `after_days` after each of `weeks` opened.

    A baseline names no week: it is asked from joining on. `mandatory` never forces anybody; it means that the therapist
    is told where the answer is missing.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="assessment_points")
    key = models.SlugField()
    kind = models.CharField(max_length=10, choices=PointKind.choices)
    weeks = models.JSONField(default=list)
    instruments = models.JSONField()
    after_days = models.PositiveSmallIntegerField(default=0)
    window_days = models.PositiveSmallIntegerField(default=7)
    mandatory = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField()

    privacy = FieldClasses(
        plain=("edition", "key", "kind", "weeks", "instruments", "after_days", "window_days", "mandatory", "order"),
        rows="append-only",
    )

    class Meta:
        ordering = ("order",)
        constraints = (models.UniqueConstraint(name="assessment_point_once", fields=["edition", "key"]),)

    def __str__(self) -> str:
        return self.key


class MeasureFact(FrozenRow):
    """That somebody answered one instrument at one point, or skipped it, on which day, and the total score.

    `week` is 0 for a baseline. No `total` where too much was left blank, or where the instrument has none.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="measure_facts")
    point = models.SlugField()
    week = models.PositiveSmallIntegerField()
    instrument = models.SlugField()
    version = models.CharField(max_length=20)
    answered_on = models.DateField()
    total = models.FloatField(null=True)
    complete = models.BooleanField(default=False)
    skipped = models.BooleanField(default=False)

    privacy = FieldClasses(
        plain=(
            *("enrolment", "point", "week", "instrument", "version", "answered_on", "total", "complete", "skipped"),
        ),
        rows="append-only",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="measure_once", fields=["enrolment", "point", "week", "instrument"]),
            models.CheckConstraint(
                name="skipped_measure_is_empty", condition=Q(skipped=False) | Q(complete=False, total=None)
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
