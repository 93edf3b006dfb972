"""Giving a reminder address, and showing that it is one's own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from program.forms.joining import SECRET_ATTRS, ConfirmForm


class AddressForm(ConfirmForm):
    address = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Best is one without your name, that nobody else reads."),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "long", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Please type an address."),
            "invalid": _("That does not look like an e-mail address. Please look at it again."),
        },
    )
    field_order = ("address", "passphrase")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code in the mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={**SECRET_ATTRS, "class": "short", "autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
        error_messages={"required": _("Please type the code.")},
    )
