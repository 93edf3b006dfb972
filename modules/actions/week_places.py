"""Two weeks exchange their places, and whatever names them by their numbers goes along. All of it stays a draft."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction

from modules import moving
from modules.actions.moving import NotMoved
from modules.models import ModulePage, ProgrammePage
from modules.offering import conditions_on
from modules.versions import all_translations
from program.audit.record import record
from program.models import Account
from worksheets.blocks import frozen_questions
from worksheets.kinds.words import CarryForward
from worksheets.models import Worksheet


@dataclass(frozen=True)
class Exchanged:
    """`along` are the titles of what else became a draft: it names one of the two weeks."""

    along: Sequence[str]


@transaction.atomic
def move_week(
    *, week: ModulePage, weeks: Sequence[ModulePage], later: bool, by: Account, today: date
) -> Exchanged | None:
    """The week exchanges its number with the one before or after it among these. What is asked in them goes along, what
    is shown only after an answer of theirs, and what begins with one. None where there is no such week. The
    studio's list of pages shows the new order at once.

    Raises NotMoved where a week would come before one whose answers it needs, or where something is locked.
    """
    place = [each.pk for each in weeks].index(week.pk) + (1 if later else -1)
    if not 0 <= place < len(weeks):
        return None
    other = weeks[place]
    drafts = [_held(page) for page in sorted((week, other), key=lambda page: page.pk)]
    numbers = [draft.number for draft in drafts]
    page: ProgrammePage = week.get_parent().specific
    _refuse_needed(page, *numbers)
    for draft, number in zip(drafts, reversed(numbers), strict=True):
        draft.number = number
        draft.save_revision(user=by, log_action=True, clean=False)  # between the two both have one number
    _list_in_order(week, other, later=later, by=by)
    along = list(_along(page, by, *numbers))
    went = {draft.pk: draft.number for draft in drafts}[week.pk]
    detail: dict[str, str | int] = {"from": sum(numbers) - went, "to": went}
    record(verb="week.moved", by=by.pk, on=today, subject=week.pk, detail=detail)
    return Exchanged([title for pk, title in along if pk not in {week.pk, other.pk}])


def _list_in_order(week: ModulePage, other: ModulePage, *, later: bool, by: Account) -> None:
    """Nobody may move pages by hand (modules.page_rights): it would promise what only the numbers do."""
    here, beside = (ModulePage.objects.get(pk=page.pk) for page in (week, other))
    MovePageAction(here, beside, pos="right" if later else "left", user=by).execute(skip_permission_checks=True)


def _along(page: ProgrammePage, by: Account, one: int, other: int) -> Iterator[tuple[Any, str]]:
    """Whatever was changed, by its key and title."""
    spoken = [page, *all_translations(page)]
    asked = _held(page)
    points = moving.asked_after_exchange(asked.assessments, one, other)
    if points != asked.assessments:
        asked.assessments = points
        yield _saved(asked, by)
    for parent in spoken:
        for draft in map(_held, ModulePage.objects.child_of(parent)):
            raw = list(draft.steps.get_prep_value())
            steps = moving.steps_after_exchange(raw, one, other)
            if steps != raw:
                draft.steps = steps
                yield _saved(draft, by)
    for draft in map(_held, _worksheets(spoken)):
        raw = list(draft.questions.get_prep_value())
        questions = moving.questions_after_exchange(raw, one, other)
        if questions != raw:
            draft.questions = questions
            yield _saved(draft, by)


def _saved(draft: Any, by: Account) -> tuple[Any, str]:
    lock = draft.get_lock()
    if lock and lock.for_user(by):
        said = _("“%(title)s” names one of the two weeks and is locked now. Wait until it is free, and try again.")
        raise NotMoved(said % {"title": draft.title})
    draft.save_revision(user=by, log_action=True, clean=False)
    return draft.pk, str(draft.title)


def _worksheets(spoken: Sequence[ProgrammePage]) -> Any:
    rows = Worksheet.objects.filter(program=spoken[0].program_id, locale__in=[each.locale_id for each in spoken])
    return rows.order_by("title", "pk")


def _refuse_needed(page: ProgrammePage, one: int, other: int) -> None:
    """A week stays after those whose answers it needs."""
    new = {one: other, other: one}
    sheets = {sheet.pk: sheet for sheet in map(_draft, _worksheets([page]))}
    for draft in map(_draft, ModulePage.objects.child_of(page)):
        for needed, sentence in _needed(draft, sheets):
            if needed < draft.number and new.get(needed, needed) >= new.get(draft.number, draft.number):
                raise NotMoved(sentence % {"number": draft.number, "week": needed})


def _needed(draft: ModulePage, sheets: Mapping[Any, Worksheet]) -> Iterator[tuple[int, str]]:
    """The numbers of the weeks whose answers this one needs, each with what to say where it would come before them."""
    for_some = _(
        "Week %(number)d comes after week %(week)d: something in it is only for people who answered there. "
        "Change that first. Nothing was moved."
    )
    begins = _(
        "Week %(number)d comes after week %(week)d: a question of its worksheet begins with an answer from there. "
        "Take that question out first. Nothing was moved."
    )
    yield from ((condition.week, for_some) for condition in conditions_on(draft) if condition.week)
    sheet = sheets.get(draft.worksheet_id)
    for question in frozen_questions(sheet) if sheet else ():
        if question["kind"] == CarryForward.name and question.get("week"):
            yield question["week"], begins


def _draft(row: Any) -> Any:
    return row.get_latest_revision_as_object()


def _held(row: Any) -> Any:
    """As it is now: whoever changes the same meanwhile waits."""
    return _draft(type(row).objects.select_for_update().get(pk=row.pk))
