"""Whom something is for, as an editor chooses it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy
from wagtail import blocks


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
