"""One small form for each page of joining, and for passphrases wherever they are made or asked."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from program.choices import Continent
from program.credentials import OWN_PASSPHRASE_LENGTH, RECOVERY_GROUP_LENGTH, words
from vault.derive import canonical

SECRET_ATTRS = {"class": "long secret-input", "autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}
COMMON_BEGINNINGS = ("password", "passphrase", "12345", "qwerty", "letmein", "iloveyou", "111111", "abcdef")


def secret_field(
    label: StrOrPromise, help_text: StrOrPromise = "", autocomplete: str = "current-password"
) -> forms.CharField:
    """A visible field: the writer is alone, and seeing what one types saves a lost login. Pasting works."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=200,
        widget=forms.TextInput(attrs={**SECRET_ATTRS, "autocomplete": autocomplete}),
        error_messages={"required": _("Please type it here.")},
    )


class AgeForm(forms.Form):
    adult = forms.ChoiceField(
        label=_("How old are you?"),
        choices=[("yes", _("I am 18 or older")), ("no", _("I am under 18"))],
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        error_messages={"required": _("Please choose one of the two.")},
    )


class ContinentForm(forms.Form):
    continent = forms.ChoiceField(
        label=_("Which part of the world are you in?"),
        help_text=_("It helps us to name help that is near you. We ask nothing finer than this."),
        choices=Continent.choices,
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        error_messages={"required": _("Please choose one. “I would rather not say” is fine.")},
    )


class ConsentForm(forms.Form):
    agreed = forms.BooleanField(
        label=_("I have read this, the limits of confidentiality too, and I want to take part."),
        error_messages={"required": _("Tick the box if you agree. You can also stop here; nothing has been stored.")},
    )


class NameForm(forms.Form):
    """Nothing to fill in: the name is taken, or another is made."""


class PassphraseForm(forms.Form):
    own = forms.CharField(
        label=_("Or make your own"),
        help_text=_("At least 15 characters. Several words that only you would put together work well."),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.TextInput(attrs={**SECRET_ATTRS, "autocomplete": "new-password"}),
    )

    def clean_own(self) -> str:
        own: str = self.cleaned_data["own"]
        if not own:
            return ""
        if len(own) < OWN_PASSPHRASE_LENGTH:
            raise forms.ValidationError(_("That is a little short. Please use at least 15 characters."))
        if too_common(own):
            raise forms.ValidationError(_("Many people would think of that one. Please choose another."))
        return own


class RetypeForm(forms.Form):
    """Proof that the passphrase was kept. `secret` and `forgiving` say what it is compared with."""

    again = secret_field(_("Type your passphrase once"), _("You can paste it."), autocomplete="new-password")

    def __init__(self, *args: object, secret: str = "", forgiving: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        self.secret, self.forgiving = secret, forgiving

    def clean_again(self) -> str:
        typed: str = self.cleaned_data["again"]
        same = canonical(typed) == canonical(self.secret) if self.forgiving else typed == self.secret
        if not same:
            raise forms.ValidationError(_("That is not quite the same. Look at your note again, or go one page back."))
        return typed


class RecoveryForm(forms.Form):
    """Proof that the recovery code was kept: its last group."""

    last_group = forms.CharField(
        label=_("Type the last four characters of the recovery code"),
        max_length=20,
        widget=forms.TextInput(attrs={**SECRET_ATTRS, "class": "short", "autocomplete": "off"}),
        error_messages={"required": _("Please type the last four characters.")},
    )

    def __init__(self, *args: object, code: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        self.code = code

    def clean_last_group(self) -> str:
        typed: str = self.cleaned_data["last_group"].strip().upper()
        if (
            not self.code.replace("-", "").endswith(typed.replace("-", "")[-RECOVERY_GROUP_LENGTH:])
            or len(typed) < RECOVERY_GROUP_LENGTH
        ):
            raise forms.ValidationError(_("That is not how this code ends. It is shown just above."))
        return typed


class SignInForm(forms.Form):
    name = forms.CharField(
        label=_("Sign-in name"),
        help_text=_("Two words and a number."),
        max_length=120,
        widget=forms.TextInput(attrs={**SECRET_ATTRS, "class": "short", "autocomplete": "username"}),
        error_messages={"required": _("Please type your sign-in name.")},
    )
    passphrase = secret_field(_("Passphrase"))


class RecoverForm(forms.Form):
    name = forms.CharField(
        label=_("Sign-in name"),
        max_length=120,
        widget=forms.TextInput(attrs={**SECRET_ATTRS, "class": "short", "autocomplete": "username"}),
        error_messages={"required": _("Please type your sign-in name.")},
    )
    code = secret_field(_("Recovery code"), _("Five groups of four characters."), autocomplete="one-time-code")


class ConfirmForm(forms.Form):
    """The passphrase asked again before something that cannot be taken back."""

    passphrase = secret_field(_("Your passphrase"))


def too_common(secret: str) -> bool:
    """Whether somebody who guesses would try this early: one repeated thing, or a well-known beginning made long."""
    plain = "".join(canonical(secret).split())
    if len(set(plain)) < len("sevendi") or any(plain.startswith(start) for start in COMMON_BEGINNINGS):
        return True
    parts = canonical(secret).split()
    return len(parts) <= 2 and all(part in _word_set() for part in parts)


def _word_set() -> frozenset[str]:
    return frozenset(words())
