"""What the studio says of the editions and the fixes of a programme."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from modules.models import ProgrammePage
from program.models import Edition, EditionReach, EditionWeek, Enrolment, Fix
from program.queries import work_names


@dataclass(frozen=True)
class EditionLine:
    """One edition. `participants` is in words, so that a small number is never shown. `reaches`: the earlier editions
    whose people read from it what they had not opened."""

    edition: Edition
    by: str
    weeks: int
    participants: str
    reaches: Sequence[int]


@dataclass(frozen=True)
class FixLine:
    """One fix and who made it."""

    fix: Fix
    by: str


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
    names = names_of(row.published_by for row in found)
    return [
        EditionLine(
            edition=row,
            by=names.get(row.published_by, ""),
            weeks=row.of_weeks,
            participants=in_words(row.of_people, page.program.smallest_cell),
            reaches=reached.get(row.pk, ()),
        )
        for row in found
    ]


def fix_lines(page: ProgrammePage) -> list[FixLine]:
    """The newest first. Two statements at most."""
    rows = list(Fix.objects.filter(program_id=page.program_id).order_by("-number"))
    names = names_of(row.made_by for row in rows)
    return [FixLine(row, names.get(row.made_by, "")) for row in rows]


def in_words(count: int, smallest: int) -> str:
    """A count as it may be shown: nobody is to be guessed at from it."""
    if 0 < count < smallest:
        return _("fewer than %(smallest)d") % {"smallest": smallest}
    return str(count)


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
