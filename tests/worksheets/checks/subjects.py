"""Subjects of one text, or of blocks, for tests of one check; no database."""

from typing import Any

from django.db import models

from modules.models import ModulePage
from worksheets.blocks import questions_stream
from worksheets.checks.subject import Part, Subject, parts_of
from worksheets.models import Worksheet

WEEK = {"title": "A wave", "minutes": 10, "number": 2, "kind": "week"}


def saying(text: str, *, language: str = "en", name: str = "text") -> Subject:
    part = Part(name, models.TextField(), text, ("Step 1: One",), ("step",), "abc")
    return Subject("Week 2: A wave", language, "/edit/", [part], {})


def week(*steps: list[dict[str, Any]], **values: Any) -> Subject:
    """A week whose steps hold these blocks."""
    raw = [
        {
            "type": "step",
            "id": f"step-{n}",
            "value": {"key": f"key-{n}", "title": f"Title {n}", "body": blocks},
        }
        for n, blocks in enumerate(steps, start=1)
    ]
    values = {**WEEK, "steps": raw, **values}
    return Subject("Week 2: A wave", "en", "/edit/", parts_of(ModulePage, values), values, 2)


def text(html: str) -> dict[str, Any]:
    return {"type": "text", "id": "text-1", "value": html}


def sheet(*questions: dict[str, Any], **values: Any) -> Subject:
    stream = questions_stream(list(questions)).get_prep_value()
    values = {"title": "My pattern", "minutes": 20, "questions": stream, **values}
    return Subject("Worksheet", "en", "/edit/", parts_of(Worksheet, values), values)
