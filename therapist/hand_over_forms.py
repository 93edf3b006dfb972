"""Handing a case over to a colleague."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from therapist.forms import TextField
from therapist.rooms import Choice

LONGEST_NOTE = 8_000


class HandOverForm(forms.Form):
    """`instead_of` is whoever had the case when the page was shown; empty where nobody had it."""

    colleague = forms.ChoiceField(
        label=_("Who takes over"),
        help_text=_("Behind each name: how many cases they carry, of how many that were agreed."),
        error_messages={"required": _("Please choose a colleague.")},
    )
    note = TextField(
        label=_("What they should know"),
        max_length=LONGEST_NOTE,
        too_long=_("This is longer than a note can be. Please shorten it; nothing is lost, it stands below."),
        help_text=_("Sealed with the case. Whoever reads the case reads it; the participant does not."),
        widget=forms.Textarea(attrs={"rows": 8, "class": "long", "autocomplete": "off"}),
    )
    # Shown once somebody was chosen who carries as many as were agreed.
    beyond_cap = forms.BooleanField(required=False, label=_("Yes, beyond what was agreed"))
    instead_of = forms.UUIDField(required=False)
    form_key = forms.UUIDField()

    def __init__(self, *args: Any, offered: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleague = self.fields["colleague"]
        if isinstance(colleague, forms.ChoiceField):
            named = [(str(choice.therapist), choice.label) for choice in offered]
            colleague.choices = [("", _("Please choose")), *named] if named else []
            colleague.error_messages["invalid_choice"] = _("They can take no case now. Please choose somebody else.")
        self.fields["note"].error_messages["required"] = _("Please write a few lines for whoever takes over.")
