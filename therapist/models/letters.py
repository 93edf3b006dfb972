"""Letters about one week's worksheet, and the texts of windows that were overtaken."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from program.models import Account, Participant
from vault.classes import FieldClasses
from vault.fields import SealedField
from worksheets.models import Response


class LetterState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    ASKED = "asked", _("With a second reader")
    LEAVING = "leaving", _("About to leave")
    SENT = "sent", _("Sent")


class Held(models.TextChoices):
    """Why a letter did not leave at its time: something came in, or its writer has no business with the case now."""

    WORKSHEET = "worksheet", _("A newer worksheet came in")
    MESSAGE = "message", _("A newer message came in")
    WRITER = "writer", _("Its writer cannot read the case any more")


class Letter(models.Model):
    """The written answer to one week's worksheet. A corrected worksheet may get a second one; each is sent once.

    `base` counts the saves: a window may save only on top of what it has shown. `form_key` is the key of the form
    that saved or sent it last: a second click, or a save whose answer was lost, is known by it.

    A second reader may be ASKED first: nobody changes it meanwhile; `leaves_at` is then the chosen hour, if any. Once
    sent it may be LEAVING for a while: until `leaves_at` the participant knows nothing of it, and it can be taken back.
    `heard` is the newest message that its writer could know of; `held` says why it is a draft again.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="letters")
    week = models.PositiveSmallIntegerField()
    # RESTRICT, not PROTECT: both keep a worksheet that was answered, but only this one lets a whole case be erased.
    response = models.ForeignKey(Response, on_delete=models.RESTRICT, null=True, related_name="letters")
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=LetterState.choices, default=LetterState.DRAFT)
    base = models.PositiveIntegerField(default=1)
    body = SealedField()
    step = SealedField(null=True)
    leaves_at = models.DateTimeField(null=True)
    heard = models.PositiveIntegerField(default=0)
    held = models.CharField(max_length=9, choices=Held.choices, blank=True)
    sent_on = models.DateField(null=True)
    form_key = models.UUIDField(unique=True, null=True)

    privacy = FieldClasses(
        sealed=("body", "step"),
        plain=(
            *("participant", "week", "response", "author", "state", "base", "leaves_at", "heard", "held"),
            *("sent_on", "form_key"),
        ),
        rows="mutable",
    )

    class Meta:
        indexes = (
            models.Index(name="letter_case", fields=["participant", "week"]),
            models.Index(name="letter_sent", fields=["sent_on"], condition=Q(sent_on__isnull=False)),
            models.Index(name="letter_leaving", fields=["leaves_at"], condition=Q(state=LetterState.LEAVING)),
            models.Index(name="letter_held", fields=["participant"], condition=Q(held=Held.WRITER)),
        )
        constraints = (
            models.UniqueConstraint(
                name="one_letter_not_sent", fields=["participant", "week"], condition=~Q(state=LetterState.SENT)
            ),
            models.CheckConstraint(
                name="letter_sent_has_day", condition=Q(sent_on__isnull=False) ^ ~Q(state=LetterState.SENT)
            ),
            models.CheckConstraint(
                name="letter_leaving_has_instant",
                condition=Q(state=LetterState.LEAVING, leaves_at__isnull=False)
                | Q(state=LetterState.ASKED)
                | Q(state__in=[LetterState.DRAFT, LetterState.SENT], leaves_at=None),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_sent(self) -> bool:
        return self.state == LetterState.SENT

    @property
    def is_leaving(self) -> bool:
        return self.state == LetterState.LEAVING

    @property
    def is_asked(self) -> bool:
        return self.state == LetterState.ASKED

    @property
    def was_asked(self) -> bool:
        """Whether anybody was ever asked to read it: `access` adds that to the row as `asked_before`."""
        return bool(getattr(self, "asked_before", False))

    @property
    def is_draft(self) -> bool:
        return self.state == LetterState.DRAFT


class StaleLetter(models.Model):
    """A text from a window that another one had overtaken, kept beside the letter until somebody lets it go."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="stale")
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField()
    body = SealedField()
    step = SealedField(null=True)
    on_day = models.DateField()

    privacy = FieldClasses(sealed=("body", "step"), plain=("letter", "author", "form_key", "on_day"), rows="mutable")

    class Meta:
        constraints = (models.UniqueConstraint(name="stale_letter_once_a_window", fields=["letter", "form_key"]),)

    def __str__(self) -> str:
        return str(self.id)
