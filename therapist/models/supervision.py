"""What supervision keeps: what was said about a letter that was drawn by lot, and how long writing took."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from program.models import Account, Participant
from therapist.models.letters import Letter
from vault.classes import FieldClasses
from vault.fields import SealedField


class LetterReview(models.Model):
    """One drawn letter, read and rated by a supervisor, for the therapist who wrote it.

    It is about somebody's work, so it is not sealed with the case key, which the next therapist of the case holds too,
    but twice: to the public key of its reader and to that of the letter's author. Nobody else opens it. `for_author` is
    empty where the author has no key any more. `form_key` is a keyed hash of the form and its words.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="review")
    reader = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    for_reader = SealedField()
    for_author = SealedField(null=True)
    reviewed_on = models.DateField()
    seen = models.BooleanField(default=False)
    form_key = models.UUIDField(unique=True)

    privacy = FieldClasses(
        sealed=("for_reader", "for_author"),
        plain=("letter", "reader", "reviewed_on", "seen", "form_key"),
        rows="mutable",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="letter_review_seen_has_text", condition=Q(seen=False) | Q(for_author__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class WritingTime(models.Model):
    """Minutes that somebody wrote to one participant in one week, as a number: no instant, and nothing of what.

    `week_on` is its Monday. `corrected` is what the writer says instead; time that is measured later adds to both.
    """

    staff = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    week_on = models.DateField()
    minutes = models.PositiveIntegerField(default=0)
    corrected = models.PositiveIntegerField(null=True)

    privacy = FieldClasses(plain=("staff", "participant", "week_on", "minutes", "corrected"), rows="mutable")

    class Meta:
        indexes = (models.Index(name="writing_time_week", fields=["week_on"]),)
        constraints = (models.UniqueConstraint(name="writing_time_once", fields=["staff", "participant", "week_on"]),)

    def __str__(self) -> str:
        return str(self.pk)
