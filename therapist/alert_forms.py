"""What is posted about an alert."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from program.choices import OutcomeKind
from therapist.forms import TextField

LONGEST_NOTE = 8_000


def note_field(**kwargs: Any) -> TextField:
    return TextField(
        max_length=LONGEST_NOTE,
        too_long=_("This is longer than a note can be. Please shorten it; nothing is lost, it stands below."),
        widget=forms.Textarea(attrs={"rows": 6, "class": "long", "autocomplete": "off"}),
        **kwargs,
    )


class AcknowledgeForm(forms.Form):
    """That somebody has acted, and what came of it."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=OutcomeKind.choices,
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        error_messages={"required": _("Please choose what came of it. Nothing was acknowledged; your note is below.")},
    )
    false_alarm = forms.BooleanField(
        label=_("A false alarm: there was no danger, and the rule should not have raised this"), required=False
    )
    note = note_field(
        label=_("Note"),
        required=False,
        help_text=_("What you did and why. Sealed with the case: whoever may read the case may read it."),
    )
    form_key = forms.UUIDField()

    def __init__(self, *args: Any, with_note: bool = True, **kwargs: Any) -> None:
        """`with_note`: whether the case key is at hand, which seals it."""
        super().__init__(*args, **kwargs)
        if not with_note:
            del self.fields["note"]


class NoteForm(forms.Form):
    """Words that come after an acknowledgement."""

    note = note_field(label=_("Add a note"))
    form_key = forms.UUIDField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].error_messages["required"] = _("The note is still empty. Write a few words first.")


class MonthsForm(forms.Form):
    """From which month to which. What is not one of the months offered counts as left out."""

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months = {month.strftime("%Y-%m"): month for month in months}
        choices = [(key, formats.date_format(month, "F Y")) for key, month in self.months.items()]
        self.fields["since"] = forms.ChoiceField(label=_("From"), choices=choices, initial=choices[0][0])
        self.fields["until"] = forms.ChoiceField(label=_("To"), choices=choices, initial=choices[-1][0])

    def span(self) -> tuple[date, date]:
        """The first days of both months, in their order; all months where none were chosen."""
        whole = list(self.months.values())
        if not self.is_valid():
            return whole[0], whole[-1]
        since, until = self.months[self.cleaned_data["since"]], self.months[self.cleaned_data["until"]]
        return min(since, until), max(since, until)
