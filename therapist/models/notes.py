"""What staff write down about a case for each other: never shown to the participant, sealed with the case's key."""

from uuid import uuid4

from django.db import models

from program.models import Account, Participant
from vault.classes import FieldClasses
from vault.fields import SealedField
from vault.frozen import FrozenRow


class CaseNote(FrozenRow):
    """One private note, in the order of the case's own counter. Its words stand in its wordings, the newest last."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="notes")
    sequence = models.PositiveIntegerField()
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on_day = models.DateField()

    privacy = FieldClasses(plain=("participant", "sequence", "author", "on_day"), rows="append-only")

    class Meta:
        constraints = (models.UniqueConstraint(name="note_sequence_once", fields=["participant", "sequence"]),)

    def __str__(self) -> str:
        return str(self.id)

    def may_be_changed_by(self, staff: Account) -> bool:
        """Whoever wrote it, and supervisors who may read the case: a colleague adds a note of their own."""
        return self.author_id == staff.pk or staff.is_supervisor


class NoteWording(FrozenRow):
    """How a note read from one day on. A correction is a new wording; the earlier ones stand beside it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    note = models.ForeignKey(CaseNote, on_delete=models.CASCADE, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on_day = models.DateField()
    body = SealedField()
    form_key = models.UUIDField(unique=True)

    privacy = FieldClasses(
        sealed=("body",), plain=("note", "number", "author", "on_day", "form_key"), rows="append-only"
    )

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(name="note_wording_once", fields=["note", "number"]),)

    def __str__(self) -> str:
        return str(self.id)
