"""The studio's own forms, beside those that Wagtail makes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules.text_blocks import key_validator
from program.arms import ArmWords
from program.models import PointKind, WeekKind

HIGHEST = 100
NEW_ROWS = 2
PREFIX = "arm"
ROW_FIELD = re.compile(rf"{PREFIX}-(?P<row>\d+)-(?P<field>key|title|weight)")

Choices = Sequence[tuple[Any, Any]]
Points = Sequence[Mapping[str, Any]]


class StepForm(forms.Form):
    """Which step goes where."""

    def __init__(self, steps: Choices, weeks: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"] = forms.ChoiceField(label=gettext_lazy("Step"), choices=steps)
        self.fields["week"] = forms.TypedChoiceField(label=gettext_lazy("To the week"), choices=weeks, coerce=int)


class AskingForm(forms.Form):
    """In which weeks each assessment point is asked. `weeks`: number, title and kind of each there is; `measures`: what
    those are called that points name by their keys. The baseline is asked from joining on, in no week."""

    def __init__(
        self,
        points: Points,
        weeks: Sequence[tuple[int, str, str]],
        measures: Mapping[str, str],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.baselines = [_named(point, measures) for point in points if point["kind"] == PointKind.BASELINE]
        for point in points:
            if point["kind"] == PointKind.BASELINE:
                continue
            ends = point["kind"] == PointKind.FOLLOW_UP
            self.fields[point["key"]] = forms.TypedMultipleChoiceField(
                label=PointKind(point["kind"]).label,
                help_text=_named(point, measures),
                choices=[(number, title) for number, title, kind in weeks if (kind == WeekKind.FOLLOW_UP) == ends],
                coerce=int,
                widget=forms.CheckboxSelectMultiple,
                initial=point["weeks"],
                error_messages={"required": _("Tick at least one week. Nothing was changed.")},
            )


def _named(point: Mapping[str, Any], measures: Mapping[str, str]) -> str:
    """What a point asks; a measure that is not there any more by its key."""
    return ", ".join(measures.get(key, key) for key in point["instruments"])


class ArmForm(forms.Form):
    """One arm, known by its key, which is sent along: somebody else may have added one in between."""

    title = forms.CharField(max_length=120, required=False, label=gettext_lazy("What staff call it"))
    key = forms.CharField(max_length=50, required=False, label=gettext_lazy("Key"), validators=[key_validator])
    weight = forms.IntegerField(
        min_value=0, max_value=HIGHEST, required=False, initial=1, label=gettext_lazy("How often, beside the others")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: str = self.initial.get("title", "")
        if self.initial.get("key"):
            self.fields["key"].widget.attrs["readonly"] = True

    @property
    def is_left_empty(self) -> bool:
        return not (self.cleaned_data.get("key") or self.cleaned_data.get("title"))

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if "key" in found and "title" in found and bool(found["key"]) != bool(found["title"]):
            raise ValidationError(_("An arm has both a key and a title."))
        return found

    def words(self) -> ArmWords:
        weight = self.cleaned_data["weight"]
        return ArmWords(self.cleaned_data["key"], self.cleaned_data["title"], 1 if weight is None else weight)


class ArmForms(forms.BaseFormSet[ArmForm]):
    """All arms of a programme, with rows for new ones."""

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.forms:
            key = form.cleaned_data.get("key")
            if key in seen:
                form.add_error("key", _("Another arm has this key."))
            elif key:
                seen.add(key)

    def words(self) -> list[ArmWords]:
        return [form.words() for form in self.forms if not form.is_left_empty]

    def put_back(self, kept: Mapping[str, str]) -> None:
        """Show words that could not be taken, each beside the arm it was for; who else added one meanwhile keeps it."""
        rows: dict[str, dict[str, str]] = {}
        for name, words in kept.items():
            if found := ROW_FIELD.fullmatch(name):
                rows.setdefault(found["row"], {})[found["field"]] = words
        known = {form.initial["key"]: form for form in self.initial_forms}
        fresh = iter(self.extra_forms)
        for row in rows.values():
            if form := known.get(row.get("key", "")) or (next(fresh, None) if row.keys() & {"key", "title"} else None):
                form.initial = {**form.initial, **row}


def arm_forms(
    arms: Sequence[ArmWords], posted: Mapping[str, Any] | None = None, kept: Mapping[str, str] | None = None
) -> ArmForms:
    """Bound to what was posted, where something was; else with what was kept of an earlier try."""
    formset = forms.formset_factory(ArmForm, formset=ArmForms, extra=NEW_ROWS)
    made = cast("ArmForms", formset(posted, initial=[vars(arm) for arm in arms], prefix=PREFIX))
    if kept:
        made.put_back(kept)
    return made
