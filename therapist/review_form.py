"""What a supervisor posts about a letter. Nothing typed is lost: what cannot be taken stands in its box again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from therapist.forms import TextField
from therapist.reviewing import Mark, Point, Review
from therapist.safety_forms import LONGEST_NOTE, TOO_LONG


class ReviewForm(forms.Form):
    """Five points, each in three steps, and a few words for the therapist."""

    words = TextField(
        label=_("A few words for the therapist"),
        help_text=_("What to keep, and what to try next time. Quote nothing that the participant wrote."),
        required=False,
        max_length=LONGEST_NOTE,
        too_long=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )
    form_key = forms.UUIDField()

    def __init__(self, *args: Any, before: Review | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for point in Point:
            self.fields[point.value] = forms.ChoiceField(
                label=point.label,
                choices=Mark.choices,
                widget=forms.RadioSelect(attrs={"class": "choices-inline"}),
                initial=before.marks.get(point) if before else None,
                error_messages={"required": _("Please choose one of these.")},
            )
        if before:
            self.fields["words"].initial = before.words

    @property
    def points(self) -> list[forms.BoundField]:
        return [self[point.value] for point in Point]

    @property
    def said(self) -> Review:
        return Review({point: Mark(self.cleaned_data[point.value]) for point in Point}, self.cleaned_data["words"])
