"""Forms of staff accounts. Every field takes what is pasted; none is split into boxes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from program import letter_languages

SHORTEST_PASSWORD = 12
CODE_ATTRS = {"class": "short", "autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}


def password_field(
    label: StrOrPromise, help_text: StrOrPromise = "", autocomplete: str = "current-password"
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"class": "short", "autocomplete": autocomplete}),
        error_messages={"required": _("Please type it here.")},
    )


def new_password_field() -> forms.CharField:
    help_text = _("At least 12 characters. A password manager, or four words nobody would put together, work well.")
    return password_field(_("New password"), help_text, "new-password")


def email_field() -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"class": "short", "autocomplete": "username"}),
        error_messages={"required": _("Please type your e-mail address.")},
    )


def code_field(label: StrOrPromise, help_text: StrOrPromise = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=60,
        widget=forms.TextInput(attrs={**CODE_ATTRS, "autocomplete": "one-time-code"}),
        error_messages={"required": _("Please type the code.")},
    )


class SignInForm(forms.Form):
    email = email_field()
    password = password_field(_("Password"))


class CodeForm(forms.Form):
    code = code_field(
        _("Code"), _("Six digits from your authenticator app. Without it, one of your printed recovery codes.")
    )


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    new = new_password_field()
    again = password_field(_("The new password again"), autocomplete="new-password")

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = email

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        new, again = typed.get("new", ""), typed.get("again", "")
        if new and len(new) < SHORTEST_PASSWORD:
            self.add_error("new", _("That is a little short. Please use at least 12 characters."))
        if new and self._looks_like_the_address(new, typed.get("email", self.address)):
            self.add_error("new", _("Please choose something that is not your e-mail address."))
        if new and again and new != again:
            self.add_error("again", _("The two are not the same. Please type the new password again."))
        return typed

    @staticmethod
    def _looks_like_the_address(password: str, email: str) -> bool:
        name = email.casefold().partition("@")[0]
        plain = password.casefold().strip()
        return bool(name) and plain in {email.casefold(), name, name * 2}


class InvitationForm(NewPasswordForm):
    email = email_field()
    code = code_field(_("Invitation code"), _("Five groups of four characters. Capitals and hyphens do not matter."))

    field_order = ("email", "code", "new", "again")


class ChangePasswordForm(NewPasswordForm):
    password = password_field(_("Your password now"))

    field_order = ("password", "new", "again")


class PasswordForm(forms.Form):
    """The password asked again, before something that a passer-by must not do."""

    password = password_field(_("Your password"))


class EnrolForm(forms.Form):
    """`sealed` carries the new secret from the page that shows it to the answer: it is stored nowhere in between."""

    sealed = forms.CharField(widget=forms.HiddenInput, max_length=2000)
    code = code_field(_("The six digits your app shows now"))


class ReplaceAuthenticatorForm(EnrolForm):
    password = password_field(_("Your password"))

    field_order = ("password", "code", "sealed")


class LanguagesForm(forms.Form):
    """In which of the clinic's languages somebody writes."""

    languages = forms.MultipleChoiceField(
        label=_("Letters in"),
        help_text=_("Whoever wants letters in another language does not come to you by themselves."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
        error_messages={"required": _("Please choose at least one. Nothing was changed.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = letter_languages.named()  # type: ignore[attr-defined]  # such a field has them


class DailyMailForm(forms.Form):
    """Off until somebody wants it."""

    daily_mail = forms.BooleanField(label=_("Tell me by mail, once a day, when something waits for me"), required=False)


class HardNoticeForm(forms.Form):
    """On until somebody does not want it."""

    hard_notice = forms.BooleanField(label=_("Tell me before I open an answer that was flagged"), required=False)
