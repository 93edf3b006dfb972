"""What questions are made of in the studio, with the words that tell an editor what each is for."""

from collections.abc import Sequence
from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from worksheets.answer_form import AnswerForm
from worksheets.blocks.plain import frozen
from worksheets.kinds import SAFETY_PLAN
from worksheets.params import KEY, VALUE

Parts = list[tuple[str, blocks.Block]]
# Behind the cog of a question: what hardly anybody has to touch.
ASIDE = ("key", "part")


class Tucked(blocks.StructBlock):
    """Shows what is needed every day; keys and the like wait behind a cog."""

    def get_form_layout(self) -> blocks.BlockGroup:
        shown = [name for name in self.child_blocks if name not in ASIDE]
        return blocks.BlockGroup(shown, settings=[name for name in ASIDE if name in self.child_blocks])


class QuestionBlock(Tucked):
    """A question of one kind. Its preview is the field that participants meet."""

    def __init__(self, local_blocks: Any = None, **words: Any) -> None:
        super().__init__(local_blocks, **words)
        # What a migration would repeat of it: nothing, so that better words do not need one.
        self._constructor_kwargs: dict[str, Any] = {}

    def get_preview_template(self, value: Any, context: Any = None) -> str:
        return "worksheets/question-preview.html"

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        asked = frozen(self.name, value) | {"key": "preview"}
        return {**(parent_context or {}), "items": AnswerForm([asked]).items()}


def key_block(pattern: str = KEY.pattern) -> blocks.CharBlock:
    """The name an answer is stored under. Left empty, it is made from the label when the worksheet is saved."""
    return blocks.CharBlock(
        label=_("Key"),
        required=False,
        validators=[RegexValidator(f"^(?:{pattern})$", _("Small letters, digits and _ only."))],
        max_length=60,
        help_text=_(
            "Leave this empty: it is made from the words above. Answers are kept under it, so it never changes."
        ),
    )


def entries(
    title: Any, about: Any, *, least: int, most: int, id_name: str = "key", pattern: str = KEY.pattern
) -> blocks.ListBlock:
    """A list of things with a label each."""
    entry = Tucked([("label", blocks.CharBlock(label=_("Words"))), (id_name, key_block(pattern))])
    given = {"label": title, "help_text": about, "max_num": most}
    return blocks.ListBlock(entry, min_num=least, **given) if least else blocks.ListBlock(entry, default=[], **given)


def words(label: Any, about: Any = "", *, required: bool = False) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, help_text=about, required=required)


def limits() -> Parts:
    """For a number: either may be left open."""
    low = _("The smallest number that is taken. Leave it empty for no limit.")
    high = _("The largest number that is taken. Whoever writes another is asked to look again; nothing is lost.")
    return [
        ("min", blocks.FloatBlock(label=_("Lowest"), required=False, help_text=low)),
        ("max", blocks.FloatBlock(label=_("Highest"), required=False, help_text=high)),
    ]


def ends() -> Parts:
    """For a scale: 0 to 10 is what most people know."""
    about = _("A whole number. A scale has 2 to 21 steps; 0 to 10 is what most people know.")
    return [
        ("min", blocks.IntegerBlock(label=_("Lowest"), default=0, help_text=about)),
        ("max", blocks.IntegerBlock(label=_("Highest"), default=10)),
    ]


def named_ends() -> Parts:
    low = words(_("Name of the low end"), _("Such as: Not at all."), required=True)
    high = words(_("Name of the high end"), _("Such as: Very much."), required=True)
    return [*ends(), ("low", low), ("high", high)]


def growing() -> Parts:
    start = _("How many empty rows stand there at first. Two look like less work than five.")
    most = _("People add rows with a button, up to so many.")
    return [
        ("start", blocks.IntegerBlock(label=_("Rows at the start"), min_value=1, default=2, help_text=start)),
        ("max", blocks.IntegerBlock(label=_("Most rows"), min_value=1, default=5, help_text=most)),
    ]


def day_columns() -> blocks.ListBlock:
    kinds = [("text", _("Text")), ("number", _("Number")), ("scale", _("Scale"))]
    about = _("Ask for little: three columns on seven days are 21 fields.")
    column = Tucked(
        [
            ("label", blocks.CharBlock(label=_("Words"))),
            ("key", key_block()),
            ("kind", blocks.ChoiceBlock(choices=kinds, label=_("What is written there"), default="text")),
            ("min", blocks.FloatBlock(label=_("Lowest"), required=False, help_text=_("For a scale, both ends."))),
            ("max", blocks.FloatBlock(label=_("Highest"), required=False)),
        ]
    )
    return blocks.ListBlock(column, label=_("Columns"), help_text=about, min_num=1, max_num=8)


def asking(title: Any, icon: str, group: Any, about: Any, example: dict[str, Any], *parts: Any) -> QuestionBlock:
    """A question: what every one has, then the parts of its kind."""
    label = _("What you ask, in a short sentence. Reword it whenever you like: the answers stay with it.")
    help_text = _("A line below the question, where it needs one. Ask what something was for, never for its details.")
    voice = _("Shown beside the question. One short answer as a person might write it.")
    core = _(
        "For one question at most: the one that helps the therapist most. It may be left empty like all others; before "
        "they send, people are told once that it is."
    )
    children: Parts = [
        ("label", blocks.CharBlock(label=_("Question"), help_text=label)),
        ("key", key_block()),
        ("help", blocks.TextBlock(label=_("Help"), required=False, rows=2, help_text=help_text)),
        (
            "example",
            blocks.TextBlock(label=_("Example, in a person's own voice"), required=False, rows=2, help_text=voice),
        ),
        *parts,
        ("part", _part_block()),
        ("core", blocks.BooleanBlock(label=_("The one core question"), required=False, help_text=core)),
    ]
    return _block(children, title, icon, group, about, example)


def silent(title: Any, icon: str, group: Any, about: Any, example: dict[str, Any], *parts: Any) -> QuestionBlock:
    """Stands between questions and asks nothing."""
    children: Parts = [("label", blocks.CharBlock(label=_("Title"))), ("key", key_block()), *parts]
    return _block(children, title, icon, group, about, example)


def options() -> tuple[str, blocks.ListBlock]:
    about = _("What can be chosen. Nobody has to choose any of them.")
    return "options", entries(_("Choices"), about, least=2, most=40, id_name="value", pattern=VALUE.pattern)


def _block(
    children: Sequence[tuple[str, blocks.Block]], title: Any, icon: str, group: Any, about: Any, example: dict[str, Any]
) -> QuestionBlock:
    return QuestionBlock(
        [*children],
        label=title,
        icon=icon,
        group=group,
        description=about,
        preview_value=example,
        label_format="{label}",
    )


def _part_block() -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(
        choices=[(SAFETY_PLAN, _("The safety plan"))],
        required=False,
        label=_("Belongs to"),
        help_text=_(
            "Answers of the safety plan are shown to their writer again, on the help page after a risk answer."
        ),
    )
