"""Kinds that are answered in rows, as many as somebody wants: a table, an if with its then."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from worksheets.kinds.inputs import Words
from worksheets.kinds.kind import Answer, Cell, Entry, Group, Kind, Shown, Values, as_rows, as_text, labels
from worksheets.params import MOST_ROWS, Param, labelled, text, whole

CELL_LINES = 2
WIDE = 3
GROWING = {"start": Param(whole(1, MOST_ROWS), required=True), "max": Param(whole(1, MOST_ROWS), required=True)}


def suffix(row: int, column: str) -> str:
    return f"{row}-{column}"


class Growing(Kind):
    """Rows can be added one by one; empty ones are dropped when the answer is read."""

    template = "worksheets/kinds/rows.html"

    @property
    def columns(self) -> dict[str, str]:
        raise NotImplementedError

    @property
    def row_label(self) -> str:
        raise NotImplementedError

    @property
    def most(self) -> int:
        return int(self.question["max"])

    @property
    def drawn(self) -> int:
        """Never fewer rows than at the start, never more than the question allows."""
        return min(max(int(self.question["start"]), self.count), self.most)

    @property
    def is_wide(self) -> bool:
        """Too many columns to stand beside each other."""
        return len(self.columns) > WIDE

    @property
    def may_grow(self) -> bool:
        return self.drawn < self.most

    def faults(self) -> list[str]:
        return [] if self.question["start"] <= self.most else [_("'start' must not be above 'max'.")]

    def groups(self) -> list[Group]:
        return [
            Group(f"{self.row_label} {row + 1}", tuple(suffix(row, key) for key in self.columns))
            for row in range(self.drawn)
        ]

    def fields(self) -> dict[str, forms.Field]:
        return {
            suffix(row, key): Words(lines=CELL_LINES, label=label)
            for row in range(self.drawn)
            for key, label in self.columns.items()
        }

    def initial(self, answer: Answer) -> dict[str, Any]:
        rows = enumerate(as_rows(answer))
        return {suffix(number, key): as_text(row.get(key)) for number, row in rows for key in self.columns}

    def answer(self, values: Values) -> Answer:
        rows = ({key: values.get(suffix(row, key), "") for key in self.columns} for row in range(self.most))
        return [row for row in rows if any(row.values())]


class Rows(Growing):
    name = "rows"
    params = {**GROWING, "columns": Param(labelled(most=8), required=True), "row_label": Param(text, required=True)}

    @property
    def columns(self) -> dict[str, str]:
        return labels(self.question["columns"])

    @property
    def row_label(self) -> str:
        return str(self.question["row_label"])

    def shown(self, answer: Answer) -> Shown:
        columns = self.columns.items()
        rows = [tuple(Cell(label, as_text(row.get(key))) for key, label in columns) for row in as_rows(answer)]
        return self._listed(rows) if self.is_wide else Shown(rows=tuple(rows))

    def _listed(self, rows: Sequence[Sequence[Cell]]) -> Shown:
        """One column under the other, where a table would be too wide to read."""
        entries = tuple(
            Entry(f"{self.row_label} {number}", tuple(cell for cell in row if cell.text))
            for number, row in enumerate(rows, start=1)
        )
        return Shown(text="\n\n".join(_said(entry) for entry in entries), entries=entries)


class Plan(Growing):
    """If this happens, then I do that."""

    name = "plan"
    params = {**GROWING, "if_label": Param(text), "then_label": Param(text)}

    @property
    def columns(self) -> dict[str, str]:
        return {"if": self.question.get("if_label", _("If")), "then": self.question.get("then_label", _("then I"))}

    @property
    def row_label(self) -> str:
        return _("Plan")

    def shown(self, answer: Answer) -> Shown:
        return Shown(lines=tuple(self._sentence(row) for row in as_rows(answer)))

    def _sentence(self, row: dict[str, Any]) -> str:
        given = {key: as_text(row.get(key)) for key in self.columns}
        return ", ".join(f"{label} {given[key]}" for key, label in self.columns.items() if given[key])


def _said(entry: Entry) -> str:
    return "\n".join([entry.name, *(f"{cell.label}: {cell.text}" for cell in entry.cells)])
