"""Wagtail's views in which a page is answered in its review, with what `worksheets.answering` lays over them."""

from typing import Any

from django.shortcuts import get_object_or_404
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import CollectWorkflowActionData, WorkflowAction
from wagtail.models import Page

from worksheets.answering import AnswerWindow, AnswerWithWords


class AnswerPage(AnswerWindow, WorkflowAction):
    """The window that is opened from a list."""


class CollectAnswer(AnswerWindow, CollectWorkflowActionData):
    """The same, opened from the editor: it goes with the words there."""


class EditPage(AnswerWithWords, EditView):
    def answered_thing(self) -> Any:
        return get_object_or_404(Page, pk=self.kwargs["page_id"])

    def workflow_action_is_valid(self) -> bool:
        """As Wagtail has it for worksheets: where nothing waits, nothing is answered."""
        return self.page.current_workflow_task is not None and bool(super().workflow_action_is_valid())
