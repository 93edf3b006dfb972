"""That somebody said they are under 18: what a clinic has to decide then, and what has been done."""

from django.db import models
from django.db.models import Q

from program.models.accounts import Account
from program.models.participants import Participant
from vault.classes import FieldClasses


class AgeCheck(models.Model):
    """One for each time it was said. While it is open, the weeks of this participant stand still.

    `done` are the keys of the steps that a supervisor has ticked (see `program.ages`). No word that was said is here.
    """

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="age_checks")
    told_on = models.DateField()
    told_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    done = models.JSONField(default=list, blank=True)
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    privacy = FieldClasses(
        plain=("participant", "told_on", "told_by", "done", "closed_on", "closed_by"), rows="mutable"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_open_age_check", fields=["participant"], condition=Q(closed_on=None)),
        )

    def __str__(self) -> str:
        return str(self.pk)
