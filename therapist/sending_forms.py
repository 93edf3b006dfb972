"""When a letter is to leave, where its writer names the hour; who reads it before; and what that reader says."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from program.models import Account
from therapist.forms import LONGEST_MESSAGE, TextField
from therapist.leaving import LONGEST, at_hour

MORNING = 8
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class LaterForm(forms.Form):
    """A day and an hour of the programme's clock. After the promised day (`due`) only with a tick that says so."""

    use_required_attribute = False  # its boxes stand in the form of the letter, which other buttons send without them

    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "date"}),
        error_messages={"required": gettext_lazy("On which day is it to leave? The letter is saved and was not sent.")},
    )
    hour = forms.TypedChoiceField(label=gettext_lazy("Hour"), choices=HOURS, coerce=int, initial=MORNING)
    late = forms.BooleanField(label=gettext_lazy("Let it leave after the promised day"), required=False)

    def __init__(self, data: Any = None, *, now: datetime, zone: ZoneInfo, due: date | None = None) -> None:
        super().__init__(data)
        self.now, self.zone, self.due = now, zone, due
        # The first morning that is still ahead.
        self.fields["day"].initial = (now.astimezone(zone) + timedelta(hours=24 - MORNING)).date()

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


class AskForm(forms.Form):
    """Who is to read a letter before it leaves."""

    use_required_attribute = False

    reader = forms.ChoiceField(
        label=gettext_lazy("Who reads it"),
        help_text=gettext_lazy("They can read this case until they have answered, for 14 days at most."),
        error_messages={"required": gettext_lazy("Choose who is to read it. The letter is saved.")},
    )

    def __init__(self, data: Any = None, *, readers: Sequence[Account]) -> None:
        super().__init__(data)
        self.readers = readers
        field = self.fields["reader"]
        if isinstance(field, forms.ChoiceField):
            named = [(str(account.pk), account.work_name) for account in readers]
            field.choices = [("", _("Choose somebody")), *named]

    @property
    def chosen(self) -> Account:
        return next(account for account in self.readers if str(account.pk) == self.cleaned_data["reader"])


class CommentsForm(forms.Form):
    """What a second reader decides. To return a letter without a word helps nobody."""

    RELEASE, RETURN = "release", "return"

    comments = TextField(
        label=gettext_lazy("Your comments"),
        required=False,
        max_length=LONGEST_MESSAGE,
        too_long=gettext_lazy("These are longer than comments can be. Please shorten them; they stand below."),
        help_text=gettext_lazy("For the writer, and whoever may read this case. The participant never sees them."),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )
    do = forms.ChoiceField(choices=[(RELEASE, RELEASE), (RETURN, RETURN)])

    @property
    def is_release(self) -> bool:
        return bool(self.cleaned_data["do"] == self.RELEASE)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.is_release and not cleaned["comments"]:
            self.add_error("comments", _("Say what should be different before you return it."))
        return cleaned
