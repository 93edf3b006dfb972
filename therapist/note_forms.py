"""What staff may post about a private note. What cannot be taken stands in its box again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from therapist.forms import TextField

LONGEST_NOTE = 8_000


class NoteForm(forms.Form):
    text = TextField(
        label=_("Private note"),
        help_text=_(
            "For whoever has this case after you. The participant is never shown it, but may ask for a copy of all "
            "that is kept about them, notes too: write what you could read out to them."
        ),
        max_length=LONGEST_NOTE,
        too_long=_("This is longer than one note can be. Please keep it in two; nothing is lost, it stands below."),
        widget=forms.Textarea(attrs={"rows": 5, "class": "long", "autocomplete": "off"}),
    )
    form_key = forms.UUIDField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["text"].error_messages["required"] = _("The note is still empty. Write a few words first.")


class CorrectionForm(NoteForm):
    """`base` is the number of the wording that the page showed."""

    base = forms.IntegerField(min_value=1)
