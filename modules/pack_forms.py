"""What the studio asks before a programme comes in or is copied."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules.actions.exchanging import Name
from modules.exporting import is_taken
from modules.packs.archive import LARGEST
from modules.text_blocks import key_validator


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Programme file"),
        help_text=gettext_lazy("The file that “Export” gave you, in this clinic or in another one."),
    )

    def clean_file(self) -> "File[bytes]":
        file: File[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            megabytes = LARGEST // 1024**2
            raise ValidationError(_("This file is too large: at most %(number)d MB.") % {"number": megabytes})
        return file


class CopyForm(forms.Form):
    title = forms.CharField(max_length=200, label=gettext_lazy("Title"))
    slug = forms.CharField(
        max_length=50,
        label=gettext_lazy("Short name"),
        validators=[key_validator],
        help_text=gettext_lazy("Such as “nine-weeks”. It stays for ever: files and the log name the programme by it."),
    )
    language = forms.ChoiceField(
        choices=settings.LANGUAGES,
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("Weeks that are translated into it come in it; you write over the others."),
    )

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if is_taken(slug):
            raise ValidationError(_("Another programme has this short name."))
        return slug

    def name(self) -> Name:
        """What was typed, once it is valid."""
        return Name(**{name: self.cleaned_data[name] for name in ("slug", "title", "language")})
