"""What is kept about the care of somebody, beside the texts: protection, adverse events, changes of care."""

from uuid import uuid4

from django.db import models

from program.models import Account, Participant
from vault.classes import FieldClasses
from vault.fields import SealedField, WrappedField
from vault.frozen import FrozenRow


class ProtectionRecord(FrozenRow):
    """What was known and done about a child who may be in danger. Sealed to supervision alone; outlives the case.

    No foreign key to a participant, so that it survives their erasure. `case_index` is a keyed hash of the case's id:
    while the case lives it tells that there is a record; afterwards nobody can go from one to the other.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case_index = models.CharField(max_length=64, db_index=True)
    sealed = SealedField()
    made_on = models.DateField()
    made_by = models.CharField(max_length=36)
    form_key = models.UUIDField(unique=True)

    privacy = FieldClasses(
        sealed=("sealed",), plain=("case_index", "made_on", "made_by", "form_key"), rows="append-only"
    )

    def __str__(self) -> str:
        return str(self.id)


class AdverseEvent(FrozenRow):
    """Something bad that happened to somebody while they took part. `coded` (kind, severity, relation, action) is JSON
    under the server key, for lists; the words are sealed with the case key. Its codes outlive an erased case."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="adverse_events")
    coded = WrappedField()
    words = SealedField(null=True)
    happened_on = models.DateField()
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True)

    privacy = FieldClasses(
        sealed=("words",),
        server=("coded",),
        plain=("participant", "happened_on", "recorded_on", "recorded_by", "form_key"),
        rows="append-only",
    )

    class Meta:
        indexes = (models.Index(name="adverse_event_by_day", fields=["recorded_on", "id"]),)

    def __str__(self) -> str:
        return str(self.id)


class Adaptation(models.Model):
    """One suggested change of care that somebody carried out for a participant who was not getting better."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="adaptations")
    key = models.SlugField()
    done_on = models.DateField()
    done_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    privacy = FieldClasses(plain=("participant", "key", "done_on", "done_by"), rows="mutable")

    class Meta:
        constraints = (models.UniqueConstraint(name="adaptation_once", fields=["participant", "key"]),)

    def __str__(self) -> str:
        return str(self.pk)
