"""What an editor says of an urgent fix."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.mending import Words

SHORTEST = 3


class FixForm(forms.Form):
    """Old words, new words or none, and why. No field is called "old" or "new": forms of passphrases call secrets so,
    and a secret is never kept where a session ended (`program.rescue`)."""

    wrong = forms.CharField(
        label=_("Words to take out"),
        max_length=300,
        min_length=SHORTEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Exactly as people read them: a number, a sentence. They may be part of a longer sentence."),
    )
    right = forms.CharField(
        label=_("Words in their place"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Leave this empty if nothing is to stand there."),
    )
    reason = forms.CharField(
        label=_("Why this cannot wait for the next edition"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept with your name and the day. Colleagues read it; participants do not."),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        old, new = (" ".join(self.cleaned_data.get(name, "").split()) for name in ("wrong", "right"))
        if old and old == new:
            self.add_error("right", _("These are the same words."))
        return self.cleaned_data

    @property
    def words(self) -> Words:
        """Spaces and line breaks count as one space, here and in the texts."""
        return Words(*(" ".join(self.cleaned_data[name].split()) for name in ("wrong", "right")))


class SendBackForm(forms.Form):
    """What a clinical reviewer says to who asked for a fix."""

    comment = forms.CharField(
        label=_("What should be different"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who asked for it reads this, with your name and the day."),
        error_messages={"required": _("Say what should be different, so that they can ask again.")},
    )
