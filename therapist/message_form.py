"""A message to a participant, kept as a draft until it is sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from therapist.forms import MessageForm


class DraftForm(MessageForm):
    """`base` is the save that the window stands on. Without a button that says otherwise, the message is sent."""

    SAVE, SEND = "save", "send"

    base = forms.IntegerField(min_value=0, required=False)
    do = forms.ChoiceField(choices=[(name, name) for name in (SAVE, SEND)], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False

    @property
    def draft(self) -> dict[str, Any]:
        """What is saved of it."""
        return {"text": self.words, "base": self.cleaned_data["base"] or 0, "form_key": self.cleaned_data["form_key"]}

    @property
    def words(self) -> str:
        text: str = self.cleaned_data.get("text", "")
        return text

    def may_be_sent(self, newest: int | None) -> bool:
        """Whether it is to be sent now; says kindly why not where it is asked for and cannot be."""
        if self.cleaned_data["do"] == self.SAVE:
            return False
        if not self.words:
            self.add_error("text", _("The message is still empty. Write a few words first."))
        return super().may_be_sent(newest)
