"""Videos, with what makes them readable for everybody."""

from typing import Any

import webvtt
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia, MediaType

from vault.classes import FieldClasses

LARGEST_CAPTIONS = 1024 * 1024


class ProgramMedia(AbstractMedia):
    """A video or a sound file. A video needs captions and a transcript: many read it where nothing can be played."""

    captions = models.FileField(
        upload_to="captions", blank=True, verbose_name=_("captions"), help_text=_("A WebVTT file. A video needs one.")
    )
    transcript = models.TextField(
        blank=True, verbose_name=_("transcript"), help_text=_("All that is said and shown, as text. A video needs one.")
    )

    admin_form_fields = (*AbstractMedia.admin_form_fields, "captions", "transcript")

    privacy = FieldClasses(
        plain=(
            *("title", "file", "type", "duration", "width", "height", "thumbnail", "created_at"),
            *("uploaded_by_user", "collection", "captions", "transcript"),
        ),
        rows="mutable",
    )

    class Meta:
        verbose_name = _("video or sound")
        verbose_name_plural = _("videos and sounds")

    def __str__(self) -> str:
        return str(self.title)

    @property
    def url(self) -> str:
        """Where editors look at the file; participants reach only what an edition of theirs contains."""
        return reverse("modules_studio:media", args=[self.pk, "file"])

    def clean(self, *args: Any, **kwargs: Any) -> None:
        super().clean(*args, **kwargs)
        missing = {}
        if self.type == MediaType.VIDEO and not self.captions:
            missing["captions"] = _("A video needs captions, so that people can read what is said.")
        if self.type == MediaType.VIDEO and not self.transcript.strip():
            missing["transcript"] = _("A video needs a transcript, for people who cannot play it.")
        if missing:
            raise ValidationError(missing)
        if self.captions:
            self._check_captions()

    def _check_captions(self) -> None:
        problem = ValidationError({"captions": _("This is not a WebVTT file with captions in it.")})
        # What a file is sent as follows from its name: one called page.html would be a page of ours, scripts and all.
        if self.captions.size > LARGEST_CAPTIONS or not str(self.captions.name).lower().endswith(".vtt"):
            raise problem
        text = self._read_captions()
        try:
            captions = webvtt.from_string(text.decode("utf-8-sig"))
        except (UnicodeDecodeError, webvtt.errors.MalformedFileError):
            raise problem from None
        if not captions.captions:
            raise problem

    def _read_captions(self) -> bytes:
        """What was uploaded is still to be stored, and stays open for that; what is stored is read apart."""
        captions: Any = self.captions
        if captions._committed:
            with captions.storage.open(captions.name) as file:
                return bytes(file.read())
        text = bytes(captions.read())
        captions.seek(0)
        return text
