"""What may be asked of the inbox. Nobody types here: a form names rows, and filters by their address."""

from uuid import UUID

from django import forms

CLAIM, HAND_BACK = "claim", "hand-back"
KEEP, LET_GO = "keep", "let-go"
INBOX, CASE = "inbox", "case"


def one_of(*values: str) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[(value, value) for value in values])


class ClaimForm(forms.Form):
    """`claim` and `hand_back` each name a promise, by the button that was pressed; `at` is the page it stands on."""

    claim = forms.UUIDField(required=False)
    hand_back = forms.UUIDField(required=False)
    at = one_of(INBOX, CASE)

    @property
    def is_claim(self) -> bool:
        return bool(self.cleaned_data["claim"])

    @property
    def promise(self) -> UUID:
        named: UUID = self.cleaned_data["claim"] or self.cleaned_data["hand_back"]
        return named

    def clean(self) -> None:
        if bool(self.cleaned_data.get("claim")) == bool(self.cleaned_data.get("hand_back")):
            raise forms.ValidationError("")


class FilterForm(forms.Form):
    """`which` is the address of the filter."""

    do = one_of(KEEP, LET_GO)
    which = forms.CharField(max_length=80)


class KeysForm(forms.Form):
    keys = one_of("on", "off")
