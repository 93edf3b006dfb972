"""What is sent to clinical review."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.review_standing import Standing


class SendingForm(forms.Form):
    """A tick for each page and worksheet that may be sent; all of them at first."""

    parts = forms.MultipleChoiceField(
        label=_("Not sent yet"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick what you want to send."),
            "invalid_choice": _("Some of this has been sent meanwhile, or is not yours to send. See what is left."),
        },
    )

    def __init__(self, *args: Any, lines: Sequence[Standing], **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = {line.key: line for line in lines}
        self.fields["parts"].choices = [(key, self._named(line)) for key, line in self.lines.items()]  # type: ignore[attr-defined]  # a Field knows no choices
        self.fields["parts"].initial = list(self.lines)

    def chosen(self) -> list[Standing]:
        return [self.lines[key] for key in self.cleaned_data["parts"]]

    def _named(self, line: Standing) -> str:
        return f"{line.about} ({line.language})"
