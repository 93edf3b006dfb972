"""How a row of a programme is called where its languages stand beside each other."""

from typing import Any

from worksheets.models import Worksheet


def place_of(row: Any) -> str:
    """Of the row that is translated: a worksheet, a week, or the programme with its consent."""
    if isinstance(row, Worksheet):
        return f"worksheet-{row.key}"
    return f"week-{row.number}" if hasattr(row, "number") else "programme"
