"""An answer to a review that comes late: somebody has answered since its window was opened. It changes nothing, and
what was written with it goes back to its writer, with a sentence on what happened."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import TaskState

ANSWER = "action-workflow-action"


class Answered(PermissionDenied):
    """This task does not wait any more."""


@dataclass(frozen=True)
class Late:
    """`state` is the task as it was answered; `comment` is what the reader wrote to go with their own answer, which may
    have been sent or is only asked for."""

    state: TaskState
    reader: Any
    comment: str
    is_sent: bool

    @property
    def sentence(self) -> str:
        """Who answered, in which task, and with what."""
        by = self.state.finished_by
        told = {"name": by.get_username() if by else _("Somebody"), "task": self.state.task.specific}
        if by == self.reader:
            return _("You have answered this already (%(task)s).") % told
        if self.state.status == TaskState.STATUS_APPROVED:
            return _("%(name)s has approved this meanwhile (%(task)s).") % told
        if self.state.status == TaskState.STATUS_REJECTED:
            return _("%(name)s has asked for changes meanwhile (%(task)s).") % told
        return _("%(name)s has taken this back from review meanwhile (%(task)s).") % told

    @property
    def at(self) -> datetime | None:
        moment: datetime | None = self.state.finished_at
        return moment

    @property
    def said(self) -> str:
        """What they wrote with it."""
        return str(self.state.comment)


def late_answer(thing: Any, request: HttpRequest, state: str, comment: str) -> Late | None:
    """None while that task waits, and for who could not have answered it. Where a window did not say which task it was
    about, and none waits, it was the last one."""
    kind, key = thing.get_base_content_type(), str(thing.pk)
    rows = TaskState.objects.filter(workflow_state__base_content_type=kind, workflow_state__object_id=key)
    rows = rows.select_related("task", "finished_by")
    found = rows.filter(pk=state).first() if state.isdecimal() else rows.order_by("pk").last()
    if found is None or found.status == TaskState.STATUS_IN_PROGRESS:
        return None
    if not found.task.specific.user_can_access_editor(thing, request.user):
        return None
    return Late(found, request.user, comment, is_sent=request.method == "POST")


def sent_along(request: HttpRequest) -> dict[str, str]:
    """What the small window of an answer held, as the studio's editor sends it with its own words."""
    try:
        told = json.loads(request.POST.get("workflow-action-extra-data", ""))
    except ValueError:
        return {}
    return {name: str(text) for name, text in told.items()} if isinstance(told, dict) else {}


def saves_itself(request: HttpRequest) -> bool:
    """Whether a window of the editor sends this on its own. For as long as an answer is on its way to a slow server,
    such a window takes the answer's fields for something typed, and would answer a second time."""
    return not request.accepts("text/html")
