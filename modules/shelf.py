"""What the studio says of the editions and the fixes of a programme."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from modules.models import ProgrammePage
from program import clock
from program.cells import hide
from program.models import Account, Edition, EditionReach, EditionWeek, Enrolment, Fix, FixRequest, FixState, Role
from program.queries import work_names

SENT_BACK_LATELY = timedelta(days=7)


@dataclass(frozen=True)
class EditionLine:
    """One edition. `participants` is in words, so that no small number is shown or follows. `reaches`: the earlier
    editions whose people read from it what they had not opened."""

    edition: Edition
    by: str
    weeks: int
    participants: str
    reaches: Sequence[int]


@dataclass(frozen=True)
class FixLine:
    """One fix and who made it; where it was asked for, that is who released it, and `asked_by` who asked."""

    fix: Fix
    by: str
    asked_by: str = ""


@dataclass(frozen=True)
class AskedLine:
    """A fix that was asked for, by whom, and who answered it. `is_mine`: the reader asked for it."""

    asked: FixRequest
    by: str
    answered_by: str
    is_mine: bool
    may_answer: bool


def edition_lines(page: ProgrammePage) -> list[EditionLine]:
    """The newest first. Three statements, for any number of editions and participants."""
    rows = Edition.objects.filter(program_id=page.program_id).order_by("-number", "language")
    counted = rows.annotate(
        of_weeks=_count(EditionWeek.objects.filter(edition=OuterRef("pk")), "edition"),
        of_people=_count(Enrolment.objects.filter(edition=OuterRef("pk")), "edition"),
    )
    reached: dict[UUID, list[int]] = {}
    reaches = EditionReach.objects.filter(edition__in=rows).order_by("earlier__number")
    for edition_id, number in reaches.values_list("edition", "earlier__number"):
        reached.setdefault(edition_id, []).append(number)
    found = list(counted)
    # In the order of the studio's first page, which shows their sum: both hide the same ones.
    (cells, *_none), _real = hide([[row.of_people for row in found]], page.program.smallest_cell)
    names = names_of(row.published_by for row in found)
    return [
        EditionLine(
            edition=row,
            by=names.get(row.published_by, ""),
            weeks=row.of_weeks,
            participants=_in_words(row.of_people, cell, page.program.smallest_cell),
            reaches=reached.get(row.pk, ()),
        )
        for row, cell in zip(found, cells[:-1], strict=True)
    ]


def fix_lines(page: ProgrammePage) -> list[FixLine]:
    """The newest first. Two statements at most."""
    rows = list(Fix.objects.filter(program_id=page.program_id).select_related("request").order_by("-number"))
    asked = {row.pk: str(row.request.asked_by_id) for row in rows if row.request}
    names = names_of([*(row.made_by for row in rows), *asked.values()])
    return [FixLine(row, names.get(row.made_by, ""), names.get(asked.get(row.pk, ""), "")) for row in rows]


def asked_lines(rows: Iterable[FixRequest], reader: Account) -> list[AskedLine]:
    """One statement at most."""
    found = list(rows)
    names = work_names({each for row in found for each in (row.asked_by_id, row.answered_by_id) if each})
    return [
        AskedLine(
            asked=row,
            by=names.get(row.asked_by_id, ""),
            answered_by=names.get(row.answered_by_id, "") if row.answered_by_id else "",
            is_mine=row.asked_by_id == reader.pk,
            may_answer=row.is_waiting and row.asked_by_id != reader.pk and reader.has_role(Role.REVIEWER),
        )
        for row in found
    ]


def not_released(page: ProgrammePage, reader: Account) -> list[AskedLine]:
    """The fixes of a programme that wait, were sent back or withdrawn, the newest first. Two statements at most."""
    rows = FixRequest.objects.filter(program_id=page.program_id).exclude(state=FixState.RELEASED)
    return asked_lines(rows.order_by("-asked_on", "pk"), reader)


def to_be_told(programs: Collection[UUID], reader: Account) -> list[AskedLine]:
    """For the studio's first page of those who publish or review: what waits, and of their own what was sent back
    lately. Two statements at most."""
    if not reader.has_role(Role.REVIEWER, Role.PUBLISHER):
        return []
    mine = Q(state=FixState.SENT_BACK, asked_by=reader.pk, answered_on__gt=clock.today() - SENT_BACK_LATELY)
    rows = FixRequest.objects.filter(Q(state=FixState.WAITING) | mine, program__in=programs)
    return asked_lines(rows.order_by("asked_on", "pk"), reader)


def _in_words(count: int, cell: int | None, smallest: int) -> str:
    """A count as it may be shown; `cell` is None for one from which nobody is to be guessed at."""
    if 0 < count < smallest:
        return _("fewer than %(smallest)d") % {"smallest": smallest}
    return _("hidden") if cell is None else str(cell)


def names_of(actors: Iterable[str]) -> Mapping[str, str]:
    """Work names by what an audit row or a frozen row holds of an actor; commands have none. One statement at most."""
    found = {UUID(actor) for actor in actors if _is_id(actor)}
    return {str(account): name for account, name in work_names(found).items()}


def _is_id(actor: str) -> bool:
    try:
        UUID(actor)
    except ValueError:
        return False
    return True


def _count(rows: QuerySet[EditionWeek] | QuerySet[Enrolment], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(of=Count("pk")).values("of")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
