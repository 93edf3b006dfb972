"""What a participant's pages read: the frozen steps of their edition, and how far they have come."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import F, FilteredRelation, Q
from django.utils.safestring import mark_safe

from modules.conditions import Condition
from modules.models import Bookmark, EditionMedia, EditionStep, StepNote, StepProgress
from modules.reading import Sheet, StepText, WeekReading, WeekText
from program.fixing import as_fixed
from program.journey import Journey
from program.models import EditionWeek, Part, PromiseKind, WeekKind
from program.prepared import Prepared, columns_of, objects_from
from program.queries import Desk
from worksheets.models import Response, ResponseState

FURTHEST = Prepared(
    lambda enrolment_id, week: StepProgress.objects.filter(enrolment_id=enrolment_id, week=week).values_list(
        "furthest"
    ),
    UUID,
    int,
)
# A step with all that is its reader's own, in one statement: one row for each note, or one without any.
STEP = Prepared(
    lambda enrolment_id, week, step: (
        StepProgress.objects.filter(enrolment_id=enrolment_id, week=week)
        .annotate(
            mark=FilteredRelation("bookmarks", condition=Q(bookmarks__step=step)),
            note=FilteredRelation("notes", condition=Q(notes__step=step)),
        )
        .values_list("furthest", "mark__id", *columns_of(StepNote, "note__"))
    ),
    UUID,
    int,
    str,
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
def edition_steps(edition_id: UUID, week: int, language: str = "", fixes: int = 0) -> tuple[StepText, ...]:
    """The steps of a week, kept in the process: an edition is frozen, and its id is never used again.

    In the `language` that the week speaks (see EditionWeek); empty: the edition's own. As they read since the newest of
    the programme's urgent `fixes`, which the week holds too.
    """
    spoken = language or F("edition__language")
    rows = EditionStep.objects.filter(edition_id=edition_id, week=week, language=spoken).order_by("number")
    read = (as_fixed(row, fixes, Part.STEP, week, row.number, row.language) for row in rows)
    return tuple(_step(row) for row in read)


def steps_of(week: EditionWeek) -> tuple[StepText, ...]:
    """Those of a week in its reader's edition and language, whomever they are for; no statement once they have been
    read."""
    return edition_steps(week.edition_id, week.number, week.language, week.fixes)


def _step(row: EditionStep) -> StepText:
    only, parts = row.conditions.get("step"), row.conditions.get("parts", ())
    return StepText(
        row.number,
        row.key,
        row.title,
        row.html,
        row.has_worksheet,
        only=Condition(**only) if only else None,
        parts=tuple(Condition(**each) for each in parts),
    )


def furthest_step(enrolment_id: UUID, week: int) -> int:
    """The furthest step that was opened; 0 before the first."""
    row = FURTHEST.first(enrolment_id, week)
    return row[0] if row else 0


@dataclass(frozen=True)
class Own:
    """What is a reader's own in one step: how far they are in its week, whether they keep it, their sealed notes."""

    furthest: int = 0
    is_kept: bool = False
    notes: Sequence[StepNote] = ()


def own_of_step(enrolment_id: UUID, week: int, step: str) -> Own:
    """One statement. No text is opened."""
    rows = STEP.rows(enrolment_id, week, step)
    if not rows:
        return Own()
    notes = [note for row in rows for note in objects_from(row[2:], StepNote) if note is not None]
    return Own(furthest=rows[0][0], is_kept=rows[0][1] is not None, notes=notes)


def bookmarks(enrolment_id: UUID) -> list[Bookmark]:
    """All steps that somebody keeps, with their weeks."""
    rows = Bookmark.objects.filter(progress__enrolment_id=enrolment_id)
    return list(rows.select_related("progress").order_by("progress__week"))


def step_notes(enrolment_id: UUID, week: int | None = None) -> list[StepNote]:
    """All notes, or those of one week, with their weeks; overtaken words after the note they belong to."""
    rows = StepNote.objects.filter(progress__enrolment_id=enrolment_id)
    if week is not None:
        rows = rows.filter(progress__week=week)
    return list(rows.select_related("progress").order_by("progress__week", "step", "place", "aside"))


def is_begun(participant_id: UUID, week: int) -> bool:
    """Whether the worksheet of a week was begun and not sent."""
    return DRAFT.first(participant_id, week) is not None


def week_reading(journey: Journey, week: EditionWeek, desk: Desk, steps: Sequence[StepText]) -> WeekReading:
    """One open week with the steps that its reader sees. Two statements at most beside what the journey and the desk
    have read."""
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
        language=week.language,
        title=week.title,
        aim=week.aim,
        minutes=week.minutes,
        expect=mark_safe(week.expect_html),  # noqa: S308 (cleaned before it was frozen)
        between=mark_safe(week.between_html),  # noqa: S308 (cleaned before it was frozen)
    )


def edition_file(edition_ids: Collection[UUID], sha256: str) -> EditionMedia | None:
    return EditionMedia.objects.filter(edition_id__in=edition_ids, sha256=sha256).first()
