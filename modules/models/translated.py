"""What each translation was last held against."""

from django.db import models

from vault.classes import FieldClasses


class TranslatedFrom(models.Model):
    """The revision of the source that a translation into `language` says the same as. Both share the translation key,
    as Wagtail gives it to a page or a worksheet; `revision` is its id as plain text, as revisions may be purged.

    Of a programme that was copied into another language, and has no source: the revision of its own that it began with,
    which is still in the words of the other language."""

    translation_key = models.UUIDField()
    language = models.CharField(max_length=12)
    revision = models.CharField(max_length=40)
    on_day = models.DateField()

    privacy = FieldClasses(plain=("translation_key", "language", "revision", "on_day"), rows="mutable")

    class Meta:
        constraints = (models.UniqueConstraint(name="translated_from_once", fields=["translation_key", "language"]),)

    def __str__(self) -> str:
        return f"{self.translation_key} {self.language}"
