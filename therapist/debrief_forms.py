"""The one thing that is said of a debrief: on which day it was."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class TalkedForm(forms.Form):
    """A day from the wish on until today."""

    day = forms.DateField(
        label=_("Talked about on"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={"required": _("Please say on which day."), "invalid": _("Please say on which day.")},
    )

    def __init__(self, data: QueryDict | None = None, *, asked_on: date, today: date, **more: Any) -> None:
        super().__init__(data, **more)
        self.asked_on, self.today = asked_on, today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not self.asked_on <= day <= self.today:
            raise forms.ValidationError(gettext("Please choose a day from the wish on until today."))
        return day
