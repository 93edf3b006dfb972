"""What is waiting for a review, of all pages and worksheets at once."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, WorkflowState

from worksheets.models import Worksheet


def waiting() -> set[tuple[Any, str]]:
    """Page or Worksheet, and the key as text. One statement, and Wagtail's own types once a process."""
    kinds = {kind.pk: model for model, kind in ContentType.objects.get_for_models(Page, Worksheet).items()}
    rows = WorkflowState.objects.active().filter(base_content_type__in=kinds)
    return {(kinds[kind], str(key)) for kind, key in rows.values_list("base_content_type_id", "object_id")}


def mark(row: Any) -> tuple[Any, str]:
    """How `waiting` knows a row."""
    return (Worksheet if isinstance(row, Worksheet) else Page, str(row.pk))
