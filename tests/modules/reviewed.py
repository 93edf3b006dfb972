"""A review as it goes: sent in, and answered through the pages that Wagtail gives its reviewers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from modules.models import ModulePage, ProgrammePage, ReviewTask
from tests.people import Person


def send_in(thing: Any, by: Person) -> None:
    thing.get_workflow().start(thing, by.account)


def task_of(thing: Any) -> ReviewTask:
    """The task that a page or worksheet waits in, as it is in the database now."""
    found: ReviewTask = type(thing).objects.get(pk=thing.pk).current_workflow_task
    return found


def url_of(thing: Any, action: str) -> str:
    state = type(thing).objects.get(pk=thing.pk).current_workflow_task_state
    is_page = isinstance(thing, ModulePage | ProgrammePage)
    name = "wagtailadmin_pages:workflow_action" if is_page else "wagtailsnippets_worksheets_worksheet:workflow_action"
    return reverse(name, args=[thing.pk, action, state.pk])


def window(thing: Any, by: Person) -> dict[str, str]:
    """What the small window of the studio says that its reader has seen, once it is open."""
    opened = by.client.get(url_of(thing, "approve"))
    html = opened.json()["html"] if opened.status_code == 200 else ""
    found = re.search(r'name="seen" value="([^"]+)"', html)
    return {"seen": found[1]} if found else {}


def answer(
    thing: Any,
    by: Person,
    action: str = "approve",
    ticked: Sequence[str] | None = None,
    comment: str = "",
    opened: Mapping[str, str] | None = None,
) -> Any:
    """As the small window of the studio sends it; `opened`: as one does that was open before."""
    lines = task_of(thing).items if ticked is None else ticked
    seen = window(thing, by) if action == "approve" and opened is None else opened or {}
    fields = {"ticked": lines, "comment": comment, **seen}
    return by.client.post(url_of(thing, action), fields, headers={"x-requested-with": "XMLHttpRequest"})


def sign_off(thing: Any, editor: Person, reviewer: Person) -> None:
    """Through both tasks, to the end."""
    send_in(thing, editor)
    for person in (editor, reviewer):
        assert answer(thing, person).status_code == 200
