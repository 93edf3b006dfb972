"""One crisis line, as the clinic writes it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from program.choices import Continent, Door
from program.lines import LONGEST, REGIONS, Line, is_number

LAST = 999
OFF = {"autocomplete": "off"}


class LineForm(forms.Form):
    """`programs` are offered where there are several and the line is a new one."""

    name = forms.CharField(
        label=_("What answers there"),
        help_text=_("As people know it: “Emergency number”, or the name of the helpline."),
        max_length=LONGEST["name"],
        widget=forms.TextInput(attrs=OFF),
        error_messages={"required": _("Please say what answers there.")},
    )
    number = forms.CharField(
        label=_("Number"),
        help_text=_("As one dials it there. A changed number counts as never tested."),
        max_length=LONGEST["number"],
        widget=forms.TextInput(attrs={**OFF, "class": "short", "inputmode": "tel"}),
        error_messages={"required": _("Please write the number.")},
    )
    region = forms.ChoiceField(
        label=_("Part of the world"),
        choices=[("", _("Everywhere")), *((key, Continent(key).label) for key in REGIONS)],
        required=False,
    )
    country = forms.CharField(
        label=_("Country"),
        help_text=_("Leave it empty for the whole part of the world."),
        max_length=LONGEST["country"],
        required=False,
        widget=forms.TextInput(attrs={**OFF, "class": "short"}),
    )
    hours = forms.CharField(
        label=_("When somebody answers"),
        help_text=_("In plain words: “Day and night”."),
        max_length=LONGEST["hours"],
        required=False,
        widget=forms.TextInput(attrs=OFF),
    )
    doors = forms.MultipleChoiceField(
        label=_("What it is for"),
        help_text=_("Nothing ticked means everything."),
        choices=Door.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
    )
    for_young = forms.BooleanField(
        label=_("For people under 18: shown on the page for them, and not on the help page"), required=False
    )
    order = forms.IntegerField(
        label=_("Place in its list"),
        help_text=_("Lower numbers stand first."),
        min_value=0,
        max_value=LAST,
        initial=LAST,
        widget=forms.NumberInput(attrs={**OFF, "class": "short"}),
    )
    program = forms.ChoiceField(label=_("Programme"))

    def __init__(self, *args: Any, programs: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(programs) > 1:
            self.fields["program"] = forms.ChoiceField(label=_("Programme"), choices=programs)
        else:
            del self.fields["program"]

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        if not is_number(number):
            raise forms.ValidationError(_("This cannot be dialled. Digits, spaces, hyphens and a + in front are fine."))
        return number

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("country") and not typed.get("region"):
            self.add_error("region", _("Please choose the part of the world that this country is in."))
        return typed

    @property
    def line(self) -> Line:
        given = {name: value for name, value in self.cleaned_data.items() if name != "program"}
        return Line(**given | {"doors": tuple(given["doors"])})
