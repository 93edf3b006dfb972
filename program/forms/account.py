"""The small forms of the account pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class IdleForm(forms.Form):
    """After how long a page covers itself."""

    minutes = forms.TypedChoiceField(
        label=_("Cover the page when nobody has touched it"),
        choices=[(5, _("after 5 minutes")), (15, _("after 15 minutes")), (0, _("never"))],
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        error_messages={"required": _("Please choose one.")},
    )
