"""What an editor builds a week and a consent from."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtailmedia.blocks import AudioChooserBlock

from modules import moving
from modules.body_blocks import BodyBlock
from modules.condition_blocks import ConditionBlock
from modules.text_blocks import FEATURES, TextBlock, key_validator

__all__ = ["FEATURES", "ConsentPartBlock", "PartBlock", "StepBlock", "StepsBlock", "TextBlock"]


class StepBlock(blocks.StructBlock):
    """One short page. The key stays the same through copies, translations and imports."""

    key = blocks.CharBlock(
        label=_("Key"),
        max_length=50,
        validators=[key_validator],
        help_text=_("A short name that nobody reads, such as “six-links”. Notes and bookmarks hang on it: keep it."),
    )
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    sound = AudioChooserBlock(
        label=_("To listen to"),
        required=False,
        help_text=_(
            "A recording of this step’s text, for people who would rather listen. It must say what the text says."
        ),
    )
    only = ConditionBlock(required=False)
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
        seen, keys = set[str](), moving.keys_of(value)
        for index, child in enumerate(value):
            key = child.value["key"]
            if key and key in seen:
                raise blocks.StreamBlockValidationError(
                    block_errors={
                        index: blocks.StructBlockValidationError(
                            block_errors={"key": ValidationError(_taken(key, keys))}
                        )
                    }
                )
            seen.add(key)
        return value


def _taken(key: str, keys: Sequence[str]) -> str:
    """A step that was just duplicated has the key of the first: says which one would do."""
    return _("Another step has this key. “%(free)s” is free.") % {"free": moving.fresh_key(key, keys)}


class PartBlock(blocks.StructBlock):
    """One part of a text, under its own heading."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = TextBlock(label=_("Text"))

    class Meta:
        label_format = "{title}"
        collapsed = True


class ConsentPartBlock(PartBlock):
    """One part of what people agree to; the first is the honest summary."""
