"""What staff may post on the safety pages. Nothing typed is lost: what cannot be taken stands in its box again."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from program.benefit import LIMITS, SOURCES, Thresholds
from therapist.actions.adverse import Coded
from therapist.actions.protection import Told
from therapist.coded import Action, Adapting, Decision, Identifiable, Intensity, Kind, Relation
from therapist.forms import TextField

LONGEST_NOTE = 4_000
TOO_LONG = _("This is longer than fits here. Please shorten it; nothing is lost, it stands below.")
CHOOSE = _("Please choose one of these.")
WRITE = _("Please fill this in. If it is not known, say so.")


class AdaptingForm(forms.Form):
    """One tick on the list of one person. `after` leads back to the page it was on."""

    participant = forms.UUIDField()
    what = forms.ChoiceField(choices=Adapting.choices)
    do = forms.ChoiceField(choices=[("done", "done"), ("take-back", "take-back")])
    after = forms.UUIDField(required=False)

    @property
    def step(self) -> Adapting:
        return Adapting(self.cleaned_data["what"])


class ThresholdsForm(forms.Form):
    """Every threshold with its source below it. `measures` are offered by their titles."""

    from_week = forms.IntegerField(label=_("From which week on somebody is looked at"))
    measures = forms.MultipleChoiceField()
    eased_percent = forms.IntegerField(
        label=_("How much at least one measure must have eased, in percent of what it could")
    )
    room_percent = forms.IntegerField(
        label=_("How far from its best end a measure must have begun, in percent of its scale")
    )
    worksheets_percent = forms.IntegerField(
        label=_("Worksheets sent, in percent of those that could have been sent by now")
    )
    sign_ins_a_week = forms.FloatField(label=_("Sign-ins a week"))
    signs_needed = forms.IntegerField(label=_("How many signs together mark somebody"))
    change_is_enough = forms.BooleanField(
        label=_("A measure that got clearly worse, or no measure that eased, is enough alone"), required=False
    )

    def __init__(self, *args: Any, measures: Collection[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measures"] = forms.MultipleChoiceField(
            label=_("Measures whose totals are looked at"),
            choices=list(measures),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        for name, field in self.fields.items():
            field.help_text = SOURCES[name]
        for name, (low, high) in LIMITS.items():
            self.fields[name].widget.attrs |= {"min": f"{low:g}", "max": f"{high:g}", "class": "short"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, (low, high) in LIMITS.items():
            value = cleaned.get(name)
            if value is not None and not low <= value <= high:
                limits = {"low": f"{low:g}", "high": f"{high:g}"}
                self.add_error(name, _("Please choose a number from %(low)s to %(high)s.") % limits)
        return cleaned

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(**(self.cleaned_data | {"measures": tuple(self.cleaned_data["measures"])}))


class HelpfulForm(forms.Form):
    """Says what is missing in words that help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            choosing = isinstance(field, forms.ChoiceField)
            field.error_messages["required"] = CHOOSE if choosing else WRITE


class AdverseForm(HelpfulForm):
    happened_on = forms.DateField(
        label=_("On which day it happened"),
        help_text=_("If you do not know, the day you heard of it."),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )
    kind = forms.ChoiceField(label=_("What happened"), choices=Kind.choices, widget=forms.RadioSelect)
    severity = forms.ChoiceField(label=_("How bad it was"), choices=Intensity.choices, widget=forms.RadioSelect)
    relation = forms.ChoiceField(
        label=_("Whether taking part may have brought it about"), choices=Relation.choices, widget=forms.RadioSelect
    )
    action = forms.ChoiceField(label=_("What was done"), choices=Action.choices, widget=forms.RadioSelect)
    words = TextField(
        label=_("In a few words, if codes do not say it"),
        help_text=_("Whoever may read the case reads this too. No names and no details; nothing about a child."),
        required=False,
        max_length=LONGEST_NOTE,
        too_long=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )
    form_key = forms.UUIDField()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet. Please look at it again; nothing is lost."))
        return day

    @property
    def coded(self) -> Coded:
        return Coded.of(self.cleaned_data)


class ProtectionForm(HelpfulForm):
    """What the record asks: facts, whether a child can be recognised, whom somebody asked, and what was decided."""

    facts = TextField(
        label=_("What is known"),
        help_text=_("Facts, and where each comes from: what they wrote, and when. No description of any act."),
        max_length=LONGEST_NOTE,
        too_long=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
    )
    identifiable = forms.ChoiceField(
        label=_("Can a child be recognised from it?"), choices=Identifiable.choices, widget=forms.RadioSelect
    )
    consulted = TextField(
        label=_("Whom you asked for advice, and when"),
        help_text=_("By their work. If nobody yet, say so."),
        max_length=LONGEST_NOTE,
        too_long=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    decision = forms.ChoiceField(
        label=_("Was it reported to the authorities?"), choices=Decision.choices, widget=forms.RadioSelect
    )
    why = TextField(
        label=_("To whom and when; or why not"),
        max_length=LONGEST_NOTE,
        too_long=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    form_key = forms.UUIDField()

    @property
    def told(self) -> Told:
        data = self.cleaned_data
        return Told(
            facts=data["facts"],
            identifiable=Identifiable(data["identifiable"]),
            consulted=data["consulted"],
            decision=Decision(data["decision"]),
            why=data["why"],
        )
