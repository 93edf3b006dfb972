"""Worksheets in the studio. Only what editors write: no response, no answer; of drafts a count, small ones hidden."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.admin.views.generic import CopyViewMixin
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import (
    CollectWorkflowActionDataView,
    CreateView,
    EditView,
    PreviewOnCreateView,
    PreviewOnEditView,
    SnippetViewSet,
    WorkflowActionView,
)

from worksheets.answering import AnswerWindow, AnswerWithWords
from worksheets.choosing import OF_PROGRAMME, WorksheetChooser
from worksheets.lookers import watched
from worksheets.models import AvoidedTerm, Worksheet
from worksheets.panels import EDIT_HANDLER, warnings
from worksheets.unfinished import left_to_do


def tell(view: Any) -> None:
    """Says after a save which keys were given, and before others rely on it what the next edition would take away."""
    if view.expects_json_response:
        return
    for sentence in view.form.told:
        messages.info(view.request, sentence)
    found = watched(view.object) if view.action in {"publish", "submit"} else None
    if found is not None:
        for sentence in warnings(found):
            messages.warning(view.request, sentence)


class AddWorksheet(CreateView):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The first save is the editor's own: one that goes on by itself meanwhile would make a second worksheet."""
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False

    def save_action(self) -> Any:
        tell(self)
        return super().save_action()


class EditWorksheet(AnswerWithWords, EditView):
    def answered_thing(self) -> Any:
        return self.object

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Under review, it says why nobody is offered to approve it."""
        if self.object.workflow_in_progress:
            for sentence in left_to_do(self.object):
                messages.warning(request, _("This worksheet cannot be approved yet. %(what)s") % {"what": sentence})
        return super().get(request, *args, **kwargs)

    def save_action(self) -> Any:
        tell(self)
        return super().save_action()


class CopyWorksheet(CopyViewMixin, AddWorksheet):
    def get_initial_form_instance(self) -> Any:
        """Everything but the key, which is made from its own title; nothing looks at a copy yet."""
        copy = super().get_initial_form_instance()
        copy.key, copy._state.adding = "", True
        return copy


class AnswerWorksheet(AnswerWindow, WorkflowActionView):
    """The window that is opened from a list."""


class CollectAnswer(AnswerWindow, CollectWorkflowActionDataView):
    """The same, opened from the editor: it goes with the words there."""


class PreviewNew(PreviewOnCreateView):
    def validate_form(self, form: Any) -> Any:
        form.is_preview = True
        return super().validate_form(form)


class PreviewDraft(PreviewOnEditView):
    def validate_form(self, form: Any) -> Any:
        form.is_preview = True
        return super().validate_form(form)


class WorksheetViewSet(SnippetViewSet):
    model = Worksheet
    icon = "form"
    menu_label = _("Worksheets")
    menu_order = 200
    add_to_admin_menu = True
    list_display = ["title", OF_PROGRAMME, "key", "minutes", "live", UpdatedAtColumn()]
    search_fields = ["title", "key"]
    ordering = ["title"]
    edit_handler = EDIT_HANDLER
    add_view_class = AddWorksheet
    edit_view_class = EditWorksheet
    copy_view_class = CopyWorksheet
    workflow_action_view_class = AnswerWorksheet
    collect_workflow_action_data_view_class = CollectAnswer
    preview_on_add_view_class = PreviewNew
    preview_on_edit_view_class = PreviewDraft
    chooser_viewset_class = WorksheetChooser
    chooser_per_page = 50


class AvoidedTermViewSet(SnippetViewSet):
    model = AvoidedTerm
    icon = "tag"
    menu_label = _("Words to avoid")
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["term", "language", "advice", "level"]
    list_filter = ["language", "level"]
    search_fields = ["term", "advice"]


register_snippet(WorksheetViewSet)
register_snippet(AvoidedTermViewSet)
