"""A log of days: the same few columns for each. Empty days keep their place."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from worksheets.kinds.inputs import Number, StepList, Words
from worksheets.kinds.kind import Answer, Cell, Group, Kind, Question, Shown, Values, as_rows, as_text
from worksheets.kinds.numbers import range_faults, scale_faults
from worksheets.kinds.rows import CELL_LINES, suffix
from worksheets.params import Param, labelled, number, whole

COLUMN_KINDS = ("text", "number", "scale")


class DayLog(Kind):
    name = "day_log"
    template = "worksheets/kinds/day_log.html"
    params = {
        "columns": Param(labelled(most=8, allowed=("kind", "min", "max")), required=True),
        "days": Param(whole(1, 14), required=True),
    }

    @property
    def keys(self) -> list[str]:
        return [column["key"] for column in self.question["columns"]]

    @property
    def days(self) -> range:
        return range(self.question["days"])

    def faults(self) -> list[str]:
        return [fault for column in self.question["columns"] for fault in column_faults(column)]

    def groups(self) -> list[Group]:
        return [Group(day_name(day), tuple(suffix(day, key) for key in self.keys)) for day in self.days]

    def fields(self) -> dict[str, forms.Field]:
        columns = self.question["columns"]
        return {suffix(day, column["key"]): CELLS[column["kind"]](column) for day in self.days for column in columns}

    def initial(self, answer: Answer) -> dict[str, Any]:
        days = enumerate(as_rows(answer))
        return {suffix(day, key): as_text(row.get(key)) for day, row in days for key in self.keys}

    def answer(self, values: Values) -> Answer:
        return [{key: values[suffix(day, key)] for key in self.keys} for day in self.days]

    def shown(self, answer: Answer) -> Shown:
        days = ((day_name(day), row) for day, row in enumerate(as_rows(answer)) if any(map(as_text, row.values())))
        return Shown(rows=tuple((Cell(_("Day"), name), *self._cells(row)) for name, row in days))

    def _cells(self, row: dict[str, Any]) -> list[Cell]:
        columns = self.question["columns"]
        return [Cell(column["label"], as_text(row.get(column["key"])), column["kind"] != "text") for column in columns]


def day_name(day: int) -> str:
    return _("Day %(number)d") % {"number": day + 1}


def column_faults(column: Question) -> list[str]:
    """Each column has a kind of its own, and a scale needs both its ends."""
    kind, ends = column.get("kind"), {end: column[end] for end in ("min", "max") if end in column}
    if kind not in COLUMN_KINDS:
        faults = [_("'kind' must be text, number or scale.")]
    elif any(number(end) for end in ends.values()):
        faults = [_("'min' and 'max' must be numbers.")]
    elif kind == "scale":
        whole_ends = [end for end in ends.values() if isinstance(end, int)]
        faults = scale_faults(column) if len(whole_ends) == 2 else [_("A scale needs a whole 'min' and 'max'.")]
    else:
        faults = range_faults(column)
    return [_("Column '%(name)s': %(fault)s") % {"name": column["key"], "fault": fault} for fault in faults]


CELLS: dict[str, Callable[[Question], forms.Field]] = {
    "text": lambda column: Words(lines=CELL_LINES, label=column["label"]),
    "number": lambda column: Number(low=column.get("min"), high=column.get("max"), label=column["label"]),
    "scale": lambda column: StepList(low=column["min"], high=column["max"], label=column["label"]),
}
