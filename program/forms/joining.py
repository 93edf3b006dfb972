"""One small form for each page of joining, and for passphrases wherever they are made or asked."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from program.choices import Continent
from program.credentials import OWN_PASSPHRASE_LENGTH
from program.letter_languages import name_of
from program.passphrases import tidy, too_common
from vault.derive import canonical, exact

SECRET_ATTRS = {"class": "long secret-input", "autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}


class SecretField(forms.CharField):
    """Spaces at the ends and double ones between words are forgiven, when one is made and whenever it is typed."""

    def to_python(self, value: object) -> str:
        return tidy(super().to_python(value) or "")


def secret_field(
    label: StrOrPromise, help_text: StrOrPromise = "", autocomplete: str = "current-password"
) -> forms.CharField:
    """A visible field: the writer is alone, and seeing what one types saves a lost login. Pasting works."""
    return SecretField(
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
        choices=[("no", _("I am under 18")), ("yes", _("I am 18 or older"))],
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        error_messages={"required": _("Please choose one of the two.")},
    )


class LanguageForm(forms.Form):
    """Only languages in which somebody writes are offered."""

    language = forms.ChoiceField(
        label=_("In which language would you like your letters?"),
        help_text=_("Your therapist writes in it, and you may write in it too."),
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        error_messages={"required": _("Please choose one."), "invalid_choice": _("Please choose one of these.")},
    )

    def __init__(self, *args: object, codes: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        self.fields["language"].choices = [(code, name_of(code)) for code in codes]  # type: ignore[attr-defined]  # a ChoiceField


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


class NothingForm(forms.Form):
    """Nothing to fill in: what the page shows is taken."""


class PassphraseForm(forms.Form):
    """The one that was made is taken, or an own one is given. It must not be the sign-in `name`."""

    own = SecretField(
        label=_("Or make your own"),
        help_text=_("At least 15 characters. Several words that only you would put together work well."),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.TextInput(attrs={**SECRET_ATTRS, "autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, name: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        self.name = name

    def clean_own(self) -> str:
        own: str = self.cleaned_data["own"]
        if not own:
            return ""
        if len(own) < OWN_PASSPHRASE_LENGTH:
            raise forms.ValidationError(_("That is a little short. Please use at least 15 characters."))
        if too_common(own, self.name):
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
        same = canonical(typed) == canonical(self.secret) if self.forgiving else exact(typed) == exact(self.secret)
        if not same:
            raise forms.ValidationError(_("That is not quite the same. Look at your note again, or go one page back."))
        return typed


class RecoveryForm(forms.Form):
    """Proof that the recovery code was kept: its first and its last group. The whole code is as good."""

    code_part = forms.CharField(
        label=_("Type the first group and the last group of your recovery code"),
        help_text=_("Eight characters, four from each end. You can paste the whole code."),
        max_length=40,
        widget=forms.TextInput(attrs={**SECRET_ATTRS, "class": "short secret-input", "autocomplete": "off"}),
        error_messages={"required": _("Please type the two groups.")},
    )

    def __init__(self, *args: object, code: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        self.code = code

    def clean_code_part(self) -> str:
        typed: str = self.cleaned_data["code_part"]
        groups = canonical(self.code).split()
        if canonical(typed).replace(" ", "") not in {groups[0] + groups[-1], "".join(groups)}:
            raise forms.ValidationError(_("That is not how this code begins and ends. Please look at your note again."))
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
