"""What somebody says about their own minutes. What cannot be taken stands in its box again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from therapist.minutes import Line

# A week of forty hours, on one case.
MOST_MINUTES = 2400


@dataclass(frozen=True)
class Shown:
    line: Line
    field: forms.BoundField


class MinutesForm(forms.Form):
    """A box for each case and week, with what counts now in it. An empty box says: as it was counted."""

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        wrong = _("Write whole minutes, from 0 to %(most)d. Nothing was changed.") % {"most": MOST_MINUTES}
        for line in lines:
            self.fields[line.name] = forms.IntegerField(
                label=_("Minutes for %(alias)s") % {"alias": line.alias},
                min_value=0,
                max_value=MOST_MINUTES,
                required=False,
                initial=line.counted if line.corrected is None else line.corrected,
                widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}),
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
            )

    @property
    def shown(self) -> list[Shown]:
        return [Shown(line, self[line.name]) for line in self.lines]

    @property
    def said(self) -> dict[int, int | None]:
        """Only of what the form showed: a case that came up since is left alone."""
        posted = (line for line in self.lines if line.name in self.data)
        return {line.id: self.cleaned_data[line.name] for line in posted}
