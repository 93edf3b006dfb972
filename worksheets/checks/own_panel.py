"""The checks panel of a worksheet."""

from collections.abc import Callable, Iterable
from typing import Any

from worksheets.avoided_terms import terms_by_language
from worksheets.checks.finding import Finding
from worksheets.checks.look import in_sheet, sheet_subject
from worksheets.checks.panel import ChecksPanel
from worksheets.checks.subject import Subject, published

Also = Callable[[Subject, Any], Iterable[Finding]]
_others: list[Also] = []


def also_checks(look: Also) -> Also:
    """For what another room finds in a draft. Asked once for a page, in a fixed number of statements."""
    _others.append(look)
    return look


def _look(worksheet: Any) -> list[Finding]:
    subject = sheet_subject(worksheet, published(worksheet))
    elsewhere = (finding for look in _others for finding in look(subject, worksheet))
    return [*in_sheet(subject, terms_by_language()), *elsewhere]


CHECKS = ChecksPanel(_look)
