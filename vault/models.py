"""Key pairs and what opens their private halves. Holders are bare ids: who they are is another room's business."""

from datetime import UTC, date, datetime
from typing import ClassVar
from uuid import uuid4

from django.db import models

from vault.classes import FieldClasses
from vault.fields import WrappedField
from vault.frozen import FrozenRow


def today() -> date:
    """The real day in UTC: the vault does not follow the programme's clock."""
    return datetime.now(UTC).date()


class KeyPair(FrozenRow):
    """The one key pair of a holder. Its private half is stored in locks, or sealed to supervisors."""

    class Kind(models.TextChoices):
        PARTICIPANT = "participant"
        STAFF = "staff"
        SUPERVISION = "supervision"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    holder = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(max_length=11, choices=Kind, editable=False)
    public_key = models.BinaryField()
    # Keyed hash over the row: whoever can write to the database cannot put their own public key in somebody's place.
    proof = models.CharField(max_length=64, editable=False)
    created_on = models.DateField(default=today, editable=False)

    privacy: ClassVar[FieldClasses] = FieldClasses(
        server=("proof",),
        plain=("holder", "kind", "public_key", "created_on"),
        rows="append-only",
    )

    def __str__(self) -> str:
        return str(self.id)


class Lock(models.Model):
    """One way to open a private half: with the secret, or with the recovery code.

    The private half is wrapped by the typed secret and, around that, by the server key; the verifier is hashed with
    the server key. So a stolen database does not even allow a guess to be checked.
    """

    class Kind(models.TextChoices):
        SECRET = "secret"  # noqa: S105 (a kind, not a password)
        RECOVERY = "recovery"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key_pair = models.ForeignKey(KeyPair, on_delete=models.CASCADE, related_name="locks", editable=False)
    kind = models.CharField(max_length=8, choices=Kind, editable=False)
    forgiving = models.BooleanField(default=False, editable=False)
    salt = models.BinaryField()
    memory_kib = models.PositiveIntegerField(editable=False)
    passes = models.PositiveSmallIntegerField(editable=False)
    lanes = models.PositiveSmallIntegerField(editable=False)
    verifier = models.CharField(max_length=64, editable=False)
    private_key = WrappedField()

    privacy: ClassVar[FieldClasses] = FieldClasses(
        server=("verifier", "private_key"),
        plain=("key_pair", "kind", "forgiving", "salt", "memory_kib", "passes", "lanes"),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key_pair", "kind"], name="vault_one_lock_of_a_kind")]

    def __str__(self) -> str:
        return str(self.id)


class SealedPrivate(models.Model):
    """The supervision pair's private half, sealed to one supervisor, or to the offline recovery key (no holder)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sealed_to = models.OneToOneField(KeyPair, on_delete=models.CASCADE, null=True, related_name="+", editable=False)
    private_key = WrappedField()

    privacy: ClassVar[FieldClasses] = FieldClasses(server=("private_key",), plain=("sealed_to",))

    def __str__(self) -> str:
        return str(self.id)
