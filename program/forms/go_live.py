"""What the clinical lead writes on the go-live list."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from program.go_live import CAPACITY, Line

LONGEST = 4000
LONGEST_STANDING = 3 * 365
MOST_PLACES = 100_000


class SignForm(forms.Form):
    """One line: what was decided, how long it stands, and for capacity how many places there are."""

    words = forms.CharField(
        label=_("What was decided"),
        help_text=_("In your own words, so that a colleague who reads it in a year knows. Nothing about one person."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "class": "long", "autocomplete": "off"}),
        error_messages={
            "required": _("Please write what was decided. A signature without words says nothing."),
            "max_length": _("This is longer than fits here. Please shorten it; nothing is lost, it stands below."),
        },
    )
    places = forms.IntegerField(
        label=_("Places"),
        help_text=_("How many people may take part at once. Whoever has begun goes on, whatever the number."),
        min_value=1,
        max_value=MOST_PLACES,
        widget=forms.NumberInput(attrs={"class": "short", "autocomplete": "off"}),
        error_messages={"required": _("Please say how many places there are.")},
    )
    days = forms.IntegerField(
        label=_("Stands for how many days"),
        help_text=_("Then it must be signed again. You are told 14 days before."),
        min_value=1,
        max_value=LONGEST_STANDING,
        widget=forms.NumberInput(attrs={"class": "short", "autocomplete": "off"}),
        error_messages={"required": _("Please say for how many days this stands.")},
    )

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].initial = line.days
        if line != CAPACITY:
            del self.fields["places"]

    def clean_words(self) -> str:
        return str(self.cleaned_data["words"]).replace("\r\n", "\n")

    def until(self, today: date) -> date:
        """The last day on which the signature stands; the day of signing is the first."""
        return today + timedelta(days=self.cleaned_data["days"] - 1)


class TakeBackForm(forms.Form):
    """Why a line is not decided any more; a reason is welcome, the haste may be greater."""

    why = forms.CharField(
        label=_("Why"),
        help_text=_("May be left empty. Colleagues read it."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def clean_why(self) -> str:
        return str(self.cleaned_data["why"]).replace("\r\n", "\n")
