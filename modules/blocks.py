"""What an editor builds a step from. Blocks are named as the pack's `:::` fences, and none is ever removed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from modules import markup

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]
KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"

key_validator = RegexValidator(KEY, _("Use small letters, digits and single hyphens only."))


class TextBlock(blocks.RichTextBlock):
    """Text without images, embeds, or links elsewhere than to the help pages."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": FEATURES, **kwargs})

    def clean(self, value: RichText) -> RichText:
        value = super().clean(value)
        refused = markup.refused_links(value.source)
        if refused:
            raise ValidationError(
                _("Links may lead to /help/ only. Take this one out: %(link)s"), params={"link": refused[0]}
            )
        return value


class NamedTextBlock(blocks.StructBlock):
    """Text set apart under a title."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = TextBlock(label=_("Text"))


class VideoBlock(blocks.StructBlock):
    """A video with its captions and its transcript; it never plays by itself."""

    media = VideoChooserBlock(label=_("Video"))


class WorksheetPointerBlock(blocks.StructBlock):
    """A link to this week's worksheet in the middle of a step."""

    text = TextBlock(label=_("Text"), required=False)


class BodyBlock(blocks.StreamBlock):
    text = TextBlock(label=_("Text"), icon="pilcrow")
    video = VideoBlock(label=_("Video"), icon="media")
    example = NamedTextBlock(label=_("Example"), icon="user")
    exercise = NamedTextBlock(label=_("Exercise"), icon="pick")
    reflection = NamedTextBlock(label=_("Reflection"), icon="help")
    callout = NamedTextBlock(label=_("Call-out"), icon="warning")
    keypoints = NamedTextBlock(label=_("Key points"), icon="list-ul")
    worksheet = WorksheetPointerBlock(label=_("Worksheet"), icon="form")

    class Meta:
        min_num = 1


class StepBlock(blocks.StructBlock):
    """One short page. The key stays the same through copies, translations and imports."""

    key = blocks.CharBlock(label=_("Key"), max_length=50, validators=[key_validator])
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    sound = AudioChooserBlock(
        label=_("To listen to"),
        required=False,
        help_text=_(
            "A recording of this step’s text, for people who would rather listen. It must say what the text says."
        ),
    )
    body = BodyBlock(label=_("Text"))

    class Meta:
        icon = "doc-full"
        label = _("Step")
        label_format = "{title}"
        collapsed = True


class StepsBlock(blocks.StreamBlock):
    """The steps of a module; no two have the same key."""

    step = StepBlock()

    def clean(self, value: blocks.StreamValue, **kwargs: Any) -> blocks.StreamValue:
        value = super().clean(value, **kwargs)
        seen: set[str] = set()
        for index, child in enumerate(value):
            key = child.value["key"]
            if key in seen:
                raise blocks.StreamBlockValidationError(
                    block_errors={
                        index: blocks.StructBlockValidationError(
                            block_errors={"key": ValidationError(_("Another step has this key."))}
                        )
                    }
                )
            seen.add(key)
        return value


class PartBlock(blocks.StructBlock):
    """One part of a text, under its own heading."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = TextBlock(label=_("Text"))

    class Meta:
        label_format = "{title}"
        collapsed = True


class ConsentPartBlock(PartBlock):
    """One part of what people agree to; the first is the honest summary."""
