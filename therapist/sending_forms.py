"""When a letter is to leave, where its writer names the hour."""

from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from therapist.leaving import LONGEST, at_hour

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class LaterForm(forms.Form):
    """A day and an hour of the programme's clock. After the promised day (`due`) only with a tick that says so."""

    use_required_attribute = False  # its boxes stand in the form of the letter, which other buttons send without them

    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "date"}),
        error_messages={"required": gettext_lazy("On which day is it to leave? The letter is saved and was not sent.")},
    )
    hour = forms.TypedChoiceField(label=gettext_lazy("Hour"), choices=HOURS, coerce=int, initial=8)
    late = forms.BooleanField(label=gettext_lazy("Let it leave after the promised day"), required=False)

    def __init__(self, data: Any = None, *, now: datetime, zone: ZoneInfo, due: date | None = None) -> None:
        super().__init__(data)
        self.now, self.zone, self.due = now, zone, due
        self.fields["day"].initial = now.astimezone(zone).date()

    @cached_property
    def at(self) -> datetime:
        return at_hour(self.cleaned_data["day"], self.cleaned_data["hour"], self.zone)

    @property
    def is_asked(self) -> bool:
        """Whether the tick is shown: only to somebody whose day is after the promised one."""
        return self.is_bound and "late" in self.errors

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        if self.at <= self.now:
            self.add_error("day", _("This hour is over. Choose a later one, or send the letter now."))
        elif self.at - self.now > LONGEST:
            self.add_error("day", _("A letter can wait for 14 days at most."))
        elif self.due is not None and cleaned["day"] > self.due and not cleaned["late"]:
            said = _("The letter is promised by %(day)s. Choose an earlier day; or tick this, and it will be late.")
            self.add_error("late", said % {"day": formats.date_format(self.due, "l j F")})
        return cleaned
