"""What passes between a therapist and a participant: letters about one week's worksheet, and a conversation.

Every body is sealed with the case key: no row here can be read without a case grant or the participant's own key.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from program.models import Account, Participant
from vault.classes import FieldClasses
from vault.fields import SealedField, WrappedField
from vault.frozen import FrozenRow
from worksheets.models import Response


class LetterState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    SENT = "sent", _("Sent")


class Letter(models.Model):
    """The written answer to one week's worksheet. A corrected worksheet may get a second one; each is sent once.

    `base` counts the saves: a window may save only on top of what it has shown. `form_key` is the key of the form
    that saved or sent it last: a second click, or a save whose answer was lost, is known by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="letters")
    week = models.PositiveSmallIntegerField()
    # RESTRICT, not PROTECT: both keep a worksheet that was answered, but only this one lets a whole case be erased.
    response = models.ForeignKey(Response, on_delete=models.RESTRICT, null=True, related_name="letters")
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=5, choices=LetterState.choices, default=LetterState.DRAFT)
    base = models.PositiveIntegerField(default=1)
    body = SealedField()
    sent_on = models.DateField(null=True)
    form_key = models.UUIDField(unique=True, null=True)

    privacy = FieldClasses(
        sealed=("body",),
        plain=("participant", "week", "response", "author", "state", "base", "sent_on", "form_key"),
        rows="mutable",
    )

    class Meta:
        indexes = (models.Index(name="letter_case", fields=["participant", "week"]),)
        constraints = (
            models.UniqueConstraint(
                name="one_letter_being_written", fields=["participant", "week"], condition=Q(state=LetterState.DRAFT)
            ),
            models.CheckConstraint(
                name="letter_sent_has_day",
                condition=Q(state=LetterState.DRAFT, sent_on=None) | Q(state=LetterState.SENT, sent_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_sent(self) -> bool:
        return self.state == LetterState.SENT


class StaleLetter(models.Model):
    """A text from a window that another one had overtaken, kept beside the letter until somebody lets it go."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="stale")
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField()
    body = SealedField()
    on_day = models.DateField()

    privacy = FieldClasses(sealed=("body",), plain=("letter", "author", "form_key", "on_day"), rows="mutable")

    class Meta:
        constraints = (models.UniqueConstraint(name="stale_letter_once_a_window", fields=["letter", "form_key"]),)

    def __str__(self) -> str:
        return str(self.id)


class Side(models.TextChoices):
    PARTICIPANT = "participant", _("Participant")
    STAFF = "staff", _("Staff")


class Message(models.Model):
    """One message of the conversation, in the order of the case's own counter: no instant is kept.

    `author` is empty for the participant, who is the case.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="messages")
    sequence = models.PositiveIntegerField()
    side = models.CharField(max_length=11, choices=Side.choices)
    author = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    body = SealedField()
    on_day = models.DateField()
    form_key = models.UUIDField(unique=True)
    read = models.BooleanField(default=False)

    privacy = FieldClasses(
        sealed=("body",),
        plain=("participant", "sequence", "side", "author", "on_day", "form_key", "read"),
        rows="mutable",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="message_sequence_once", fields=["participant", "sequence"]),
            models.CheckConstraint(
                name="message_of_staff_has_author",
                condition=Q(side=Side.STAFF, author__isnull=False) | Q(side=Side.PARTICIPANT, author=None),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_from_staff(self) -> bool:
        return self.side == Side.STAFF


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
