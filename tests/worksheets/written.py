"""The studio's form of a worksheet, as a browser would post it."""

from typing import Any
from uuid import uuid4

from django.urls import reverse
from wagtail.blocks import ListBlock
from wagtail.test.utils.form_data import nested_form_data, rich_text

from tests.people import Person
from worksheets.blocks import frozen_questions
from worksheets.blocks.catalogue import BLOCKS
from worksheets.models import Worksheet

Question = dict[str, Any]

URLS = "wagtailsnippets_worksheets_worksheet"


def as_posted(worksheet: Worksheet) -> list[Question]:
    """The questions as they stand, each with the id of its block."""
    frozen = frozen_questions(worksheet)
    return [{"id": child.id, **each} for child, each in zip(worksheet.questions, frozen, strict=True)]


def fields(questions: list[Question], **others: Any) -> dict[str, Any]:
    """A list in a question is posted as Wagtail's list of blocks; a question without an id is a new block."""
    stream: dict[str, Any] = {
        str(place): {
            "type": question["kind"],
            "id": question.get("id", str(uuid4())),
            "order": str(place),
            "deleted": "",
            "value": _value(question),
        }
        for place, question in enumerate(questions)
    }
    given = {"title": "A new sheet", "key": "", "minutes": "10", "intro": rich_text(""), **others}
    posted: dict[str, Any] = nested_form_data(
        {"ending": rich_text("<p>Breathe.</p>"), **given, "questions": {**stream, "count": str(len(questions))}}
    )
    return posted


def save(person: Person, worksheet: Worksheet, questions: list[Question], action: str = "", **others: Any) -> Any:
    """Saves a draft, or with `action` more than that. Follows to the page that comes then."""
    known = {"title": worksheet.title, "key": worksheet.key, "program": str(worksheet.program_id)}
    posted = fields(questions, **{**known, **others})
    url = reverse(f"{URLS}:edit", args=[worksheet.pk])
    return person.client.post(url, posted | ({f"action-{action}": "1"} if action else {}), follow=True)


def add(person: Person, questions: list[Question], action: str = "", **others: Any) -> Any:
    posted = fields(questions, **others)
    url = reverse(f"{URLS}:add")
    return person.client.post(url, posted | ({f"action-{action}": "1"} if action else {}), follow=True)


def draft_of(worksheet: Worksheet) -> Worksheet:
    found: Worksheet = Worksheet.objects.get(pk=worksheet.pk).get_latest_revision_as_object()
    return found


def _value(question: Question) -> dict[str, Any]:
    """Every list that its kind has is posted, empty ones too."""
    lists = [name for name, block in BLOCKS[question["kind"]].child_blocks.items() if isinstance(block, ListBlock)]
    given = {"key": "", **dict.fromkeys(lists, [])} | question
    return {name: _posted(value) for name, value in given.items() if name not in ("id", "kind")}


def _posted(value: Any) -> Any:
    if not isinstance(value, list):
        return "" if value is None or value is False else ("on" if value is True else str(value))
    entries = {
        str(place): {"value": {"key": "", "value": "", **entry}, "id": "", "order": str(place), "deleted": ""}
        for place, entry in enumerate(value)
    }
    return {**entries, "count": str(len(value))}
