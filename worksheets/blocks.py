"""Questions as editors write them: one block for each kind, and the way between blocks and frozen questions."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol
from uuid import NAMESPACE_OID, uuid5

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from worksheets.kinds import KINDS, SAFETY_PLAN
from worksheets.params import KEY, VALUE

Question = dict[str, Any]


class HasQuestions(Protocol):
    @property
    def questions(self) -> Iterable[Any]: ...


def key_block(pattern: str = KEY.pattern) -> blocks.CharBlock:
    """The name an answer is stored under. Once people have answered, it must stay as it is."""
    validator = RegexValidator(f"^(?:{pattern})$", _("Small letters, digits and _ only."))
    warning = _("Never change it later.")
    return blocks.CharBlock(label=_("Key"), validators=[validator], max_length=60, help_text=warning)


def entries(id_name: str = "key", pattern: str = KEY.pattern, *, required: bool = True) -> blocks.ListBlock:
    label = blocks.CharBlock(label=_("Label"))
    entry = blocks.StructBlock([("label", label), (id_name, key_block(pattern))])
    return blocks.ListBlock(entry, min_num=1) if required else blocks.ListBlock(entry, default=[])


def words(label: Any, *, required: bool = False) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=required)


def steps(*, required: bool = True) -> list[tuple[str, blocks.Block]]:
    number = blocks.IntegerBlock if required else blocks.FloatBlock
    return [
        ("min", number(label=_("Lowest"), required=required)),
        ("max", number(label=_("Highest"), required=required)),
    ]


def scale() -> list[tuple[str, blocks.Block]]:
    low, high = words(_("Name of the low end"), required=True), words(_("Name of the high end"), required=True)
    return [*steps(), ("low", low), ("high", high)]


def growing() -> list[tuple[str, blocks.Block]]:
    return [
        ("start", blocks.IntegerBlock(label=_("Rows at the start"), min_value=1, default=2)),
        ("max", blocks.IntegerBlock(label=_("Most rows"), min_value=1, default=5)),
    ]


def day_columns() -> blocks.ListBlock:
    kinds = [("text", _("Text")), ("number", _("Number")), ("scale", _("Scale"))]
    return blocks.ListBlock(
        blocks.StructBlock(
            [
                ("label", blocks.CharBlock(label=_("Label"))),
                ("key", key_block()),
                ("kind", blocks.ChoiceBlock(choices=kinds, label=_("Kind"))),
                *steps(required=False),
            ]
        )
    )


def part_block() -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(
        choices=[(SAFETY_PLAN, _("The safety plan"))],
        required=False,
        label=_("Belongs to"),
        help_text=_(
            "Answers of the safety plan are shown to their writer again, on the help page after a risk answer."
        ),
    )


def asking(title: Any, icon: str, *parts: tuple[str, blocks.Block]) -> blocks.StructBlock:
    """A question: what every one has, then the parts of its kind."""
    return blocks.StructBlock(
        [
            ("label", blocks.CharBlock(label=_("Question"))),
            ("key", key_block()),
            ("help", blocks.TextBlock(label=_("Help"), required=False, rows=2)),
            ("example", blocks.TextBlock(label=_("Example, in a person's own voice"), required=False, rows=2)),
            *parts,
            ("part", part_block()),
            ("core", blocks.BooleanBlock(label=_("The one core question"), required=False)),
        ],
        label=title,
        icon=icon,
        label_format="{label}",
    )


def silent(title: Any, icon: str, *parts: tuple[str, blocks.Block]) -> blocks.StructBlock:
    label = ("label", blocks.CharBlock(label=_("Title")))
    return blocks.StructBlock([label, ("key", key_block()), *parts], label=title, icon=icon, label_format="{label}")


OPTIONS = ("options", entries("value", VALUE.pattern))

BLOCKS: dict[str, blocks.StructBlock] = {
    "heading": silent(_("Heading"), "title"),
    "note": silent(_("Note"), "info-circle", ("help", blocks.TextBlock(label=_("Text"), rows=3))),
    "short_text": asking(_("Short text"), "minus"),
    "long_text": asking(
        _("Long text"), "pilcrow", ("lines", blocks.IntegerBlock(label=_("Lines"), required=False, min_value=1))
    ),
    "number": asking(_("Number"), "order", *steps(required=False), ("unit", words(_("Unit")))),
    "date": asking(_("Day"), "date"),
    "scale": asking(_("Scale"), "sliders", *scale()),
    "single_choice": asking(_("One choice"), "radio-full", OPTIONS),
    "multiple_choice": asking(_("Several choices"), "list-ul", OPTIONS),
    "yes_no": asking(
        _("Yes or no"),
        "check",
        ("follow_up", words(_("What to ask then"), required=True)),
        ("follow_up_on", blocks.ChoiceBlock(choices=[("yes", _("Yes")), ("no", _("No"))], label=_("Ask it after"))),
    ),
    "rows": asking(
        _("Rows"), "table", ("columns", entries()), *growing(), ("row_label", words(_("Name of a row"), required=True))
    ),
    "two_sided": asking(_("Two sides"), "grip", ("sides", entries()), ("spans", entries(required=False))),
    "plan": asking(
        _("If–then plan"),
        "redirect",
        ("if_label", words(_("Word for 'if'"))),
        ("then_label", words(_("Word for 'then'"))),
        *growing(),
    ),
    "before_after": asking(
        _("Before and after"),
        "history",
        *scale(),
        ("before", words(_("Label before"), required=True)),
        ("after", words(_("Label after"), required=True)),
    ),
    "two_scales": asking(
        _("Two scales"),
        "arrows-up-down",
        ("items", entries()),
        ("left", words(_("Left scale"), required=True)),
        ("right", words(_("Right scale"), required=True)),
        *steps(),
    ),
    "day_log": asking(
        _("Log of days"),
        "calendar-alt",
        ("columns", day_columns()),
        ("days", blocks.IntegerBlock(label=_("Days"), min_value=1, max_value=14, default=7)),
    ),
    "carry_forward": asking(
        _("Carried forward"),
        "arrow-right",
        ("week", blocks.IntegerBlock(label=_("From week"), min_value=1)),
        ("question", key_block()),
    ),
}


class QuestionStream(blocks.StreamBlock):
    """The questions of a worksheet, in order. Each block is named after its kind."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__([*(local_blocks or ()), *((name, BLOCKS[name]) for name in KINDS)], **kwargs)


def frozen_questions(worksheet: HasQuestions) -> list[Question]:
    """The questions as a version holds them: explicit keys, and only the parameters that were set."""
    return [{"key": block.value["key"], "kind": block.block_type, **_set(block.value)} for block in worksheet.questions]


def questions_stream(questions: list[Question]) -> blocks.StreamValue:
    """The value for `Worksheet.questions`. Block ids come from the keys, so that a second import changes no block."""
    raw = [
        {
            "type": question["kind"],
            "value": {name: value for name, value in question.items() if name != "kind"},
            "id": str(uuid5(NAMESPACE_OID, question["key"])),
        }
        for question in json.loads(json.dumps(questions))
    ]
    return STREAM.to_python(raw)


def _set(value: Mapping[str, Any]) -> Question:
    """The parameters that hold something: an empty one was left out by the editor."""
    plain = {name: _plain(entry) for name, entry in value.items() if name != "key"}
    return {name: entry for name, entry in plain.items() if not _is_empty(entry)}


def _plain(entry: Any) -> Any:
    if isinstance(entry, blocks.list_block.ListValue):
        return [{name: _plain(part) for name, part in item.items() if not _is_empty(part)} for item in entry]
    if isinstance(entry, float) and entry.is_integer():
        return int(entry)
    return entry.strip() if isinstance(entry, str) else entry


def _is_empty(entry: Any) -> bool:
    return entry is None or entry is False or entry == "" or entry == []


STREAM = QuestionStream()
