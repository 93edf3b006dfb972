"""Saving one's own safety plan, without ever overwriting another window's words unseen."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from program.models import Participant
from vault.sealing import CaseKey
from worksheets.actions.drafts import Conflict, Saved
from worksheets.models import SafetyPlan
from worksheets.own_plan import OwnPlan, opened, put


@transaction.atomic
def save_plan(
    *,
    participant: Participant,
    key: CaseKey,
    answers: Mapping[str, Any],
    base: int,
    form_key: UUID,
    by: UUID,
    today: date,
    automatic: bool = False,
) -> Saved | Conflict:
    """What was asked to be saved is the plan from now on; what runs by itself (`automatic`) is a draft beside it.

    `base` and `form_key` as for the draft of a worksheet. Like that, it leaves no audit row.
    """
    if participant.pk != by:
        raise ValueError("A safety plan is written by its participant alone.")
    row = _locked(participant)
    plan = opened(key, row)
    words = dict(answers)
    is_other = base != plan.base and form_key != plan.form_key
    if plan.is_begun and words == plan.newest and (automatic or plan.draft is None):
        return Saved(row.base)
    if is_other and plan.is_begun and words != plan.newest:
        _keep_aside(key, row, plan, {str(form_key): words, str(plan.form_key or uuid4()): dict(plan.newest)})
        return Conflict(base=row.base, answers=plan.newest)
    late = {str(uuid4()): dict(plan.newest)} if base != plan.base and plan.is_begun and words != plan.newest else {}
    _keep_aside(key, row, plan, late, without={str(form_key)})
    _write(key, row, words, form_key, today, automatic)
    return Saved(row.base)


@transaction.atomic
def let_go_aside(*, participant: Participant, key: CaseKey, names: Collection[str], by: UUID) -> None:
    """The person has seen these words of overtaken windows and does not need them."""
    if participant.pk != by:
        raise ValueError("A safety plan is written by its participant alone.")
    row = _locked(participant)
    _keep_aside(key, row, opened(key, row), {}, without=names)


def _locked(participant: Participant) -> SafetyPlan:
    SafetyPlan.objects.get_or_create(participant=participant)
    return SafetyPlan.objects.select_for_update().get(participant=participant)


def _write(
    key: CaseKey, row: SafetyPlan, words: Mapping[str, Any], form_key: UUID, today: date, automatic: bool
) -> None:
    if automatic:
        put(key, row, "draft", words)
    else:
        put(key, row, "answers", words)
        row.draft, row.saved_on = None, today
    row.base, row.form_key = row.base + 1, form_key
    row.save()


def _keep_aside(
    key: CaseKey,
    row: SafetyPlan,
    plan: OwnPlan,
    more: Mapping[str, Mapping[str, Any]],
    without: Collection[str] = (),
) -> None:
    """One text for each window, however often it tries."""
    aside = {name: words for name, words in {**plan.aside, **more}.items() if name not in without}
    if aside != plan.aside:
        put(key, row, "aside", aside or None)
        row.save(update_fields=["aside"])
