"""What the text of a step is made of. Blocks are named as the pack's `:::` fences, and none is ever removed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks import StructBlockValidationError, StructValue

from modules.condition_blocks import ConditionBlock
from modules.conditions import chosen
from modules.media_blocks import AudioBlock, ImageBlock, VideoBlock
from modules.previewed import DOING, FOR_SOME, READING, Previewed
from modules.text_blocks import TextBlock


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


class WorksheetPointerBlock(Previewed, blocks.StructBlock):
    """A link to this week's worksheet in the middle of a step."""

    text = TextBlock(label=gettext_lazy("Text"), required=False)

    class Meta:
        icon = "form"
        label = gettext_lazy("Worksheet")
        group = DOING
        description = gettext_lazy("A link to the worksheet of this week. After the last step it comes by itself.")


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
