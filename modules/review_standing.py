"""Where each page and worksheet of a programme stands in the clinical review, as its newest draft is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from wagtail.models import Locale, Page, TaskState, WorkflowState
from wagtail.permissions import page_permission_policy

from modules import reviewing, versions
from modules.models import ModulePage, ProgrammePage
from modules.models.reviewing import APPROVE
from modules.reviewing import Signed
from modules.studio_rights import may_write_worksheet
from modules.translation_access import CHANGE_WORKSHEET, edit_url
from modules.week_form import offering_block
from program.models import Account
from worksheets.models import Worksheet
from worksheets.unfinished import left_to_do


@dataclass(frozen=True)
class Standing:
    """`draft` is the newest. `task` is the one that it waits in; `is_sent_back`: changes were asked for; `signed`: who
    signed these very words; `is_mine`: the reader is asked."""

    draft: Any
    language: str
    task: str = ""
    is_sent_back: bool = False
    signed: Sequence[Signed] = ()
    is_mine: bool = False

    @property
    def key(self) -> str:
        return f"{'sheet' if isinstance(self.draft, Worksheet) else 'page'}-{self.draft.pk}"

    @property
    def about(self) -> str:
        return f"{self.draft._meta.verbose_name.capitalize()}: {self.draft.title}"

    @property
    def edit_url(self) -> str:
        return edit_url(self.draft)

    @property
    def is_to_send(self) -> bool:
        return not (self.task or self.is_sent_back or self.signed)


def standings(page: ProgrammePage, reader: Account) -> list[Standing]:
    """The programme with its consent, its weeks and worksheets; then the same of each translation."""
    drafts = list(_drafts(page))
    signed = reviewing.signatures([each.live_revision_id for each in drafts if each.live_revision_id], page)
    spoken = dict(Locale.objects.values_list("pk", "language_code"))
    states = {(each.base_content_type_id, each.object_id): each for each in _under_way()}
    mine = {state.workflow_state_id for state in waiting_for(reader)}
    found = []
    for draft in drafts:
        language, state = str(spoken[draft.locale_id]), states.get((_kind(draft), str(draft.pk)))
        if state is None:
            as_it_is = () if draft.has_unpublished_changes else signed.get(draft.live_revision_id or 0, ())
            found.append(Standing(draft, language, signed=as_it_is))
        elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            found.append(Standing(draft, language, is_sent_back=True))
        else:
            found.append(Standing(draft, language, task=_task(state), is_mine=state.pk in mine))
    return found


def to_send(lines: Sequence[Standing], sender: Account) -> list[Standing]:
    """What nobody has signed or been asked to, as far as it is this account's to send."""
    allowed = page_permission_policy.instances_user_has_permission_for(sender, "change")
    mine = set(allowed.values_list("pk", flat=True))
    waiting = [line for line in lines if line.is_to_send and not line.draft.locked]
    sheets = {each.draft.locale_id: each.draft for each in waiting if isinstance(each.draft, Worksheet)}
    may_write = sender.has_perm(CHANGE_WORKSHEET)
    written = {locale for locale, sheet in sheets.items() if may_write and may_write_worksheet(sender, sheet)}
    return [
        line
        for line in waiting
        if (line.draft.locale_id in written if isinstance(line.draft, Worksheet) else line.draft.pk in mine)
    ]


def is_unfinished(draft: Any) -> bool:
    """Whether it lacks what the studio asks for before it is sent: only *Save draft* takes it as it is."""
    if isinstance(draft, Worksheet):
        return bool(left_to_do(draft))
    try:
        draft.full_clean()
        if isinstance(draft, ModulePage):
            block = offering_block(draft.steps.stream_block, draft, draft.get_parent().specific.own())
            block.clean(block.to_python(draft.steps.get_prep_value()))
        else:
            draft.consent_parts.stream_block.clean(draft.consent_parts)
    except ValidationError:
        return True
    return False


def waiting_for(reader: Account) -> list[TaskState]:
    """What waits for an answer of theirs, in the order in which it came."""
    return list(TaskState.objects.reviewable_by(reader).order_by("pk"))


def next_for(reader: Account) -> tuple[Any, int]:
    """The first thing that they may approve, or None; and how many wait in all."""
    states = waiting_for(reader)
    for state in states:
        thing = state.revision.content_object
        if thing and any(name == APPROVE for name, *_more in state.task.specific.get_actions(thing, reader)):
            return thing, len(states)
    return None, len(states)


def _drafts(page: ProgrammePage) -> Iterator[Any]:
    """A translated week names its worksheet in either language: what counts is the one in its own."""
    spoken = [page, *versions.all_translations(page)]
    weeks = {each.pk: versions.weeks_of(each, drafts=True) for each in spoken}
    named = Worksheet.objects.filter(pk__in={week.worksheet_id for each in weeks.values() for week in each})
    keys = dict(named.values_list("pk", "translation_key"))
    rows = Worksheet.objects.filter(translation_key__in=keys.values()).select_related("latest_revision")
    sheets = {(row.translation_key, row.locale_id): versions.newest(row, drafts=True) for row in rows}
    for each in spoken:
        yield versions.newest(each, drafts=True)
        for week in weeks[each.pk]:
            yield week
            if sheet := sheets.get((keys.get(week.worksheet_id), week.locale_id)):
                yield sheet


def _under_way() -> list[WorkflowState]:
    kinds = [_kind(Page()), _kind(Worksheet())]
    rows = WorkflowState.objects.active().filter(base_content_type__in=kinds)
    return list(rows.select_related("current_task_state__task__reviewtask"))


def _kind(thing: Any) -> int:
    """What Wagtail keeps a review of it under."""
    return int(ContentType.objects.get_for_model(Page if isinstance(thing, Page) else Worksheet).pk)


def _task(state: WorkflowState) -> str:
    return str(state.current_task_state.task.reviewtask.get_kind_display())
