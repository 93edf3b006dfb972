"""An urgent fix: words that must not be read any more, and what everybody reads in their place."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from program.models.accounts import Account
from program.models.programs import Edition, Program
from vault.classes import FieldClasses
from vault.frozen import FrozenRow


class FixState(models.TextChoices):
    WAITING = "waiting", _("Waits for a clinical reviewer")
    RELEASED = "released", _("Released")
    SENT_BACK = "sent-back", _("Sent back")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class FixRequest(models.Model):
    """A fix that one person asks for and another one answers, where a programme needs clinical review. Nobody reads
    its words before it is released; until then who asked may withdraw it, and is its `answered_by`. `seen` is the
    fingerprint of the places that were shown when it was asked for."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="fix_requests")
    old = models.CharField(max_length=300)
    new = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=400)
    seen = models.CharField(max_length=64)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    state = models.CharField(max_length=9, choices=FixState.choices, default=FixState.WAITING)
    answered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True)
    comment = models.CharField(max_length=400, blank=True, default="")

    privacy = FieldClasses(
        plain=(
            *("program", "old", "new", "reason", "seen", "asked_by", "asked_on"),
            *("state", "answered_by", "answered_on", "comment"),
        ),
        rows="mutable",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="fix_answered_by_another",
                condition=Q(state=FixState.WAITING, answered_by=None, answered_on=None)
                | Q(state=FixState.WITHDRAWN, answered_by=F("asked_by"), answered_on__isnull=False)
                | (
                    Q(state__in=(FixState.RELEASED, FixState.SENT_BACK))
                    & Q(answered_by__isnull=False, answered_on__isnull=False)
                    & ~Q(answered_by=F("asked_by"))
                ),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_waiting(self) -> bool:
        return self.state == FixState.WAITING


class Fix(FrozenRow):
    """Why words of published editions were changed, by whom, and which. `number` counts them in a programme: whatever
    was read from the database before the newest is out of date. Where the programme needs clinical review, `request`
    says who asked for it and when; `made_by` is then whoever released it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="fixes")
    number = models.PositiveSmallIntegerField()
    old = models.CharField(max_length=300)
    new = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=400)
    made_on = models.DateField()
    made_by = models.CharField(max_length=36)
    request = models.OneToOneField(FixRequest, null=True, on_delete=models.PROTECT, related_name="fix")

    privacy = FieldClasses(
        plain=("program", "number", "old", "new", "reason", "made_on", "made_by", "request"), rows="append-only"
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
