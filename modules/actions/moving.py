"""Steps go to another week or are copied, and so are weeks. All of it stays a draft, and touches nobody enrolled."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from modules import moving
from modules.actions.bringing import free_slug
from modules.actions.translations import hold_like
from modules.models import ModulePage, ProgrammePage
from program.audit.record import record
from program.models import Account


class NotMoved(Exception):
    """What an editor asked for cannot be; the sentence says why, and nothing was changed."""


@transaction.atomic
def take_step(*, key: str, of: ModulePage, to: ModulePage, keep: bool, by: Account, today: date) -> str:
    """Add the step to the end of another week's draft, or of its own; unless it is to be kept, take it out of the
    first. Both stay drafts. Returns the key under which it stands there. Raises NotMoved."""
    drafts = {page.pk: _draft(page) for page in sorted((of, to), key=lambda page: page.pk)}
    source, target = drafts[of.pk], drafts[to.pk]
    if key not in moving.keys_of(source.steps):
        raise NotMoved(_("This step is not in the week any more. Somebody may have changed it meanwhile."))
    if not keep and (len(source.steps) == 1 or of.pk == to.pk):
        raise NotMoved(_("A week keeps at least one step, and a step moves to another week. Copy it instead."))
    step = moving.copied(source.steps, key, moving.keys_of(target.steps))
    target.steps = [*target.steps.get_prep_value(), step]
    if not keep:
        source.steps = [raw for raw in source.steps.get_prep_value() if raw["value"]["key"] != key]
    for draft in drafts.values():
        draft.save_revision(user=by, log_action=True)
    new_key = str(step["value"]["key"])
    detail: dict[str, str | int] = {"from": of.number, "to": to.number, "key": new_key}
    record(verb="step.copied" if keep else "step.moved", by=by.pk, on=today, subject=to.pk, detail=detail)
    return new_key


@transaction.atomic
def copy_week(*, week: ModulePage, by: Account, today: date) -> ModulePage:
    """A draft of a new last week with the same words and steps. It has no worksheet: each belongs to one week."""
    parent = week.get_parent()
    highest = ModulePage.objects.child_of(parent).aggregate(Max("number"))["number__max"] or 0
    draft, number = _draft(week), highest + 1
    copy = ModulePage(locale=week.locale, live=False, number=number, slug=free_slug(parent, f"{week.kind}-{number}"))
    copy.title = _("%(title)s (copy)") % {"title": draft.title}
    copy.draft_title = copy.title
    for name in ("kind", "aim", "minutes", "expect", "between", "length_days", "after_days", "gate"):
        setattr(copy, name, getattr(draft, name))
    copy.steps = [{**raw, "id": None} for raw in draft.steps.get_prep_value()]
    parent.add_child(instance=copy)
    copy.save_revision(user=by, log_action=True)
    hold_like(copy, week, today)
    record(verb="week.copied", by=by.pk, on=today, subject=copy.pk, detail={"of": week.number, "number": number})
    return copy


@transaction.atomic
def ask_in_weeks(*, page: ProgrammePage, weeks: Mapping[str, Sequence[int]], by: Account, today: date) -> None:
    """In the programme's draft, each of these assessment points is asked in these weeks from its next edition on."""
    draft = _draft(page)
    draft.assessments = [
        {**point, "weeks": sorted(weeks.get(point["key"], point["weeks"]))} for point in draft.assessments
    ]
    draft.save_revision(user=by, log_action=True)
    record(verb="assessments.changed", by=by.pk, on=today, subject=page.program_id)


def _draft(page: ModulePage | ProgrammePage) -> Any:
    """As it is now: whoever changes the same page meanwhile waits."""
    return type(page).objects.select_for_update().get(pk=page.pk).get_latest_revision_as_object()
