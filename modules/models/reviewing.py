"""The clinical review: its tasks with their checklists, what was ticked, and what an edition keeps of it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from modules.review_form import AnswerForm, ReviewForm
from program import clock
from program.actions.mails import mail_staff
from program.models import Account, Edition, OutboxKind
from vault.classes import FieldClasses
from vault.frozen import FrozenRow
from worksheets.answered import Answered
from worksheets.models import Worksheet
from worksheets.overtaken import Seen, newest_draft
from worksheets.unfinished import left_to_do

APPROVE = "approve"


class ReviewKind(models.TextChoices):
    EDITORIAL = "editorial", _("Editorial review")
    CLINICAL = "clinical", _("Clinical review")


class ReviewState(TaskState):
    """How one task went for one page or worksheet, and the lines of the checklist that stood there and were ticked.
    `sent_again_by`: who sent it in once more, where changes had been asked for."""

    ticked = models.JSONField(default=list, blank=True)
    sent_again_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = FieldClasses(plain=("ticked", "sent_again_by"), rows="mutable")


class ReviewTask(AbstractGroupApprovalTask):
    """One of the two tasks. `checklist` has a line for each thing to look at; the clinic changes it at the desk."""

    kind = models.CharField(max_length=10, choices=ReviewKind.choices)
    checklist = models.TextField(blank=True)

    task_state_class = ReviewState

    privacy = FieldClasses(plain=("kind", "checklist"), rows="mutable")

    class Meta:
        constraints = (models.UniqueConstraint(name="one_task_of_each_kind", fields=["kind"]),)

    def __str__(self) -> str:
        return str(self.name)

    @property
    def items(self) -> list[str]:
        return [line.strip() for line in self.checklist.splitlines() if line.strip()]

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Its reviewers learn by mail, once a day, that something waits: not what, and not from whom."""
        state = super().start(workflow_state, user)
        if workflow_state.task_states.filter(task=self, status=TaskState.STATUS_REJECTED).exists():
            state.sent_again_by = user
            state.save(update_fields=["sent_again_by"])
        reviewers = Account.objects.filter(groups__in=self.groups.all(), is_active=True)
        others = reviewers.exclude(pk__in={workflow_state.requested_by_id, user and user.pk} - {None})
        today = clock.today()
        told = set(others.values_list("pk", flat=True))
        mail_staff(kind=OutboxKind.STUDIO_MAIL, about=today, to=told, on=today)
        return state

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Both open a form. Nobody signs off clinically what they sent in themselves, and nobody an unfinished
        worksheet: its page says what is left to do."""
        if not super().get_actions(obj, user):
            return []
        actions = [("reject", gettext("Ask for changes"), True)]
        state = obj.current_workflow_state
        is_own = self.kind == ReviewKind.CLINICAL and state is not None and _sent_in_by(user, state)
        if not is_own and not _left_to_do(obj):
            actions.append((APPROVE, gettext("Approve"), True))
        return actions

    def get_form_for_action(self, action: str) -> Callable[..., Any]:
        return partial(ReviewForm, items=self.items) if action == APPROVE else AnswerForm

    def get_template_for_action(self, _action: str) -> str:
        return "modules/review-window.html"

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **given: Any) -> None:
        """What is approved is the newest revision, as it was when its reader opened the window, or as they wrote it
        since. Where another reviewer wrote meanwhile, the forms say so; who comes past them is refused here. Raises
        Answered for who comes second."""
        ticked, seen = given.pop("ticked", []), Seen.read(given.pop("seen", ""))
        meant = given.pop("state", "")
        thing = _held(task_state.workflow_state)
        # As it is now: somebody else may have answered while this one waited.
        state = ReviewState.objects.get(pk=task_state.pk)
        if state.status != TaskState.STATUS_IN_PROGRESS or meant not in {"", str(state.pk)}:
            raise Answered
        if action_name == APPROVE:
            if set(self.items) - set(ticked) or seen is None:
                raise PermissionDenied
            if not seen.is_of(thing, user) or seen.overtaken_by() is not None:
                raise PermissionDenied
            state.revision, state.ticked = newest_draft(thing), self.items
        super().on_action(state, user, action_name, **given)


def _sent_in_by(user: Any, flow: Any) -> bool:
    """Whether it was theirs to send, at the beginning or again after changes had been asked for."""
    again = ReviewState.objects.filter(workflow_state=flow, sent_again_by=user.pk)
    return bool(flow.requested_by_id == user.pk or again.exists())


def _held(flow: Any) -> Any:
    """The page or worksheet under review. Nobody saves another draft of it until this is done."""
    return flow.base_content_type.model_class().objects.select_for_update().get(pk=flow.object_id)


def _left_to_do(thing: Any) -> list[str]:
    """Of what would be approved, which is the newest draft."""
    return left_to_do(thing.get_latest_revision_as_object()) if isinstance(thing, Worksheet) else []


class EditionSignOff(FrozenRow):
    """Who signed off one page or worksheet of an edition, in which task, on which day; the lines that they ticked.

    The name is the account's, which stays for as long as anything it signed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sign_offs")
    number = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=300)
    language = models.CharField(max_length=12)
    source_revision = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=ReviewKind.choices)
    signed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField()
    ticked = models.JSONField()

    privacy = FieldClasses(
        plain=(
            *("edition", "number", "about", "language", "source_revision", "kind", "signed_by", "signed_on", "ticked"),
        ),
        rows="append-only",
    )

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(name="sign_off_once", fields=["edition", "number"]),)

    def __str__(self) -> str:
        return f"{self.number}"
