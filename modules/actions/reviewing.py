"""The clinical review is set up, its checklists and the programmes that need it are chosen, its signatures are kept."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import TaskState, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from modules.freezing import NotReady
from modules.models import EditionSignOff, ProgrammePage, ReviewKind, ReviewTask
from modules.reviewing import Part, parts_of, sign_offs, unsigned
from modules.studio_rights import REVIEW
from program import clock
from program.audit.record import record
from program.models import Edition, Program, Role
from program.models.accounts import STUDIO_GROUPS
from worksheets.models import Worksheet
from worksheets.overtaken import newest_draft

WAGTAILS_OWN = "Moderators approval"
REVIEWERS = {
    ReviewKind.EDITORIAL: (Role.EDITOR, Role.PUBLISHER),
    ReviewKind.CLINICAL: (Role.REVIEWER,),
}


def ensure_review() -> None:
    """One workflow of two tasks, for every programme and worksheet. A clinic's checklists stay; who answers is ours."""
    flow, _made = Workflow.objects.get_or_create(name=REVIEW)
    for order, kind in enumerate(ReviewKind):
        with override(None):
            name = str(kind.label)
        task, _made = ReviewTask.objects.get_or_create(
            kind=kind, defaults={"name": name, "checklist": "\n".join(_lines(kind))}
        )
        task.groups.set(Group.objects.filter(name__in=[STUDIO_GROUPS[role] for role in REVIEWERS[kind]]))
        WorkflowTask.objects.get_or_create(workflow=flow, task=task, defaults={"sort_order": order})
    worksheets = ContentType.objects.get_for_model(Worksheet)
    WorkflowContentType.objects.get_or_create(content_type=worksheets, defaults={"workflow": flow})
    # Wagtail's migrations send every page to a group that nobody is in.
    WorkflowPage.objects.filter(page__depth=1, workflow__name=WAGTAILS_OWN).delete()


def refuse_unsigned(page: ProgrammePage) -> list[Part]:
    """What an edition would be made of. Raises NotReady for what no clinical reviewer signed, where that is needed."""
    parts = parts_of(page)
    if missing := unsigned(page, parts):
        raise NotReady(missing)
    return parts


def keep_sign_offs(edition: Edition, parts: Sequence[Part], by: UUID | str) -> None:
    """The signatures under what this edition froze, kept with it for good. One statement, and its audit row."""
    rows = sign_offs(edition, parts)
    EditionSignOff.objects.bulk_create(rows)
    if rows:
        detail: dict[str, str | int] = {"number": edition.number, "signatures": len(rows)}
        record(verb="edition.signed-off", by=by, on=edition.published_on, subject=edition.pk, detail=detail)


def show_the_newest(_request: object, thing: Any) -> None:
    """While it waits, Wagtail's list of tasks previews and compares what it waits with: that is the newest draft, which
    is what is approved. A hook after each save in the studio."""
    state = getattr(thing, "current_workflow_task_state", None)
    if state is not None:
        waiting = TaskState.objects.filter(pk=state.pk, status=TaskState.STATUS_IN_PROGRESS)
        waiting.update(revision=newest_draft(thing))


@transaction.atomic
def set_needs_review(*, program: Program, needed: bool, by: UUID | str) -> None:
    """Whether an edition of this programme takes a clinical reviewer's signature. Said twice, it is written once."""
    if Program.objects.filter(pk=program.pk).exclude(needs_review=needed).update(needs_review=needed):
        detail: dict[str, str | int] = {"needed": int(needed)}
        record(verb="review.needed", by=by, on=clock.today(program.zone), subject=program.pk, detail=detail)


@transaction.atomic
def set_checklist(*, task: ReviewTask, lines: Sequence[str], by: UUID | str) -> None:
    """From now on these lines are ticked; what was ticked before keeps its own."""
    checklist = "\n".join(lines)
    if ReviewTask.objects.filter(pk=task.pk).exclude(checklist=checklist).update(checklist=checklist):
        detail: dict[str, str | int] = {"task": task.kind, "lines": len(lines)}
        record(verb="review.checklist-set", by=by, on=clock.today(), subject=str(task.pk), detail=detail)


def _lines(kind: ReviewKind) -> list[str]:
    """What a clinic begins with."""
    if kind == ReviewKind.EDITORIAL:
        return [
            _("All parts are there: title, aim, steps, worksheet."),
            _("It reads plainly, in short sentences, and blames nobody."),
            _("Questions ask what something is for, never what it looked like."),
            _("Links, pictures and recordings work, with captions and descriptions."),
        ]
    return [
        _("It is sound, and right for this week."),
        _("Nothing in it could raise a risk, or show a way to do harm."),
        _("It says where to find help at once."),
        _("It promises nothing that we cannot keep."),
    ]
