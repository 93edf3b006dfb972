"""The form of one measure: a row of choices for each item. Nothing has to be chosen unless the owner forbids blanks."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from worksheets.kinds.inputs import Choice
from worksheets.measures.instrument import Instrument, Item

SCALE_STEPS = 6


class Choices(forms.RadioSelect):
    """'No answer' is there from the start, since this form is sent once; but it is not ticked for anybody."""

    def optgroups(
        self, name: str, value: list[str], attrs: dict[str, Any] | None = None
    ) -> list[tuple[str | None, list[dict[str, Any]], int | None]]:
        groups = super().optgroups(name, value, attrs)
        if not any(value):
            for _name, options, _index in groups:
                for option in options:
                    option["selected"] = False
                    option["attrs"].pop("checked", None)
        return groups


class ItemField(Choice):
    """One item. A long row of numbers is drawn as a scale with its ends beside it."""

    def __init__(self, item: Item, *, may_be_blank: bool) -> None:
        self.low, self.high = _ends(item)
        self.may_be_blank = may_be_blank
        is_scale = _is_scale(item)
        labels = {str(option.value): str(option.value) if is_scale else option.label for option in item.options}
        super().__init__(
            options=labels,
            widget=Choices(attrs={"class": "scale" if is_scale else "choices"}),
            label=item.text,
            help_text=item.help,
        )

    def offered(self) -> list[tuple[str, Any]]:
        return super().offered() if self.may_be_blank else [*self.options.items()]


class MeasureForm(forms.Form):
    """Bound with `data`, or empty. What was chosen comes back with every mistake."""

    use_required_attribute = False

    def __init__(self, instrument: Instrument, *, prefix: str, data: MultiValueDict[str, str] | None = None) -> None:
        super().__init__(data, prefix=prefix)
        self.instrument = instrument
        for item in instrument.items:
            self.fields[item.link_id] = ItemField(item, may_be_blank=instrument.skippable)

    def answers(self) -> dict[str, int | None]:
        """By link id; None for a blank."""
        chosen = {item.link_id: self.cleaned_data[item.link_id] for item in self.instrument.items}
        return {link_id: int(value) if value else None for link_id, value in chosen.items()}

    def clean(self) -> None:
        blank = [item.link_id for item in self.instrument.items if not self.cleaned_data.get(item.link_id)]
        if len(blank) == len(self.fields):
            self.add_error(None, _("Nothing is chosen yet. Choose what fits best, or skip these questions."))
        elif not self.instrument.skippable:
            for link_id in blank:
                self.add_error(link_id, _("These questions only work together. Please choose one here, too."))


def _is_scale(item: Item) -> bool:
    return len(item.options) >= SCALE_STEPS and all(option.label.isdecimal() for option in item.options[1:-1])


def _ends(item: Item) -> tuple[str, str]:
    """The words at the ends of a scale; empty where it is numbers alone, or no scale."""
    if not _is_scale(item):
        return "", ""
    low, high = (item.options[place].label.partition(" – ")[2] for place in (0, -1))
    return low, high
