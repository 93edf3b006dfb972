"""The pages that anybody may read, as a clinic's editors write them. Publishing draws their words into a frozen row of
`program`, which the pages at the participants' own addresses show; Wagtail serves none of them."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PagePermissionTester

from modules import markup, public_preview
from modules.blocks import PartBlock
from modules.checks.weeks import PAGE_CHECKS
from modules.models.pages import no_page
from program import clock
from program.actions.public import publish_words, take_back_words
from program.audit.record import SYSTEM
from program.choices import Door, PublicPage
from program.public import Part, Words
from vault.classes import FieldClasses

DOOR_FEATURES = ["bold", "italic", "ol", "ul"]


class _NeverDeleted(PagePermissionTester):
    """Whoever wants such a page gone takes it down: the words of the software stand then."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False


class ClinicPage(Page):
    """What the five have in common. There is one of each kind in each language; the address belongs to the kind."""

    kind: ClassVar[PublicPage]

    lead = models.TextField(
        blank=True,
        max_length=600,
        verbose_name=_("first sentence"),
        help_text=_("Two or three short sentences below the title. What frightens most belongs here, answered."),
    )
    parts = StreamField([("part", PartBlock())], blank=True, verbose_name=_("parts"))

    content_panels = [FieldPanel("title", classname="title"), FieldPanel("lead"), FieldPanel("parts"), PAGE_CHECKS]
    promote_panels: list[Any] = []
    parent_page_types = ["wagtailcore.Page"]
    subpage_types: list[str] = []
    serve = no_page

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.title)

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    def words(self) -> Words:
        """As they would be published: allowed elements only."""
        parts = [
            Part(part.value["title"], str(markup.clean(part.value["text"].source)))
            for part in self.parts
            if part.block_type == "part"
        ]
        return Words(self.title, self.lead.strip(), [*self.behind_doors(), *parts], self.language)

    def behind_doors(self) -> list[Part]:
        return []

    def save(self, *args: Any, **options: Any) -> None:
        """Every way to publish and to take down ends here, and leaves in this row what is live. A draft is kept in its
        revision; what is to come later is not live yet."""
        with transaction.atomic():
            super().save(*args, **options)
            now = type(self).objects.get(pk=self.pk)
            user = get_active_log_context().user
            act: dict[str, Any] = {"page": self.kind, "by": user.pk if user else SYSTEM, "today": clock.today()}
            if now.live:
                publish_words(words=now.words(), **act)
            else:
                take_back_words(language=now.language, **act)

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return _NeverDeleted(user, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as anybody meets it, with the draft's words."""
        return public_preview.draw(request, self.kind, self.words(), str(self.locale.language_code))

    def clean(self) -> None:
        super().clean()
        same = type(self).objects.filter(locale_id=self.locale_id).exclude(pk=self.pk)
        if self.locale_id and same.exists():
            raise ValidationError({"title": _("This page is there in this language already. Please change that one.")})


class FrontPage(ClinicPage):
    """What somebody meets first. The button, the door's state and the four facts below are the software's."""

    kind = PublicPage.FRONT
    privacy = FieldClasses(plain=("lead", "parts"), rows="mutable")

    class Meta:
        verbose_name = _("front page")


class AboutPage(ClinicPage):
    """Who the clinic is, who writes back, what the programme is built on."""

    kind = PublicPage.ABOUT
    privacy = FieldClasses(plain=("lead", "parts"), rows="mutable")

    class Meta:
        verbose_name = _("about page")


class PromisesPage(ClinicPage):
    """Words around the list of what is stored. The list is the software's: what it says is what the software does."""

    kind = PublicPage.PROMISES
    privacy = FieldClasses(plain=("lead", "parts"), rows="mutable")

    class Meta:
        verbose_name = _("page “What we keep”")


class LimitsPage(ClinicPage):
    """Words around the consent in force. The consent is written with the programme, and versioned there."""

    kind = PublicPage.LIMITS
    privacy = FieldClasses(plain=("lead", "parts"), rows="mutable")

    class Meta:
        verbose_name = _("page “Limits of confidentiality”")


def _door(door: Door) -> RichTextField:
    return RichTextField(blank=True, features=DOOR_FEATURES, verbose_name=door.label)


class HelpPage(ClinicPage):
    """Words around the numbers to call, and behind the four doors. Doors and numbers are always there."""

    kind = PublicPage.HELP

    myself = _door(Door.MYSELF)
    harm = _door(Door.HARM)
    child = _door(Door.CHILD)
    threat = _door(Door.THREAT)

    content_panels = [
        *ClinicPage.content_panels[:2],
        MultiFieldPanel(
            [FieldPanel(door.value) for door in Door],
            heading=_("Behind the four doors"),
            help_text=_("Three short steps each. A door that is left empty keeps the words of the software."),
        ),
        *ClinicPage.content_panels[2:],
    ]
    privacy = FieldClasses(plain=("lead", "parts", "myself", "harm", "child", "threat"), rows="mutable")

    class Meta:
        verbose_name = _("page “Help now”")

    def behind_doors(self) -> list[Part]:
        said = {door: str(markup.clean(getattr(self, door.value))) for door in Door}
        return [Part("", html, door.value) for door, html in said.items() if strip_tags(html).strip()]


PUBLIC_PAGES: tuple[type[ClinicPage], ...] = (FrontPage, AboutPage, PromisesPage, LimitsPage, HelpPage)
