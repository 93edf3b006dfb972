"""Blocks that show or play something. Each has words for whoever does not see or hear it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks import StructBlockValidationError, StructValue
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from modules.previewed import SEEING, Previewed


class ImageBlock(Previewed, blocks.StructBlock):
    """A picture, with words for whoever does not see it."""

    image = ImageChooserBlock(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("JPEG, PNG or WebP. Where and when it was taken is removed from the file."),
    )
    alt = blocks.CharBlock(
        label=gettext_lazy("What it shows, in words"),
        max_length=300,
        help_text=gettext_lazy("For people who do not see it. Say what it tells, not that it is a picture."),
    )
    caption = blocks.CharBlock(
        label=gettext_lazy("Caption"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Stands below it, for everybody. May be left empty."),
    )

    class Meta:
        icon = "image"
        label = gettext_lazy("Picture")
        label_format = "{alt}"
        group = SEEING
        description = gettext_lazy("A drawing or a calm photograph. Nobody who could be recognised, and never a child.")


class VideoBlock(Previewed, blocks.StructBlock):
    """A video with its captions and its transcript; it never plays by itself."""

    media = VideoChooserBlock(label=gettext_lazy("Video"))

    class Meta:
        icon = "media"
        label = gettext_lazy("Video")
        group = SEEING
        description = gettext_lazy("With captions and a transcript. Nothing is loaded before somebody presses play.")


class AudioBlock(Previewed, blocks.StructBlock):
    """A recording that says something of its own; it never plays by itself."""

    media = AudioChooserBlock(label=gettext_lazy("Recording"))

    class Meta:
        icon = "media"
        label = gettext_lazy("Recording")
        group = SEEING
        description = gettext_lazy("Something to listen to, such as slow breathing, with all of it as text below.")

    def clean(self, value: StructValue) -> StructValue:
        value = super().clean(value)
        # A draft is saved while the file is still to be chosen.
        if value["media"] and not value["media"].transcript.strip():
            raise StructBlockValidationError(
                block_errors={"media": ValidationError(_("It has no transcript. Write one under Media first."))}
            )
        return value
