"""Which earlier editions a newer one is read from as well."""

from django.db import models

from program.models.programs import Edition
from vault.classes import FieldClasses
from vault.frozen import FrozenRow


class EditionReach(FrozenRow):
    """A newer edition is offered to people who are pinned to an earlier one: of what they have not opened yet, they
    read these `weeks` from the newer. Everything else stays: how many weeks there are, their days and gates, and when
    questions are asked."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reaches")
    earlier = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reached_by")
    number = models.PositiveSmallIntegerField(help_text="That of the newer edition: the highest one counts.")
    weeks = models.JSONField(help_text="The numbers of the weeks that move over.")
    offered_on = models.DateField()
    offered_by = models.CharField(max_length=36)

    privacy = FieldClasses(
        plain=("edition", "earlier", "number", "weeks", "offered_on", "offered_by"), rows="append-only"
    )

    class Meta:
        constraints = (models.UniqueConstraint(name="edition_reach_once", fields=["earlier", "number"]),)

    def __str__(self) -> str:
        return f"{self.number}"
