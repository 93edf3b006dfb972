"""The rows of `worksheets`: what editors write, what an edition froze of it, and what people answered."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.rich_text import expand_db_html

from program.fixing import as_fixed
from program.models import Edition, MeasureFact, Part, Participant, Program
from vault.classes import FieldClasses
from vault.fields import SealedField
from vault.frozen import FrozenQuerySet, FrozenRow
from worksheets import definition, preview
from worksheets.avoided_terms import AvoidedTerm as AvoidedTerm
from worksheets.blocks import QuestionStream, frozen_questions
from worksheets.managers import OwnVersions
from worksheets.renewed import LetterTemplate as LetterTemplate
from worksheets.renewed import RuleVersion as RuleVersion
from worksheets.renewed import StoredInstrument as StoredInstrument
from worksheets.safety_plan import SafetyPlan as SafetyPlan

RICH_TEXT = ["bold", "italic", "link", "ul", "ol"]


class Worksheet(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, TranslatableMixin, models.Model
):
    """A worksheet as editors write it. Participants meet only frozen versions of it. A translation has the same key."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # Null only for one from before worksheets belonged to a programme that no week used.
    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("programme")
    )
    key = models.SlugField(
        verbose_name=_("key"), help_text=_("Names the worksheet in a programme pack. Never change it later.")
    )
    title = models.CharField(max_length=200, verbose_name=_("title"))
    minutes = models.PositiveSmallIntegerField(
        default=20, verbose_name=_("minutes"), help_text=_("How long it takes, about.")
    )
    intro = RichTextField(blank=True, features=RICH_TEXT, verbose_name=_("introduction"))
    questions = StreamField(QuestionStream(), verbose_name=_("questions"))
    ending = RichTextField(
        features=RICH_TEXT,
        verbose_name=_("ending"),
        help_text=_("A short grounding. Every worksheet ends with one."),
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="worksheet")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="worksheet",
        for_concrete_model=False,
    )

    # Set by the studio's form while it saves a draft: one may be put away before it is whole.
    is_unfinished = False

    privacy = FieldClasses(
        plain=(
            *("program", "key", "title", "minutes", "intro", "questions", "ending"),
            *(
                "latest_revision",
                "live_revision",
                "live",
                "has_unpublished_changes",
                "first_published_at",
                "last_published_at",
            ),
            *("go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by"),
            *("translation_key", "locale"),
        ),
        rows="mutable",
    )

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("worksheet")
        verbose_name_plural = _("worksheets")
        constraints = (models.UniqueConstraint(name="worksheet_key_once", fields=["program", "key", "locale"]),)

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        return self._revisions

    def copy_for_translation(self, locale: Any, exclude_fields: Any = None) -> Any:
        """A row of its own, and a draft until somebody publishes it: it still speaks the other language."""
        own = ["id", "latest_revision", "live_revision", "first_published_at", "last_published_at"]
        copied = super().copy_for_translation(locale, exclude_fields=[*(exclude_fields or []), *own])
        copied.live, copied.has_unpublished_changes = False, True
        return copied

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A draft from before worksheets belonged to a programme keeps the one that its worksheet has by now."""
        draft = super().with_content_json(content)
        draft.program_id = draft.program_id or self.program_id
        return draft

    def clean(self) -> None:
        """Whatever an importer would refuse is refused here too: keys, ranges, a second core question."""
        super().clean()
        same = Worksheet.objects.filter(program=self.program, key=self.key, locale_id=self.locale_id)
        if self.program and same.exclude(pk=self.pk).exists():
            raise ValidationError({"key": _("Another worksheet of this programme has this key in this language.")})
        found = [] if self.is_unfinished else definition.problems(frozen_questions(self))
        if found:
            raise ValidationError({"questions": [str(problem) for problem in found]})

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return preview.MODES

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The worksheet as a participant meets it, whichever of our processes draws it."""
        return preview.draw(
            request,
            mode_name,
            language=str(self.locale.language_code) if self.locale_id else "",
            title=self.title,
            minutes=self.minutes,
            intro_html=expand_db_html(self.intro),
            ending_html=expand_db_html(self.ending),
            questions=frozen_questions(self),
        )


class WorksheetVersion(FrozenRow):
    """The worksheet of one week of one edition, frozen and complete in itself; no later edit can reach it.

    `language` is empty for the edition's own. A translation asks the same under the same keys, in other words; a
    response points to the one that its writer saw, which `objects` leaves out and `in_all_languages` finds.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="worksheets")
    week = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=12, blank=True, default="")
    key = models.SlugField()
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    intro_html = models.TextField(blank=True)
    ending_html = models.TextField(blank=True)
    questions = models.JSONField()
    sha256 = models.CharField(max_length=64)
    source_revision = models.CharField(max_length=40, blank=True)

    objects: ClassVar[models.Manager[Any]] = OwnVersions()  # type: ignore[assignment]  # the base's is Any's
    in_all_languages: ClassVar[models.Manager[Any]] = FrozenQuerySet.as_manager()

    privacy = FieldClasses(
        plain=(
            *("edition", "week", "language", "key", "title", "minutes", "intro_html", "ending_html", "questions"),
            *("sha256", "source_revision"),
        ),
        rows="append-only",
    )

    class Meta:
        constraints = (models.UniqueConstraint(name="one_worksheet_a_week", fields=["edition", "week", "language"]),)

    def __str__(self) -> str:
        return str(self.id)

    def as_of(self, fixes: int) -> "WorksheetVersion":
        """As it read since this urgent fix of the programme; never saved. No statement once its edition was read."""
        return as_fixed(self, fixes, Part.SHEET, self.week, language=self.language)


class ResponseState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")


class Response(models.Model):
    """One participant's answers to one worksheet; a correction after sending is the next number.
    `base` counts the saves, so that a save knows whether it builds on the newest. `form_key` is that of the last form
    that saved. `fixes` is the programme's newest urgent fix when it was sent: so its version read then. The sealed JSON
    holds {"answers": {key: answer}, "prompts": {key: the prompt shown when it was sent}}.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="responses")
    version = models.ForeignKey(WorksheetVersion, on_delete=models.PROTECT, related_name="responses")
    week = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=ResponseState.choices, default=ResponseState.DRAFT)
    base = models.PositiveIntegerField(default=0)
    form_key = models.UUIDField(null=True)
    answers = SealedField(null=True)
    submitted_on = models.DateField(null=True)
    fixes = models.PositiveSmallIntegerField(default=0)

    privacy = FieldClasses(
        sealed=("answers",),
        plain=("participant", "version", "week", "number", "state", "base", "form_key", "submitted_on", "fixes"),
        rows="mutable",
    )

    class Meta:
        ordering = ("week", "number")
        constraints = (
            models.UniqueConstraint(name="response_number_once", fields=["participant", "week", "number"]),
            models.UniqueConstraint(
                name="one_draft_a_week", fields=["participant", "week"], condition=Q(state=ResponseState.DRAFT)
            ),
            models.UniqueConstraint(name="one_response_a_form", fields=["participant", "week", "form_key"]),
            models.CheckConstraint(
                name="response_submitted_has_day",
                condition=Q(state=ResponseState.DRAFT, submitted_on=None)
                | Q(state=ResponseState.SUBMITTED, submitted_on__isnull=False, answers__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def asked(self) -> WorksheetVersion:
        """The worksheet in the words that its writer saw. Reads `version`: select it too."""
        return self.version.as_of(self.fixes)

    @property
    def is_draft(self) -> bool:
        return self.state == ResponseState.DRAFT


class StaleCopy(models.Model):
    """Words from a window that was not the newest, kept beside the draft until the worksheet is sent. One a form."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="stale_copies")
    form_key = models.UUIDField()
    answers = SealedField()

    privacy = FieldClasses(sealed=("answers",), plain=("response", "form_key"), rows="mutable")

    class Meta:
        constraints = (models.UniqueConstraint(name="one_stale_copy_a_form", fields=["response", "form_key"]),)

    def __str__(self) -> str:
        return str(self.id)


class MeasureResponse(FrozenRow):
    """The answers behind a measure's plain total, sealed with the wording that was shown.

    The JSON is that of a response: an answer is {"value", "label"} or null, and the prompt "" is the instruction.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    fact = models.OneToOneField(MeasureFact, on_delete=models.CASCADE, related_name="response")
    answers = SealedField()

    privacy = FieldClasses(sealed=("answers",), plain=("fact",), rows="append-only")

    def __str__(self) -> str:
        return str(self.id)
