"""Pictures, as dots and nothing else: whoever took one, where and with what, is not kept."""

import re
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from modules import redrawing
from vault.classes import FieldClasses


class ProgramImage(AbstractImage):
    """A picture of the editors' library. Its words for those who do not see it belong to each place that shows it."""

    admin_form_fields = ("title", "file")

    privacy = FieldClasses(
        plain=(
            *("title", "file", "description", "width", "height", "created_at", "uploaded_by_user", "collection"),
            *("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height", "file_size", "file_hash"),
        ),
        rows="mutable",
    )

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return str(self.title)

    @property
    def url(self) -> str:
        """Where editors look at it; participants reach only what an edition of theirs contains."""
        return reverse("modules_studio:image", args=[self.pk])

    def get_rendition(self, filter: Any) -> "ProgramRendition":
        """No smaller copy is made for the studio's lists: the picture is small, and browsers shrink it."""
        bounds = [int(number) for number in re.findall(r"\d+", getattr(filter, "spec", filter))] or [self.width]
        scale = min(1.0, bounds[0] / self.width, bounds[-1] / self.height)
        size = {"width": max(1, round(self.width * scale)), "height": max(1, round(self.height * scale))}
        return ProgramRendition(image=self, filter_spec=str(getattr(filter, "spec", filter)), **size)

    def save(self, *args: Any, **options: Any) -> None:
        """Whichever way a new file comes, it is drawn anew before it is stored. Raises ValidationError."""
        row: Any = self  # what Wagtail's bases bring has no types
        if row.file and not row.file._committed:
            self._set_image_file_metadata()
        super().save(*args, **options)

    def _set_image_file_metadata(self) -> None:
        """Wagtail's forms call this for each new file, to keep its size and fingerprint; `save` does it for others."""
        row: Any = self
        if not isinstance(row.file.file, redrawing.Redrawn):
            row.file = redrawing.redrawn(row.file.file, str(row.file.name))
        super()._set_image_file_metadata()


class ProgramRendition(AbstractRendition):
    """What Wagtail asks for where it shows a picture in its lists. None is ever stored."""

    image = models.ForeignKey(ProgramImage, on_delete=models.CASCADE, related_name="renditions")

    privacy = FieldClasses(plain=("image", "filter_spec", "file", "width", "height", "focal_point_key"), rows="mutable")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="program_rendition_once", fields=["image", "filter_spec", "focal_point_key"]),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def url(self) -> str:
        """The folder of files is not served."""
        return str(self.image.url)
