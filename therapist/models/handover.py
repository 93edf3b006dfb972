"""What one therapist tells the next about a case."""

from uuid import uuid4

from django.db import models

from program.models import Account, Participant
from vault.classes import FieldClasses
from vault.fields import SealedField
from vault.frozen import FrozenRow


class HandOver(FrozenRow):
    """A case that was handed over, with a note for whoever reads it from then on. By `form_key`, that of the form which
    did it, a second click is known."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="hand_overs")
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on_day = models.DateField()
    note = SealedField()
    form_key = models.UUIDField(unique=True)

    privacy = FieldClasses(
        sealed=("note",), plain=("participant", "given_by", "taken_by", "on_day", "form_key"), rows="append-only"
    )

    class Meta:
        indexes = (models.Index(name="hand_over_case", fields=["participant", "on_day"]),)

    def __str__(self) -> str:
        return str(self.id)
