"""Fields that never lose what was typed: nothing is required, and errors are kind words."""

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NUMBER = re.compile(r"[+-]?\d{1,30}([.,]\d{1,30})?([eE][+-]?\d{1,3})?")
DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y")


class Words(forms.CharField):
    """A text of any length. Line ends are the same on every system; a NUL, which no page can show, is left out."""

    def __init__(self, *, lines: int = 2, placeholder: str = "", **kwargs: Any) -> None:
        attrs = {"rows": str(lines), "class": "long"} | ({"placeholder": placeholder} if placeholder else {})
        super().__init__(required=False, widget=forms.Textarea(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        return tidy(value)


class NumberInput(forms.TextInput):
    """A text box, not a number box: a browser would swallow 'about five' before it reached us."""

    template_name = "worksheets/kinds/number.html"

    def __init__(self, unit: str = "") -> None:
        super().__init__(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "number"})
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "unit": self.unit}


class Number(forms.Field):
    """A number, whole or not, with a comma or a point."""

    def __init__(self, *, low: float | None = None, high: float | None = None, unit: str = "", **kwargs: Any) -> None:
        self.low, self.high = low, high
        super().__init__(required=False, widget=NumberInput(unit), **kwargs)

    def clean(self, value: Any) -> int | float | None:
        typed = tidy(value)
        if not typed:
            return None
        number = read_number(typed)
        if number is None or not self._fits(number):
            raise ValidationError(self._expected())
        return number

    def _fits(self, number: float) -> bool:
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)

    def _expected(self) -> str:
        if self.low is None or self.high is None:
            return _("Please write a number, such as 3, or leave this empty.")
        return _("Please write a number from %(low)s to %(high)s, or leave this empty.") % {
            "low": self.low,
            "high": self.high,
        }


class DayInput(forms.DateInput):
    """The browser's date box; a plain one for a text that is no day yet, which a date box would hide."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = context["widget"]["value"]
        context["widget"]["type"] = "text" if typed and read_day(str(typed)) is None else "date"
        return context


class Day(forms.Field):
    """A day, kept as ISO text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=DayInput(attrs={"class": "date"}), **kwargs)

    def clean(self, value: Any) -> str | None:
        typed = tidy(value)
        if not typed:
            return None
        day = read_day(typed)
        if day is None:
            raise ValidationError(_("Please write a day such as 2027-03-21, or leave this empty."))
        return day.isoformat()


class Radios(forms.RadioSelect):
    """Once something is chosen there is a last choice that takes it back: a radio button cannot be unticked."""

    def optgroups(
        self, name: str, value: list[str], attrs: dict[str, Any] | None = None
    ) -> list[tuple[str | None, list[dict[str, Any]], int | None]]:
        groups = super().optgroups(name, value, attrs)
        return groups if any(value) else groups[:-1]


class Choice(forms.ChoiceField):
    """One of the options. Anything else that is posted counts as no answer: nobody typed it."""

    def __init__(self, *, options: Mapping[str, str], **kwargs: Any) -> None:
        self.options = options
        kwargs.setdefault("widget", Radios(attrs={"class": "choices"}))
        # Called when the page is drawn; a save asks for none of it.
        super().__init__(required=False, choices=self.offered, **kwargs)

    def offered(self) -> list[tuple[str, Any]]:
        return [*self.options.items(), ("", gettext_lazy("No answer"))]

    def clean(self, value: Any) -> Any:
        return str(value) if value in self.options else ""


class Step(Choice):
    """A step on a scale of whole numbers."""

    def __init__(self, *, low: int, high: int, ends: tuple[str, str] = ("", ""), **kwargs: Any) -> None:
        self.low, self.high = ends
        kwargs.setdefault("widget", Radios(attrs={"class": "scale"}))
        super().__init__(options={str(step): str(step) for step in range(low, high + 1)}, **kwargs)

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        return int(chosen) if chosen else None


class StepList(Step):
    """The same as a short list, where many scales stand on one page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Select(attrs={"class": "number"}), **kwargs)

    def offered(self) -> list[tuple[str, Any]]:
        return [("", "–"), *self.options.items()]


class Several(forms.MultipleChoiceField):
    """Any of the options; what is none of them is left out."""

    def __init__(self, *, options: Mapping[str, str], **kwargs: Any) -> None:
        self.options = options
        several = forms.CheckboxSelectMultiple(attrs={"class": "choices"})
        super().__init__(required=False, choices=list(options.items()), widget=several, **kwargs)

    def clean(self, value: Any) -> list[str]:
        chosen = value if isinstance(value, list) else []
        return [option for option in self.options if option in chosen]


def tidy(value: Any) -> str:
    if value is None:
        return ""
    return str(value).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def read_number(typed: str) -> int | float | None:
    if not NUMBER.fullmatch(typed):
        return None
    if typed.lstrip("+-").isdecimal():
        return int(typed)
    number = float(typed.replace(",", "."))
    return number if math.isfinite(number) else None


def read_day(typed: str) -> date | None:
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(typed, form).date()  # noqa: DTZ007 (a day without a time)
        except ValueError:
            continue
    return None
