"""The checks panel of a worksheet."""

from typing import Any

from worksheets.avoided_terms import terms_by_language
from worksheets.checks.finding import Finding
from worksheets.checks.look import in_sheet, sheet_subject
from worksheets.checks.panel import ChecksPanel
from worksheets.checks.subject import published


def _look(worksheet: Any) -> list[Finding]:
    return in_sheet(sheet_subject(worksheet, published(worksheet)), terms_by_language())


CHECKS = ChecksPanel(_look)
