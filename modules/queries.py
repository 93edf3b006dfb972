"""What a participant's pages read: the frozen steps of their edition, and how far they have come."""

from functools import lru_cache
from uuid import UUID

from django.utils.safestring import mark_safe

from modules.models import EditionMedia, EditionStep, StepProgress
from modules.reading import Sheet, StepText, WeekReading, WeekText
from program.journey import Journey
from program.models import EditionWeek, PromiseKind, WeekKind
from program.prepared import Prepared
from program.queries import Desk
from worksheets.models import Response, ResponseState

FURTHEST = Prepared(
    lambda enrolment_id, week: StepProgress.objects.filter(enrolment_id=enrolment_id, week=week).values_list(
        "furthest"
    ),
    UUID,
    int,
)
DRAFT = Prepared(
    lambda participant_id, week: (
        Response.objects.filter(participant_id=participant_id, week=week, state=ResponseState.DRAFT)
        .order_by()
        .values_list("pk")[:1]
    ),
    UUID,
    int,
)


@lru_cache(maxsize=256)
def edition_steps(edition_id: UUID, week: int) -> tuple[StepText, ...]:
    """The steps of a week, kept in the process: an edition is frozen, and its id is never used again."""
    rows = EditionStep.objects.filter(edition_id=edition_id, week=week).order_by("number")
    return tuple(StepText(row.number, row.key, row.title, row.html, row.has_worksheet) for row in rows)


def furthest_step(enrolment_id: UUID, week: int) -> int:
    """The furthest step that was opened; 0 before the first."""
    row = FURTHEST.first(enrolment_id, week)
    return row[0] if row else 0


def is_begun(participant_id: UUID, week: int) -> bool:
    """Whether the worksheet of a week was begun and not sent."""
    return DRAFT.first(participant_id, week) is not None


def week_reading(journey: Journey, week: EditionWeek, desk: Desk) -> WeekReading:
    """One open week for its reader. Two statements at most beside what the journey and the desk have read."""
    steps = edition_steps(week.edition_id, week.number)
    furthest = furthest_step(journey.enrolment.pk, week.number)
    fact = journey.facts.get(week.number)
    due = desk.promised.get((PromiseKind.LETTER, week.number))
    sheet, begun = None, False
    if steps and steps[-1].has_worksheet:
        begun = is_begun(journey.enrolment.participant_id, week.number)
        sheet = Sheet.BEGUN if begun else Sheet.OPEN
        if fact is not None and fact.submitted_on is not None:
            sheet = Sheet.ANSWERED if fact.letter_on and due is None else Sheet.SENT
    return WeekReading(
        week=week_text(week),
        steps=steps,
        today=journey.today,
        furthest=furthest,
        sheet=sheet,
        due=due,
        is_correcting=begun and sheet in {Sheet.SENT, Sheet.ANSWERED},
    )


def week_text(week: EditionWeek) -> WeekText:
    """What the week's page says. Its HTML was cleaned before it was frozen."""
    return WeekText(
        number=week.number,
        kind=WeekKind(week.kind),
        title=week.title,
        aim=week.aim,
        minutes=week.minutes,
        expect=mark_safe(week.expect_html),  # noqa: S308
        between=mark_safe(week.between_html),  # noqa: S308
    )


def edition_file(edition_id: UUID, sha256: str) -> EditionMedia | None:
    return EditionMedia.objects.filter(edition_id=edition_id, sha256=sha256).first()
