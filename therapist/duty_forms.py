"""What is posted about the rota and the duty hours."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from program.actions.duty import ShiftRefused
from program.models import Account, Program
from therapist.rota import weekdays

# What is wrong with a shift, and beside which box it is said.
REFUSED = {
    "order": ("last_day", _("The last day is before the first.")),
    "same": ("deputy", _("The deputy is somebody else than the duty clinician.")),
    "overlap": (
        None,
        _("Somebody is named for one of these days already. Remove that shift first; nothing was changed."),
    ),
    "person": (None, _("Somebody you chose cannot be on duty any more. Please choose again; nothing was changed.")),
}


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Please choose a day."), "invalid": _("Please write a day, as 2026-12-24.")},
    )


class ShiftForm(forms.Form):
    """Who is on duty on which days."""

    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"))

    def __init__(self, *args: Any, people: Sequence[Account], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.today = today
        names = [(key, person.work_name) for key, person in self.people.items()]
        self.fields["clinician"] = forms.ChoiceField(
            label=_("Duty clinician"),
            choices=[("", _("Choose")), *names],
            error_messages={"required": _("Please choose who is on duty.")},
        )
        self.fields["deputy"] = forms.ChoiceField(
            label=_("Deputy"),
            choices=[("", _("Nobody")), *names],
            required=False,
            help_text=_("Told if the duty clinician has not acknowledged in time."),
        )

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError(_("These days are over."))
        return day

    def chosen(self, name: str) -> Account | None:
        """The person behind `clinician` or `deputy`."""
        return self.people.get(self.cleaned_data[name])

    def refused(self, error: ShiftRefused) -> None:
        self.add_error(*REFUSED[error.args[0]])


class HoursForm(forms.Form):
    """On which days and in which hours somebody reads alerts."""

    field_order = ("days", "start", "end")

    start = forms.TimeField(
        label=_("From"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "date"})
    )
    end = forms.TimeField(
        label=_("Until"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "date"})
    )

    def __init__(self, data: Any = None, *, program: Program) -> None:
        super().__init__(data, initial={"start": program.duty_from, "end": program.duty_until})
        self.fields["days"] = forms.TypedMultipleChoiceField(
            label=_("Days"),
            coerce=int,
            choices=list(weekdays()),
            initial=[number for number in range(7) if program.duty_days >> number & 1],
            widget=forms.CheckboxSelectMultiple(attrs={"class": "choices choices-inline"}),
            error_messages={"required": _("Please choose at least one day.")},
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start and end and end <= start:
            self.add_error("end", _("Duty ends after it begins, on the same day."))
        return self.cleaned_data

    @property
    def mask(self) -> int:
        return sum(1 << number for number in self.cleaned_data["days"])
