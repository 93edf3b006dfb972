"""What is laid over Wagtail's views in which a review is answered, of pages and worksheets alike: who answers late is
told what happened, and loses no word."""

from abc import abstractmethod
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.models import TaskState

from worksheets.answered import ANSWER, Answered, Late, late_answer, saves_itself, sent_along
from worksheets.unchanged import changes_nothing, was_answered


class AnswerWindow:
    """The small window. Where the reader may give the same answer to the task that waits now, it becomes the window of
    that task, with their comment in it."""

    object: Any
    request: HttpRequest
    task: Any
    task_state: TaskState
    action_name: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if late := self._late():
            return self._told(late)
        try:
            with transaction.atomic():
                return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin over Wagtail's view
        except Answered:
            if late := self._late():
                return self._told(late)
            raise

    def _late(self) -> Late | None:
        comment = self.request.POST.get("comment", "")
        return late_answer(self.object, self.request, str(self.task_state.pk), comment)

    def _told(self, late: Late) -> Any:
        context = {"late": late, "object": self.object}
        # As it is now, also where it was answered while this one waited.
        self.object = type(self.object).objects.get(pk=self.object.pk)
        state = self.object.current_workflow_task_state
        if state is None or not self._takes_it_over(state):
            return render_modal_workflow(
                self.request, "worksheets/answered-window.html", None, context, json_data={"step": "action"}
            )
        form = self.task.get_form_for_action(self.action_name)(initial={"comment": late.comment})
        return self.render_modal_form(self.request, form, late=late)

    def _takes_it_over(self, state: TaskState) -> bool:
        task = state.task.specific
        names = {name: verbose for name, verbose, _modal in task.get_actions(self.object, self.request.user)}
        if self.action_name not in names:
            return False
        self.task_state, self.task, self.action_verbose_name = state, task, names[self.action_name]
        return True

    def render_modal_form(self, request: HttpRequest, form: Any, **more: Any) -> Any:
        context = self.get_context_data(form=form, **more)  # type: ignore[attr-defined]  # Wagtail's
        template = self.task.get_template_for_action(self.action_name)
        return render_modal_workflow(request, template, None, context, json_data={"step": "action"})


class AnswerWithWords:
    """The editor, which sends an answer together with the words of its window: both are kept, or neither. A window that
    saves itself makes no draft of nothing new, and writes over no draft that a review was about."""

    request: HttpRequest
    latest_revision: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST" or ANSWER not in request.POST:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin over Wagtail's view
        if saves_itself(request):
            return JsonResponse({"success": False, "error_code": "blocked_by_hook", "error_message": ""}, status=400)
        if late := self._late(request):
            return _page(request, late)
        try:
            with transaction.atomic():
                return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin over Wagtail's view
        except Answered:
            if late := self._late(request):
                return _page(request, late)
            raise

    def _late(self, request: HttpRequest) -> Late | None:
        told = sent_along(request)
        return late_answer(self.answered_thing(), request, told.get("state", ""), told.get("comment", ""))

    def form_valid(self, form: Any) -> Any:
        request = self.request
        if saves_itself(request) and changes_nothing(form, self.latest_revision):
            return JsonResponse({"success": True})
        if was_answered(request.POST.get("overwrite_revision_id", "")):
            anew = request.POST.copy()
            del anew["overwrite_revision_id"]
            request.POST = anew  # type: ignore[assignment]  # Wagtail reads it there
        return super().form_valid(form)  # type: ignore[misc]  # a mixin over Wagtail's view

    @abstractmethod
    def answered_thing(self) -> Any:
        """The page or worksheet: asked for before Wagtail has looked whether the reader may still open it."""


def _page(request: HttpRequest, late: Late) -> HttpResponse:
    return render(request, "worksheets/answered.html", {"late": late}, status=409)
