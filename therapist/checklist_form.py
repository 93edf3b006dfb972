"""What a supervisor types about the checklist."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from therapist.checklists import LONGEST_LINE, MOST_LINES
from therapist.forms import TextField


class ChecklistForm(forms.Form):
    lines = TextField(
        label=_("What to think of before a letter goes"),
        help_text=_(
            "One short line each, seven at most, for example: Affirm something they did. Name one concrete step. "
            "Ask one question. Empty it, and there is no checklist."
        ),
        required=False,
        max_length=2 * MOST_LINES * LONGEST_LINE,
        too_long=_("This is too long for a checklist. Please shorten it; nothing is lost, it stands below."),
        widget=forms.Textarea(attrs={"rows": 8, "class": "long", "autocomplete": "off"}),
    )
    required = forms.BooleanField(label=_("Each line has to be ticked before a letter can be sent"), required=False)

    def clean_lines(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["lines"].split("\n") if line.strip()]
        if len(lines) > MOST_LINES:
            said = gettext("These are %(n)d lines. Please keep the seven that matter most.")
            raise forms.ValidationError(said % {"n": len(lines)})
        for line in lines:
            if len(line) > LONGEST_LINE:
                said = gettext("“%(line)s…” is too long: a line is read at a glance.")
                raise forms.ValidationError(said % {"line": line[:40]})
        return lines

    @property
    def said(self) -> dict[str, Any]:
        return {"lines": self.cleaned_data["lines"], "required": self.cleaned_data["required"]}
