"""The pages that editors write. Participants never meet them: they read the frozen rows of their edition."""

from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from modules import markup, preview, studio_rights
from modules.blocks import FEATURES, ConsentPartBlock, StepsBlock
from modules.checks.weeks import PROGRAMME_CHECKS, WEEK_CHECKS
from modules.page_rights import KeptInPlace
from modules.week_form import ProgrammeForm, WeekForm
from program.models import Gate, Program, WeekKind
from vault.classes import FieldClasses


def no_page(*_args: Any, **_kwargs: Any) -> NoReturn:
    """What Wagtail's own routing answers for these pages, to everybody."""
    raise Http404


class ProgrammePage(Page):
    """One programme in one language; its weeks are the pages below. Editions are made from it by a deliberate act."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", verbose_name=_("programme"))
    sample_note = models.TextField(
        blank=True, verbose_name=_("sample note"), help_text=_("Filled in where the programme is only a sample.")
    )
    consent_version = models.PositiveSmallIntegerField(
        default=1,
        verbose_name=_("version"),
        validators=[MinValueValidator(1)],
        help_text=_("Raise it with every change of the text. Whoever agreed to an older one is asked again."),
    )
    consent_title = models.CharField(max_length=200, verbose_name=_("title"))
    consent_changed = RichTextField(
        blank=True,
        features=FEATURES,
        verbose_name=_("what has changed"),
        help_text=_("From version 2 on, in plain words: whoever agreed to the one before reads this first."),
    )
    consent_parts = StreamField([("part", ConsentPartBlock())], verbose_name=_("parts"))
    # When which questions are asked, in the words of program.AssessmentPoint. A pack brings it, and the page “When
    # questions are asked” chooses the weeks; no panel shows it.
    assessments = models.JSONField(default=list, blank=True, editable=False)

    content_panels = [
        FieldPanel("title", classname="title", help_text=_("What colleagues know the programme by.")),
        FieldPanel("program"),
        FieldPanel("sample_note"),
        MultiFieldPanel(
            [FieldPanel(f"consent_{name}") for name in ("version", "changed", "title", "parts")],
            heading=_("What people agree to"),
        ),
        PROGRAMME_CHECKS,
    ]
    promote_panels: list[Any] = []
    base_form_class = ProgrammeForm
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["modules.ModulePage"]
    preview_modes: list[tuple[str, str]] = []
    serve = no_page

    privacy = FieldClasses(
        plain=("program", "sample_note", "consent_version", "consent_title", "consent_changed", "consent_parts")
        + ("assessments",),
        rows="mutable",
    )

    class Meta:
        verbose_name = _("programme")

    def __str__(self) -> str:
        return str(self.title)

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    def permissions_for_user(self, user: Any) -> KeptInPlace:
        return KeptInPlace(user, self)

    def get_admin_default_ordering(self) -> str:
        """Editors meet the weeks in the order of the tree, which is that of the pack."""
        return "ord"

    def save(self, *args: Any, **options: Any) -> None:
        super().save(*args, **options)
        self.settle()

    def settle(self) -> None:
        """However it came to be: it is reviewed, and what translates another page is open to translators."""
        studio_rights.put_under_review(self)
        if self.own().pk != self.pk:
            studio_rights.open_to_translators(self)

    def own(self) -> "ProgrammePage":
        """The page that editions are made from: the first that there was; those that came later translate it."""
        page: ProgrammePage = ProgrammePage.objects.filter(translation_key=self.translation_key).earliest("pk")
        return page

    def translations(self) -> "models.QuerySet[ProgrammePage]":
        """The published pages that say the same in other languages."""
        rows: models.QuerySet[ProgrammePage] = ProgrammePage.objects.live().select_related("locale", "program")
        return rows.filter(translation_key=self.translation_key).exclude(pk=self.pk).order_by("locale__language_code")

    def modules(self) -> "models.QuerySet[ModulePage]":
        """The weeks that are published, in the order of their numbers."""
        weeks: models.QuerySet[ModulePage] = ModulePage.objects.child_of(self).live()
        return weeks.select_related("worksheet").order_by("number")

    def clean(self) -> None:
        super().clean()
        same = ProgrammePage.objects.filter(program_id=self.program_id, locale_id=self.locale_id).exclude(pk=self.pk)
        if self.program_id and same.exists():
            raise ValidationError({"program": _("This programme has a page in this language already.")})
        if self.consent_version > 1 and not markup.clean(self.consent_changed):
            raise ValidationError({"consent_changed": _("Say what is new in this version of the text.")})


class ModulePage(Page):
    """One week: what it is for, its steps, and its worksheet. The number decides its place, not the page's place."""

    number = models.PositiveSmallIntegerField(
        verbose_name=_("number"),
        validators=[MinValueValidator(1)],
        help_text=_("Its place: 1, 2, 3 … without a gap. “Move or copy” exchanges it with that of another week."),
    )
    kind = models.CharField(
        max_length=10,
        choices=WeekKind.choices,
        default=WeekKind.WEEK,
        verbose_name=_("kind"),
        help_text=_(
            "The follow-up comes some weeks after the last week; a booster is an offer that nothing waits for."
        ),
    )
    aim = models.CharField(
        max_length=400,
        verbose_name=_("aim"),
        help_text=_("One or two sentences: what somebody can do after this week."),
    )
    minutes = models.PositiveSmallIntegerField(
        default=45,
        verbose_name=_("minutes"),
        validators=[MinValueValidator(1)],
        help_text=_("For reading and worksheet together, about. People plan their evening by it."),
    )
    expect = RichTextField(
        blank=True,
        features=FEATURES,
        verbose_name=_("what to expect"),
        help_text=_("Before the steps: what comes, and how it may feel."),
    )
    between = RichTextField(
        blank=True,
        features=FEATURES,
        verbose_name=_("between now and next week"),
        help_text=_(
            "After the worksheet: three or four small things to do. It stands on home until the next week opens."
        ),
    )
    length_days = models.PositiveSmallIntegerField(
        default=7, verbose_name=_("days"), validators=[MinValueValidator(1)], help_text=_("How long the week lasts.")
    )
    after_days = models.PositiveSmallIntegerField(
        default=0, verbose_name=_("wait before"), help_text=_("Days to wait beside the length of the week before.")
    )
    gate = models.CharField(
        max_length=10,
        choices=Gate.choices,
        default=Gate.TIME,
        verbose_name=_("gate"),
        help_text=_("What must have happened in this week, beside its days, before the next one opens."),
    )
    worksheet = models.ForeignKey(
        "worksheets.Worksheet",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("worksheet"),
        help_text=_("It comes after the last step. Make it first, under Worksheets, for this programme."),
    )
    steps = StreamField(StepsBlock(min_num=1), verbose_name=_("steps"))

    content_panels = [
        FieldPanel("title", classname="title", help_text=_("What people read above the week, beside its number.")),
        FieldPanel("aim"),
        FieldPanel("minutes"),
        FieldPanel("expect"),
        FieldPanel("steps"),
        FieldPanel("worksheet"),
        FieldPanel("between"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("number", "kind", "length_days", "after_days", "gate")],
            heading=_("Place in the programme"),
        ),
        WEEK_CHECKS,
    ]
    promote_panels: list[Any] = []
    base_form_class = WeekForm
    parent_page_types = ["modules.ProgrammePage"]
    subpage_types: list[str] = []
    serve = no_page

    privacy = FieldClasses(
        plain=(
            *("number", "kind", "aim", "minutes", "expect", "between", "length_days", "after_days"),
            *("gate", "worksheet", "steps"),
        ),
        rows="mutable",
    )

    class Meta:
        verbose_name = _("week")

    def __str__(self) -> str:
        return str(self.title)

    def permissions_for_user(self, user: Any) -> KeptInPlace:
        return KeptInPlace(user, self)

    @cached_property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The week's own page, and each of its steps."""
        steps = [(f"step-{number}", step.value["title"]) for number, step in enumerate(self.steps, start=1)]
        return [(preview.WEEK, _("The week’s page")), *steps]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as a participant in this week would see it, with the participants' own addresses."""
        return preview.draw(request, self, mode_name)

    def clean(self) -> None:
        super().clean()
        for name in ("expect", "between"):
            if refused := markup.refused_links(getattr(self, name)):
                raise ValidationError(
                    {name: _("Links may lead to /help/ only. Take this one out: %(link)s") % {"link": refused[0]}}
                )
        if self.depth and self.number in self.numbers_beside():
            raise ValidationError({"number": _("Another week has this number.")})

    def numbers_beside(self) -> set[int]:
        """Those of the weeks beside it, as their newest drafts have them: two drafts may exchange theirs."""
        beside = ModulePage.objects.child_of(self.get_parent()).exclude(pk=self.pk).select_related("latest_revision")
        return {each.latest_revision.content["number"] if each.latest_revision else each.number for each in beside}
