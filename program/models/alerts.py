"""That something dangerous was answered, who was told of it and when, and what they did."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from program.choices import Duty
from program.models.accounts import Account
from program.models.participants import Participant
from vault.classes import FieldClasses
from vault.fields import SealedField, WrappedField


class AlertState(models.TextChoices):
    RAISED = "raised", _("Nobody has seen it yet")
    SEEN = "seen", _("Seen")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    CLOSED = "closed", _("Closed")


class Alert(models.Model):
    """One finding of one risk rule. `key` is a keyed hash of what raised it, so that it is raised once.

    `facts` (rule, version, severity, hour) and `outcome` (kind, false alarm, hour) are JSON under the server key:
    sweeps and reports need them. `answer` (what was answered, and why that matters), `more` (the short questions asked
    next) and `note` are sealed with the case key; `answer` is empty where a sweep raised it, which holds no key.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="alerts")
    key = models.CharField(max_length=64, unique=True)
    facts = WrappedField()
    answer = SealedField(null=True)
    more = SealedField(null=True)
    state = models.CharField(max_length=12, choices=AlertState.choices, default=AlertState.RAISED)
    raised_on = models.DateField()
    seen_on = models.DateField(null=True)
    acknowledged_on = models.DateField(null=True)
    acknowledged_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = WrappedField(null=True)
    note = SealedField(null=True)
    closed_on = models.DateField(null=True)

    privacy = FieldClasses(
        sealed=("answer", "more", "note"),
        server=("facts", "outcome"),
        plain=(
            *("participant", "key", "state", "raised_on", "seen_on"),
            *("acknowledged_on", "acknowledged_by", "closed_on"),
        ),
        rows="mutable",
    )

    class Meta:
        indexes = (
            models.Index(name="alert_open", fields=["participant"], condition=Q(state__in=["raised", "seen"])),
            models.Index(name="alert_by_day", fields=["raised_on", "id"]),
        )
        constraints = (
            models.CheckConstraint(
                name="alert_acknowledged_by_somebody",
                condition=Q(state__in=["raised", "seen"], acknowledged_on=None, acknowledged_by=None)
                | Q(
                    state__in=["acknowledged", "closed"],
                    acknowledged_on__isnull=False,
                    acknowledged_by__isnull=False,
                ),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to acknowledge it."""
        return self.state in {AlertState.RAISED, AlertState.SEEN}


class AlertStep(models.Model):
    """Whom an alert goes to, and when, if nobody has acknowledged it by then. `staff` is empty for supervisors, who
    are all of them. `due_at` is an instant, emptied once the step was taken or is not needed any more."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=10, choices=Duty.choices)
    staff = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    done_on = models.DateField(null=True)

    privacy = FieldClasses(plain=("alert", "number", "who", "staff", "due_at", "done_on"), rows="mutable")

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(
                name="alert_step_due", fields=["due_at", "id"], condition=Q(done_on=None, due_at__isnull=False)
            ),
        )
        constraints = (models.UniqueConstraint(name="alert_step_once", fields=["alert", "number"]),)

    def __str__(self) -> str:
        return str(self.pk)
