"""What the text of a step is made of. Blocks are named as the pack's `:::` fences, and none is ever removed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks import StructBlockValidationError, StructValue
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from modules import samples
from modules.conditions import chosen
from modules.text_blocks import TextBlock

READING = gettext_lazy("To read")
DOING = gettext_lazy("To do")
SEEING = gettext_lazy("To see and hear")
FOR_SOME = gettext_lazy("For some")


class Previewed(blocks.Block):
    """A block that the studio's chooser shows as its readers will meet it, with words of ours in it."""

    def get_preview_template(self, value: Any, context: Any = None) -> str:
        return "modules/block-preview.html"

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return {**(parent_context or {}), "html": samples.drawn(str(self.name))}


class PlainTextBlock(Previewed, TextBlock):
    """Paragraphs, headings, lists."""

    class Meta:
        icon = "pilcrow"
        label = gettext_lazy("Text")
        group = READING
        description = gettext_lazy("Paragraphs, headings and lists. Short sentences; one thought in each paragraph.")


class NamedTextBlock(Previewed, blocks.StructBlock):
    """Text set apart under a title."""

    title = blocks.CharBlock(
        label=gettext_lazy("Title"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("May be left empty: then the kind of block is its title."),
    )
    text = TextBlock(label=gettext_lazy("Text"))

    class Meta:
        label_format = "{title}"


class ExampleBlock(NamedTextBlock):
    class Meta:
        icon = "user"
        label = gettext_lazy("Example")
        group = READING
        description = gettext_lazy("A made-up adult and an everyday worry, so that people see what is meant.")


class ExerciseBlock(NamedTextBlock):
    class Meta:
        icon = "pick"
        label = gettext_lazy("Exercise")
        group = DOING
        description = gettext_lazy("Something to try. Beside it, readers can write a note that only they can open.")


class ReflectionBlock(NamedTextBlock):
    class Meta:
        icon = "help"
        label = gettext_lazy("Reflection")
        group = DOING
        description = gettext_lazy("A question to think about. Nobody has to write anything.")


class CalloutBlock(NamedTextBlock):
    class Meta:
        icon = "warning"
        label = gettext_lazy("Call-out")
        group = READING
        description = gettext_lazy("What must not be missed. At most one in a step, or none of them stands out.")


class KeyPointsBlock(NamedTextBlock):
    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Key points")
        group = READING
        description = gettext_lazy("Three or four short lines to take along, at the end of a step.")


class FoldBlock(blocks.StructBlock):
    """One part of an accordion."""

    title = blocks.CharBlock(label=gettext_lazy("Title"), max_length=120)
    text = TextBlock(label=gettext_lazy("Text"))

    class Meta:
        label_format = "{title}"
        collapsed = True


class AccordionBlock(Previewed, blocks.StructBlock):
    """Parts that open one by one, also without scripts; on paper all of them are open."""

    title = blocks.CharBlock(
        label=gettext_lazy("Title"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("May be left empty."),
    )
    parts = blocks.ListBlock(FoldBlock(label=gettext_lazy("Part")), label=gettext_lazy("Parts"), min_num=1)

    class Meta:
        icon = "collapse-down"
        label = gettext_lazy("Accordion")
        label_format = "{title}"
        group = READING
        description = gettext_lazy(
            "Parts that people open if they want to. Never hide here what everybody has to read. On paper all are open."
        )


class TermBlock(Previewed, blocks.StructBlock):
    """A word that not everybody knows, with what it means."""

    title = blocks.CharBlock(label=gettext_lazy("Word"), max_length=80)
    text = TextBlock(
        label=gettext_lazy("What it means"),
        help_text=gettext_lazy("In one or two sentences that a twelve-year-old would understand."),
    )

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Word explained")
        label_format = "{title}"
        group = READING
        description = gettext_lazy("Stands where the word comes up, folded, for those who want to know.")


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
        if not value["media"].transcript.strip():
            raise StructBlockValidationError(
                block_errors={"media": ValidationError(_("It has no transcript. Write one under Media first."))}
            )
        return value


class WorksheetPointerBlock(Previewed, blocks.StructBlock):
    """A link to this week's worksheet in the middle of a step."""

    text = TextBlock(label=gettext_lazy("Text"), required=False)

    class Meta:
        icon = "form"
        label = gettext_lazy("Worksheet")
        group = DOING
        description = gettext_lazy("A link to the worksheet of this week. After the last step it comes by itself.")


class PickBlock(blocks.FieldBlock):
    """One of what a programme offers. The form of a week fills it (modules.week_form): only there it is known."""

    def __init__(self, required: bool = False, help_text: Any = None, **kwargs: Any) -> None:
        self.field = forms.ChoiceField(required=required, help_text=help_text, choices=[("", "—")])
        super().__init__(**kwargs)

    def offer(self, choices: list[Any]) -> None:
        self.field.choices = choices


class ConditionBlock(blocks.StructBlock):
    """Whom something is for, chosen from what is there."""

    arm = PickBlock(label=gettext_lazy("Only in the arm"))
    answer = PickBlock(
        label=gettext_lazy("Only for people who answered"),
        help_text=gettext_lazy(
            "In a worksheet of an earlier week. Who has not answered does not see it. Where an arm is chosen, "
            "too, both must hold."
        ),
    )

    class Meta:
        icon = "view"
        label = gettext_lazy("Show only if")
        collapsed = True


class ForSomeBlock(blocks.StreamBlock):
    """What may depend on a condition: everything but what has a place of its own in a week or among the notes."""

    text = PlainTextBlock()
    keypoints = KeyPointsBlock()
    example = ExampleBlock()
    callout = CalloutBlock()
    accordion = AccordionBlock()
    term = TermBlock()
    reflection = ReflectionBlock()
    image = ImageBlock()
    video = VideoBlock()
    audio = AudioBlock()


class OnlyBlock(Previewed, blocks.StructBlock):
    """Parts of a step that are not for everybody."""

    when = ConditionBlock(collapsed=False)
    body = ForSomeBlock(label=gettext_lazy("What they see"), min_num=1)

    class Meta:
        icon = "view"
        label = gettext_lazy("Only for some")
        group = FOR_SOME
        description = gettext_lazy(
            "Shown to one arm, or to people who gave one answer earlier. For an exercise, make a step of its own."
        )

    def clean(self, value: StructValue) -> StructValue:
        value = super().clean(value)
        if chosen(value["when"]) is None:
            error = StructBlockValidationError(
                block_errors={"answer": ValidationError(_("Choose for whom this is, or take this block away."))}
            )
            raise StructBlockValidationError(block_errors={"when": error})
        return value


class BodyBlock(blocks.StreamBlock):
    text = PlainTextBlock()
    keypoints = KeyPointsBlock()
    example = ExampleBlock()
    callout = CalloutBlock()
    accordion = AccordionBlock()
    term = TermBlock()
    exercise = ExerciseBlock()
    reflection = ReflectionBlock()
    worksheet = WorksheetPointerBlock()
    image = ImageBlock()
    video = VideoBlock()
    audio = AudioBlock()
    only = OnlyBlock()

    class Meta:
        min_num = 1
