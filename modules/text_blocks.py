"""Text as editors write it, and the keys that hold a programme together."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

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
