"""The row of a word to avoid; one of `worksheets.models`, where everybody finds it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from vault.classes import FieldClasses
from worksheets.checks.finding import Level
from worksheets.checks.terms import Term


def spoken() -> list[tuple[str, str]]:
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


class AvoidedTerm(models.Model):
    """A word that no text of a programme should hold, and what to say instead. It belongs to the clinic, and is the
    same for all its programmes."""

    language = models.CharField(max_length=12, choices=spoken, verbose_name=_("language"))
    term = models.CharField(
        max_length=80,
        verbose_name=_("word or words"),
        help_text=_("Found as whole words, whatever the capitals. A star at the end stands for any ending."),
    )
    advice = models.CharField(
        max_length=200, verbose_name=_("what to say instead"), help_text=_("A sentence that editors read beside it.")
    )
    level = models.CharField(
        max_length=7,
        choices=Level.choices,
        default=Level.WARNING,
        verbose_name=_("how much it matters"),
        help_text=_("With an error, no edition can be published. Warnings and hints are for the editor to weigh."),
    )

    panels = [FieldPanel(name) for name in ("language", "term", "advice", "level")]

    privacy = FieldClasses(plain=("language", "term", "advice", "level"), rows="mutable")

    class Meta:
        verbose_name = _("word to avoid")
        verbose_name_plural = _("words to avoid")
        ordering = ("language", "term")
        constraints = (
            models.UniqueConstraint(
                name="avoided_term_once",
                fields=["language", "term"],
                violation_error_message=_("This word stands in the list of this language already."),
            ),
        )

    def __str__(self) -> str:
        return self.term

    def clean(self) -> None:
        super().clean()
        self.term = " ".join(self.term.split())
        if not self.term.rstrip("*").strip() or "*" in self.term.rstrip("*"):
            raise ValidationError({"term": _("Write a word. A star may stand at its end only.")})


def terms_by_language() -> dict[str, list[Term]]:
    """All lists, in one statement."""
    found: dict[str, list[Term]] = {}
    for row in AvoidedTerm.objects.all():
        found.setdefault(row.language, []).append(Term(row.term, row.advice, row.level))
    return found
