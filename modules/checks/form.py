"""What somebody asks the checks to show."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from worksheets.checks.finding import Level

WHOLE = "0"
DRAFTS = "drafts"


class ChecksFilter(forms.Form):
    """Which findings to show. What it does not know is said, and everything is shown."""

    def __init__(self, data: Any, *, weeks: Iterable[tuple[int, str]]) -> None:
        super().__init__(data, label_suffix="")
        numbered = [(str(number), title) for number, title in weeks]
        self.fields |= {
            "text": _choice(_("Text"), ("", _("What is published")), (DRAFTS, _("The newest drafts"))),
            "level": _choice(_("Level"), ("", _("All levels")), *Level.choices),
            "week": _choice(_("Week"), ("", _("All weeks")), (WHOLE, _("The programme’s own page")), *numbered),
        }

    @property
    def wants_drafts(self) -> bool:
        return self.is_valid() and self.cleaned_data["text"] == DRAFTS

    @property
    def level_wanted(self) -> str:
        return str(self.cleaned_data["level"]) if self.is_valid() else ""

    @property
    def week_wanted(self) -> int | None:
        return int(self.cleaned_data["week"]) if self.is_valid() and self.cleaned_data["week"] else None


def _choice(label: str, *choices: tuple[Any, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices)
