"""What a participant's pages read: the frozen steps of their edition, and how far they have come."""

from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.safestring import mark_safe

from modules.models import EditionMedia, EditionStep, StepProgress
from modules.reading import Sheet, StepText, WeekReading, WeekText
from program.journey import Journey
from program.models import EditionWeek, Enrolment, PromiseKind, WeekKind
from program.queries import Desk
from worksheets.models import Response, ResponseState


@lru_cache(maxsize=256)
def edition_steps(edition_id: UUID, week: int) -> tuple[StepText, ...]:
    """The steps of a week, kept in the process: an edition is frozen, and its id is never used again."""
    rows = EditionStep.objects.filter(edition_id=edition_id, week=week).order_by("number")
    return tuple(StepText(row.number, row.key, row.title, row.html, row.has_worksheet) for row in rows)


def how_far(enrolment: Enrolment, week: int) -> tuple[int, bool]:
    """The furthest step that was opened, and whether a worksheet was begun and not sent. One statement."""
    progress = StepProgress.objects.filter(enrolment=OuterRef("pk"), week=week).values("furthest")[:1]
    drafts = Response.objects.filter(participant=OuterRef("participant_id"), week=week, state=ResponseState.DRAFT)
    furthest, drafted = (
        Enrolment.objects.filter(pk=enrolment.pk)
        .annotate(furthest=Coalesce(Subquery(progress), 0), drafted=Exists(drafts))
        .values_list("furthest", "drafted")
        .get()
    )
    return furthest, drafted


def week_reading(journey: Journey, week: EditionWeek, desk: Desk) -> WeekReading:
    """One open week for its reader. One statement beside what the journey and the desk have read."""
    steps = edition_steps(week.edition_id, week.number)
    furthest, drafted = how_far(journey.enrolment, week.number)
    fact = journey.facts.get(week.number)
    due = desk.promised.get((PromiseKind.LETTER, week.number))
    sheet = None
    if steps and steps[-1].has_worksheet:
        sheet = Sheet.BEGUN if drafted else Sheet.OPEN
        if fact is not None and fact.submitted_on is not None:
            sheet = Sheet.ANSWERED if fact.letter_on and due is None else Sheet.SENT
    return WeekReading(week=week_text(week), steps=steps, today=journey.today, furthest=furthest, sheet=sheet, due=due)


def week_text(week: EditionWeek) -> WeekText:
    """What the week's page says. Its HTML was cleaned before it was frozen."""
    return WeekText(
        number=week.number,
        follow_up=week.kind == WeekKind.FOLLOW_UP,
        title=week.title,
        aim=week.aim,
        minutes=week.minutes,
        expect=mark_safe(week.expect_html),  # noqa: S308
        between=mark_safe(week.between_html),  # noqa: S308
    )


def edition_file(edition_id: UUID, sha256: str) -> EditionMedia | None:
    return EditionMedia.objects.filter(edition_id=edition_id, sha256=sha256).first()
