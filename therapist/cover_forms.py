"""What is posted about cover."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from program.actions.cover import CoverRefused, Days
from program.models import Account
from therapist.duty_forms import day_field
from therapist.rooms import named

# Why there is no such cover, and beside which box it is said.
REFUSED = {
    "cases": (None, _("There is no case to cover, or none that can be opened now. Nothing was changed.")),
    "overlap": (
        None,
        _("Somebody covers these cases on one of these days already. End that cover first; nothing was changed."),
    ),
}
# Longer than this is no leave any more: such cases get another therapist. Own choice.
LONGEST_DAYS = 92


class CoverForm(forms.Form):
    """Who covers on which days. Only supervisors choose for whom."""

    field_order = ("therapist", "colleague", "first_day", "last_day")

    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"))

    def __init__(
        self,
        *args: Any,
        me: Account,
        therapists: Sequence[Account],
        colleagues: Sequence[Account],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.me, self.today = me, today
        self.therapists = {str(person.pk): person for person in therapists}
        self.colleagues = {str(person.pk): person for person in colleagues if me.is_supervisor or person.pk != me.pk}
        if me.is_supervisor:
            self.fields["therapist"] = forms.ChoiceField(
                label=_("Who is away"),
                choices=[("", _("Choose")), *_names(self.therapists)],
                error_messages={"required": _("Please choose whose cases are covered.")},
            )
        self.fields["colleague"] = forms.ChoiceField(
            label=_("Who covers"),
            choices=[("", _("Choose")), *_names(self.colleagues)],
            error_messages={"required": _("Please choose who covers.")},
        )
        self.order_fields(self.field_order)

    def clean_first_day(self) -> date:
        day: date = self.cleaned_data["first_day"]
        if day < self.today:
            raise forms.ValidationError(_("This day is over. Cover begins today or later."))
        return day

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first."))
        elif first and last and (last - first).days >= LONGEST_DAYS:
            self.add_error("last_day", _("Cover lasts three months at most. Then the cases need another therapist."))
        therapist = self.cleaned_data.get("therapist")
        if therapist and therapist == self.cleaned_data.get("colleague"):
            self.add_error("colleague", _("Nobody covers for themselves. Please choose somebody else."))
        return self.cleaned_data

    @property
    def days(self) -> Days:
        return Days(self.cleaned_data["first_day"], self.cleaned_data["last_day"])

    @property
    def therapist(self) -> Account:
        return self.therapists[self.cleaned_data["therapist"]] if self.me.is_supervisor else self.me

    @property
    def colleague(self) -> Account:
        return self.colleagues[self.cleaned_data["colleague"]]

    def refused(self, error: CoverRefused) -> None:
        self.add_error(*REFUSED[error.args[0]])


class EndForm(forms.Form):
    """Which cover ends."""

    therapist = forms.UUIDField(required=False)
    colleague = forms.UUIDField()
    first_day = forms.DateField()
    last_day = forms.DateField()

    @property
    def days(self) -> Days:
        return Days(self.cleaned_data["first_day"], self.cleaned_data["last_day"])


def _names(people: dict[str, Account]) -> list[tuple[str, str]]:
    return [(key, named(person)) for key, person in people.items()]
